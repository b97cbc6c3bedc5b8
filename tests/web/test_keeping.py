"""Keeping the registry on pages: lists, forms, conflicts, history; each act one batch."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from qms.agencies.models import Agency, AgencySlice
from qms.installation import Installation
from qms.trail.models import TrailBatch
from qms.web.database import EXTENSION
from tests.web.cast import COORDINATOR, LEAD_OFFICER, LEADER
from tests.web.client import CheckingClient
from tests.web.markup import read

XSS = "<script>alert(1)</script>\"'><img src=x>"
AGENCY = "/so-dang-ky/co-quan/"
RENAMED = "khoa=so-tu-phap&khoa=2015-01-01"


@pytest.fixture
def keeper(at_work: Callable[..., CheckingClient]) -> CheckingClient:
    return at_work(LEAD_OFFICER)


def batches(app: Flask) -> list[tuple[str | None, str | None, list[str]]]:
    """Reason, person and verbs of each batch that the pages wrote."""
    installation: Installation = app.extensions[EXTENSION]
    with installation.database.reading() as session:
        found = session.scalars(select(TrailBatch).where(TrailBatch.origin.startswith("web:")).order_by(TrailBatch.first))
        return [(one.reason, one.person, [entry.verb for entry in one.entries]) for one in found]


def typed_in(page: str) -> dict[str, str]:
    """What the page's form would send."""
    values, select = {}, ""
    for element in read(page).elements:
        name, kind = element.attributes.get("name", ""), element.attributes.get("type", "")
        if element.tag == "input" and name and kind not in ("submit", "search", "checkbox"):
            values[name] = element.attributes.get("value", "")
        elif element.tag == "textarea":
            values[name] = element.text.strip()
        elif element.tag == "select":
            select = name
        elif element.tag == "option" and select and "selected" in element.attributes:
            values[select] = element.attributes["value"]
    return values


ADDRESSES = (
    "",
    "co-quan/",
    "co-quan/?tim=noi+vu&sap-xep=-ten&hieu-luc=now",
    "bien-dong/",
    "bien-dong/?co-quan=so-nnmt",
    "tthc/?tim=khong-co",
    "tthc/?sap-xep=ten",
    "tham-quyen/?tim=noi+vu&sap-xep=-ma&trang=2&co-quan=so-noi-vu&hieu-luc=now",
    "tham-quyen/",
    "co-quan/them",
    "bien-dong/them",
    "tthc/them",
    "tham-quyen/them",
    "co-quan/xem?khoa=so-nnmt",
    f"co-quan/sua?{RENAMED}",
    f"co-quan/doi?{RENAMED}",
    f"co-quan/ket-thuc?{RENAMED}",
    f"co-quan/rut?{RENAMED}",
    "tham-so/",
    "tham-so/accepted_edition/them",
    "tep/nhap",
    "co-quan/?ngay=2020-01-01",
    "co-quan/xem?khoa=so-nnmt&ngay=2020-01-01",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_opens(signed_in: Callable[..., CheckingClient], address: str) -> None:
    assert signed_in(LEAD_OFFICER).get(f"/so-dang-ky/{address}").status_code == 200


def acted(client: CheckingClient, address: str, **changed: str) -> tuple[int, str, str]:
    """Open a form, change some of its fields and send it: status, text of the page that follows, its address."""
    opened = client.get(address)
    assert opened.status_code == 200
    answer = client.post(address, data=typed_in(opened.text) | changed)
    followed = client.get(answer.location) if answer.status_code == 303 else answer
    return answer.status_code, followed.text, answer.location or ""


def test_rename_from_a_day_is_one_batch(keeper: CheckingClient, workplace: Flask) -> None:
    status, page, _address = acted(
        keeper, f"{AGENCY}doi?{RENAMED}", valid_from="2026-12-01", name="Sở Tư pháp thành phố Huế", why="NQ 12"
    )
    assert status == 303
    assert "Sở Tư pháp thành phố Huế" in page
    assert "30/11/2026" not in page  # the former slice ends before the first day of the new one
    assert batches(workplace) == [("NQ 12", LEAD_OFFICER.name, ["agency_slice:created", "agency_slice:changed"])]
    assert LEAD_OFFICER.name in page  # the history says who
    assert acted(keeper, f"{AGENCY}ket-thuc?khoa=so-tu-phap&khoa=2026-12-01", valid_to="01/01/2027", why="Giải thể")[0] == 303
    installation: Installation = workplace.extensions[EXTENSION]
    with installation.database.reading() as session:
        lives = session.execute(
            select(AgencySlice.valid_from, AgencySlice.valid_to)
            .join(Agency, AgencySlice.agency_id == Agency.id)
            .where(Agency.key == "so-tu-phap")
            .order_by(AgencySlice.valid_from)
        ).all()
    assert [tuple(life) for life in lives] == [
        (date(2015, 1, 1), date(2026, 12, 1)),
        (date(2026, 12, 1), date(2027, 1, 1)),
    ]


REFUSED = {
    "change on the first day": (f"{AGENCY}doi?{RENAMED}", {"valid_from": "01/01/2015", "name": "X"}, "valid_from"),
    "change of nothing": (f"{AGENCY}doi?{RENAMED}", {"valid_from": "01/12/2026"}, None),
    "end without a day": (f"{AGENCY}ket-thuc?{RENAMED}", {"valid_to": "", "why": "x"}, "valid_to"),
    "end before it begins": (f"{AGENCY}ket-thuc?{RENAMED}", {"valid_to": "01/01/2014", "why": "x"}, "valid_to"),
    "correction without a reason": (f"{AGENCY}sua?{RENAMED}", {"name": "X", "why": ""}, "why"),
    "correction without a name": (f"{AGENCY}sua?{RENAMED}", {"name": " ", "why": "x"}, "name"),
    "unknown parent": (f"{AGENCY}sua?{RENAMED}", {"parent": "nix", "why": "x"}, "parent"),
    "word not in the list": (f"{AGENCY}sua?{RENAMED}", {"tier": "thôn", "why": "x"}, "tier"),
    "agency that there is": (
        f"{AGENCY}them", {"agency": "SO-Y-TE", "valid_from": "01/01/2030", "name": "X", "tier": "tỉnh", "kind": "chi cục",
                          "obligation": "không"}, "agency"),
    "impossible day": ("/so-dang-ky/tthc/them", {"code": "9.9", "name": "X", "valid_from": "31/02/2020"}, "valid_from"),
    "event of nobody": ("/so-dang-ky/bien-dong/them", {"happened_on": "01/01/2026", "kind": "chia tách"}, "from_keys"),
    "authority of a second time": (
        "/so-dang-ky/tham-quyen/them", {"agency": "so-noi-vu", "procedure": "1.000001", "valid_from": "01/01/2026"},
        "valid_from"),
}  # fmt: skip


def test_refusal_stands_beside_its_field_and_loses_nothing(keeper: CheckingClient, workplace: Flask) -> None:
    for name, (address, changed, field) in REFUSED.items():
        status, page, _address = acted(keeper, address, **changed)
        assert status == 400, name
        controls = read(page).all("input", "select", "textarea")
        faulty = {one.attributes.get("name") for one in controls if "aria-invalid" in one.attributes}
        assert faulty == ({field} if field else set()), name
        assert "error-summary" in page, name
        kept = typed_in(page)
        assert {one: kept.get(one) for one in changed if one != "tier"} == {
            one: text.strip() if one == "why" else text for one, text in changed.items() if one != "tier"
        }, name
    assert batches(workplace) == []


def test_event_with_several_agencies_a_line(keeper: CheckingClient, workplace: Flask) -> None:
    status, page, address = acted(
        keeper,
        "/so-dang-ky/bien-dong/them",
        happened_on="01/12/2026",
        kind="hợp nhất",
        from_keys="so-tu-phap\r\nSO-Y-TE\n\n",
        to_keys="so-noi-vu",
        basis="NQ 5",
    )
    assert status == 303
    assert all(f'<code translate="no">{key}</code>' in page for key in ("so-tu-phap", "so-y-te", "so-noi-vu"))
    assert "Hợp nhất ngày 01/12/2026" in page
    assert LEAD_OFFICER.name in page.partition("Lịch sử thay đổi")[2]
    status, page, _address = acted(keeper, address.replace("/xem?", "/sua?"), basis="NQ 6", why="Sai số")
    assert status == 303
    assert [verbs for _reason, _person, verbs in batches(workplace)] == [["lineage_event:created"], ["lineage_event:changed"]]
    assert acted(keeper, address.replace("/xem?", "/rut?"), why="Nhầm")[2] == "/so-dang-ky/bien-dong/"


def test_key_is_corrected_by_one_batch(keeper: CheckingClient, workplace: Flask) -> None:
    address = "/so-dang-ky/tham-quyen/sua?khoa=so-noi-vu&khoa=1.000001&khoa=2015-01-01"
    assert acted(keeper, address, valid_from="2016-01-01", why="Nhầm ngày")[0] == 303
    assert batches(workplace) == [("Nhầm ngày", LEAD_OFFICER.name, ["authority:created", "authority:withdrawn"])]


def test_second_editor_sees_both_and_decides(at_work: Callable[..., CheckingClient], workplace: Flask) -> None:
    first, second = at_work(LEAD_OFFICER), at_work(LEAD_OFFICER)
    address = f"{AGENCY}sua?{RENAMED}"
    seen = typed_in(second.get(address).text)
    assert acted(first, address, name="Tên của người thứ nhất", why="Một")[0] == 303
    answer = second.post(address, data=seen | {"name": "Tên của người thứ hai", "symbol": "STP", "why": "Hai"})
    assert answer.status_code == 409
    assert "Tên của người thứ nhất" in answer.text
    again = typed_in(answer.text)
    assert (again["name"], again["symbol"], again["why"]) == ("Tên của người thứ hai", "STP", "Hai")
    assert second.post(address, data=again).status_code == 303
    assert [reason for reason, _person, _verbs in batches(workplace)] == ["Một", "Hai"]
    assert second.post(address, data=again).status_code == 409  # the same form, sent once more


def test_editor_of_what_was_withdrawn_may_write_it_anew(at_work: Callable[..., CheckingClient], workplace: Flask) -> None:
    key = "khoa=so-noi-vu&khoa=1.000001&khoa=2015-01-01"
    first, second = at_work(LEAD_OFFICER), at_work(LEAD_OFFICER)
    seen = typed_in(second.get(f"/so-dang-ky/tham-quyen/sua?{key}").text)
    assert acted(first, f"/so-dang-ky/tham-quyen/rut?{key}", why="Một")[0] == 303
    answer = second.post(f"/so-dang-ky/tham-quyen/sua?{key}", data=seen | {"valid_to": "2026-01-01", "why": "Hai"})
    assert answer.status_code == 409
    assert second.post(f"/so-dang-ky/tham-quyen/sua?{key}", data=typed_in(answer.text)).status_code == 303
    assert [verbs for _reason, _person, verbs in batches(workplace)] == [["authority:withdrawn"], ["authority:created"]]


def test_slice_that_was_withdrawn_meanwhile_is_followed_or_not_ended(
    at_work: Callable[..., CheckingClient], workplace: Flask
) -> None:
    acted(at_work(LEAD_OFFICER), f"{AGENCY}doi?{RENAMED}", valid_from="2026-12-01", name="Tên mới", why="Một")
    first, second, key = at_work(LEAD_OFFICER), at_work(LEAD_OFFICER), "khoa=so-tu-phap&khoa=2026-12-01"
    change, end = (typed_in(second.get(f"{AGENCY}{act}?{key}").text) for act in ("doi", "ket-thuc"))
    assert acted(first, f"{AGENCY}rut?{key}", why="Hai")[0] == 303
    assert second.post(f"{AGENCY}ket-thuc?{key}", data=end | {"valid_to": "2027-01-01", "why": "x"}).status_code == 409
    assert acted(first, f"{AGENCY}ket-thuc?{RENAMED}", valid_to="2026-12-01", why="Ba")[0] == 303
    answer = second.post(f"{AGENCY}doi?{key}", data=change | {"valid_from": "2027-01-01", "name": "Tên sau", "why": "Bốn"})
    assert answer.status_code == 409
    assert second.post(f"{AGENCY}doi?{key}", data=typed_in(answer.text)).status_code == 303
    assert batches(workplace)[-1] == ("Bốn", LEAD_OFFICER.name, ["agency_slice:created"])


def test_withdrawal_says_first_what_stands_against_it(keeper: CheckingClient, workplace: Flask) -> None:
    page = keeper.get(f"{AGENCY}rut?{RENAMED}").text
    assert "Chưa rút được" in page
    assert "btn-danger" not in page
    answer = keeper.send(f"{AGENCY}rut?{RENAMED}", version="0" * 64, why="x")
    assert answer.status_code == 409
    assert batches(workplace) == []


def test_nothing_typed_becomes_markup(keeper: CheckingClient) -> None:
    status, page, address = acted(keeper, "/so-dang-ky/tthc/them", code="9.9", name=XSS, area=XSS, why=XSS)
    assert status == 303
    pages = [page, keeper.get("/so-dang-ky/tthc/").text, keeper.get(address.replace("/xem?", "/sua?")).text]
    pages.append(keeper.send("/so-dang-ky/tthc/them", code=XSS, name=XSS, valid_from=XSS, online_level=XSS).text)
    pages.append(keeper.get("/so-dang-ky/tham-quyen/", query_string={"tim": XSS, "co-quan": XSS}).text)
    assert all("alert(1)" in one for one in pages)
    assert not any("<script>alert" in one or "<img src=x" in one for one in pages)


def test_fields_that_no_form_shows_change_nothing(keeper: CheckingClient, workplace: Flask) -> None:
    status, _page, _address = acted(
        keeper, f"{AGENCY}ket-thuc?{RENAMED}", valid_to="2027-01-01", why="x", name="Khác", agency="y"
    )
    assert status == 303
    page = keeper.get(f"{AGENCY}xem?khoa=so-tu-phap").text
    assert "Khác" not in read(page).all("h1")[0].text


MISSING = (
    "co-quan/xem?khoa=nix",
    f"co-quan/xem?{RENAMED}",
    "tthc/sua?khoa=nix",
    "bien-dong/doi?khoa=x",
    "tham-so/accepted_edition/sua?tu-ngay=1900-01-01",
    "tep/nhap/" + "0" * 32,
    "co-quan/sua?khoa=a&khoa=2020-01-01&khoa=b",
    "co-quan/sua?khoa=so-tu-phap&khoa=hôm-qua",
)


@pytest.mark.parametrize("address", MISSING)
def test_what_there_is_not(signed_in: Callable[..., CheckingClient], address: str) -> None:
    assert signed_in(LEAD_OFFICER).get(f"/so-dang-ky/{address}").status_code == 404


def test_others_keep_nothing(at_work: Callable[..., CheckingClient], workplace: Flask) -> None:
    for member in (LEADER, COORDINATOR):
        client = at_work(member)
        assert client.get("/so-dang-ky/").status_code == 403
        assert client.send("/so-dang-ky/tthc/them", code="9.9", name="X").status_code == 403
        assert client.send(f"{AGENCY}ket-thuc?{RENAMED}", valid_to="2027-01-01", why="x").status_code == 403
    assert batches(workplace) == []


def test_past_view_shows_and_changes_nothing(keeper: CheckingClient, workplace: Flask) -> None:
    page = keeper.get(f"{AGENCY}xem?khoa=so-nnmt&ngay=2020-01-01").text
    assert "Sở Nông nghiệp và Phát triển nông thôn" in read(page).all("h1")[0].text
    assert "/sua?" not in page
    assert keeper.send("/so-dang-ky/tthc/them?ngay=2020-01-01", code="9.9", name="X").status_code in (400, 403, 409)
    assert batches(workplace) == []


def test_policy_value_is_set_ended_and_withdrawn(keeper: CheckingClient, workplace: Flask) -> None:
    base = "/so-dang-ky/tham-so/internal_audit_interval_months"
    new = {"value": "6", "valid_from": "01/12/2026", "source": "QĐ 7", "why": "Siết chặt"}
    assert acted(keeper, f"{base}/them", **new)[0] == 303
    assert acted(keeper, f"{base}/them", **new)[0] == 400  # there is one from that day on
    key = "tu-ngay=2026-12-01&gia-tri=6"
    status, page, _address = acted(keeper, f"{base}/sua?{key}", value="abc", why="x")
    assert status == 400
    assert 'value="abc"' in page
    stale = typed_in(keeper.get(f"{base}/sua?{key}").text) | {"source": "QĐ 9", "why": "x"}
    assert acted(keeper, f"{base}/sua?{key}", valid_to="2027-12-01", why="Có thời hạn")[0] == 303
    assert keeper.post(f"{base}/sua?{key}", data=stale).status_code == 409
    assert acted(keeper, f"{base}/rut?{key}", why="Bãi bỏ")[0] == 303
    assert batches(workplace) == [
        ("Siết chặt", LEAD_OFFICER.name, ["policy:created"]),
        ("Có thời hạn", LEAD_OFFICER.name, ["policy:changed"]),
        ("Bãi bỏ", LEAD_OFFICER.name, ["policy:withdrawn"]),
    ]


def test_lists_find_what_is_asked_for(signed_in: Callable[..., CheckingClient]) -> None:
    client = signed_in(LEAD_OFFICER)
    found = {
        "tham-quyen/?tim=noi+vu+1.000003": 1,
        "tham-quyen/?tim=noi+vu+linh+vuc": 11,
        "tham-quyen/?co-quan=SO-NOI-VU": 12,
        "tham-quyen/?co-quan=so-noi-vu&hieu-luc=over": 0,
        "co-quan/?tim=phu+vang&hieu-luc=over": 1,
        "co-quan/?tim=phu+vang&hieu-luc=now": 0,
        "bien-dong/?co-quan=so-nnmt&tim=nghi+quyet": 1,
        "tthc/?tim=1.000003": 1,
    }
    for address, rows in found.items():
        page = read(client.get(f"/so-dang-ky/{address}").text)
        heads = [one for one in page.all("th") if one.attributes.get("scope") == "row"]
        assert len(heads) == rows, address
