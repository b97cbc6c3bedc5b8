"""The register workbook on pages: given out, sent in, previewed, given back marked, and written once confirmed."""

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from qms.exchange import marking
from qms.exchange.faults import Fault
from qms.exchange.importing import ImportResult
from qms.exchange.marking import AUTHOR
from qms.installation import Installation
from qms.keeping.incoming import Incoming
from qms.keeping.preview import MOVED
from qms.keeping.views import workbook as workbook_views
from qms.language import Phrase
from qms.storage.conflicts import Conflict
from qms.web.database import EXTENSION
from tests.factories.registry_rows import agency, authority, procedure
from tests.factories.workbook import import_file, workbook
from tests.web.cast import LEAD_OFFICER, LEADER
from tests.web.client import CSRF, CheckingClient
from tests.web.test_keeping import XSS, batches, typed_in

UPLOAD = "/so-dang-ky/tep/nhap"
Rows = Sequence[Mapping[str, Any]]


@pytest.fixture
def keeper(at_work: Callable[..., CheckingClient]) -> CheckingClient:
    return at_work(LEAD_OFFICER)


def sent(client: CheckingClient, folder: Path, sheets: Mapping[str, Rows], name: str = "sổ.xlsx") -> TestResponse:
    return handed_in(client, workbook(folder / "sent.xlsx", sheets).read_bytes(), name)


def handed_in(client: CheckingClient, content: bytes, name: str = "sổ.xlsx") -> TestResponse:
    return client.post(UPLOAD, data={CSRF: client.csrf, "file": (BytesIO(content), name)}, content_type="multipart/form-data")


def kept_files(app: Flask) -> list[Path]:
    installation: Installation = app.extensions[EXTENSION]
    return sorted((installation.settings.home / "uploads").glob("*"))


def test_preview_then_confirmation_writes_exactly_that_file(keeper: CheckingClient, workplace: Flask, tmp_path: Path) -> None:
    sheets = {
        "TTHC": [procedure("9.000001", Tên=XSS), procedure("1.000002", **{"Lĩnh vực": "Mới"})],
        "Thẩm quyền": [authority("so-noi-vu", "1.000001", "01/01/2015") | {"Xóa": "x"}],
        "Ghi chú": [{"a": 1}],
    }
    answer = sent(keeper, tmp_path, sheets)
    assert answer.status_code == 303
    assert [path.stat().st_mode & 0o777 for path in kept_files(workplace)] == [0o600, 0o600]
    page = keeper.get(answer.location).text
    for said in ("9.000001", "1.000002", "Lĩnh vực", "so-noi-vu · 1.000001 · 01/01/2015", "Ghi chú", "sổ.xlsx"):
        assert said in page
    assert "<script>alert" not in page
    assert batches(workplace) == []
    refused = keeper.post(answer.location, data=typed_in(page) | {"why": ""})
    assert refused.status_code == 400
    done = keeper.post(answer.location, data=typed_in(page) | {"why": "Đợt rà soát"})
    assert done.status_code == 303
    assert "3" in keeper.get(done.location).text
    verbs = ["procedure:created", "procedure:changed", "authority:withdrawn"]
    assert batches(workplace) == [("Đợt rà soát", LEAD_OFFICER.name, verbs)]
    assert kept_files(workplace) == []
    assert keeper.get(answer.location).status_code == 404


def test_preview_is_shown_anew_when_the_registry_has_moved(keeper: CheckingClient, workplace: Flask, tmp_path: Path) -> None:
    address = sent(keeper, tmp_path, {"TTHC": [procedure("9.1", Tên="Một")]}).location
    page = keeper.get(address).text
    keeper.send("/so-dang-ky/tthc/them", code="9.1", name="Hai")
    answer = keeper.post(address, data=typed_in(page) | {"why": "Đợt 1"})
    assert answer.status_code == 409
    assert "<del>Hai</del>" in answer.text
    assert "<ins>Một</ins>" in answer.text
    assert len(batches(workplace)) == 1
    assert keeper.post(address, data=typed_in(answer.text)).status_code == 303
    assert batches(workplace)[-1] == ("Đợt 1", LEAD_OFFICER.name, ["procedure:changed"])


def test_a_second_press_of_the_button_is_told_that_the_file_is_written_and_no_path(
    keeper: CheckingClient, workplace: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = sent(keeper, tmp_path, {"TTHC": [procedure("9.1")]}).location
    page = typed_in(keeper.get(address).text) | {"why": "Đợt 1"}

    def too_late(*_given: object) -> ImportResult:
        """While this request waited for its turn, the first one has written the file and put it away."""
        Incoming(tmp_path).drop(address.rpartition("/")[2])
        raise Conflict(MOVED, None, None)

    monkeypatch.setattr(workbook_views, "confirm", too_late)
    answer = keeper.post(address, data=page)
    assert (answer.status_code, str(tmp_path) in answer.text) == (404, False)
    assert "đã được ghi" in answer.text


def test_faults_come_back_in_the_own_file(keeper: CheckingClient, workplace: Flask, tmp_path: Path) -> None:
    rows = [procedure("9.1", **{"Từ ngày": "=1+1"}), procedure(1.00005), procedure("9.3", Tên=None)]
    address = sent(keeper, tmp_path, {"TTHC": rows, "Khác": [{"a": "=2+2"}]}).location
    page = keeper.get(address).text
    assert "3 lỗi" in page
    assert 'name="why"' not in page
    content = keeper.get(f"{address}/danh-dau.xlsx").data
    marked = load_workbook(BytesIO(content))
    assert marked.sheetnames == ["Lỗi", "TTHC", "Khác"]
    commented = {cell.coordinate: cell.comment for row in marked["TTHC"].iter_rows() for cell in row if cell.comment}
    assert sorted(commented) == ["A3", "B4", "C2"]
    assert all(comment.author == AUTHOR for comment in commented.values())
    assert marked["TTHC"]["B4"].fill.fgColor.rgb == "FFF2C7CE"
    listed = [[cell.value for cell in row] for row in marked["Lỗi"].iter_rows(min_row=2)]
    assert [(row[0], row[1], row[2]) for row in listed] == [
        ("TTHC", 2, "Từ ngày"), ("TTHC", 3, "Mã TTHC"), ("TTHC", 4, "Tên")]  # fmt: skip
    assert {cell.data_type for row in marked["Lỗi"].iter_rows() for cell in row} <= {"s", "n"}
    page_of_rows = marked["TTHC"]
    page_of_rows["C2"], page_of_rows["A3"], page_of_rows["B4"] = "01/01/2020", "9.2", "Ba"
    mended = BytesIO()
    marked.save(mended)
    again = keeper.get(handed_in(keeper, mended.getvalue()).location).text
    assert "Xác nhận và ghi" in again
    assert "“Lỗi”" not in again
    page_of_rows["B4"] = None
    marked.save(worse := BytesIO())
    address = handed_in(keeper, worse.getvalue()).location
    marked = load_workbook(BytesIO(keeper.get(f"{address}/danh-dau.xlsx").data))
    assert [cell.coordinate for row in marked["TTHC"].iter_rows() for cell in row if cell.comment] == ["B4"]
    assert marked["TTHC"]["C2"].fill.fill_type is None


def test_what_is_no_workbook_is_refused_and_not_kept(keeper: CheckingClient, workplace: Flask) -> None:
    for content, name in ((b"MZ", "so.xlsx"), (b"PK\x03\x04", "../../so.xlsx"), (b"", "")):
        answer = handed_in(keeper, content, name)
        assert answer.status_code == 400
        assert ".." not in read_name(answer.text)
    assert kept_files(workplace) == []
    large = {"data": b"x" * (21 * 1024 * 1024), "content_type": "multipart/form-data; boundary=x"}
    assert keeper.post(UPLOAD, **large).status_code == 413
    assert keeper.post("/so-dang-ky/tthc/them", data={"name": "x" * 2_000_000}).status_code == 413


def read_name(page: str) -> str:
    """What the page says is wrong."""
    return page.partition("error-summary")[2].partition("</div>")[0]


def test_file_is_its_senders_alone_and_stays_as_it_came(
    at_work: Callable[..., CheckingClient], workplace: Flask, tmp_path: Path
) -> None:
    keeper, other = at_work(LEAD_OFFICER), at_work(LEADER)
    address = sent(keeper, tmp_path, {"TTHC": [procedure("9.1")]}).location
    assert other.get(address).status_code == 403
    assert keeper.get(address.upper()).status_code == 404
    kept_files(workplace)[1].write_bytes(b"exchanged")
    assert keeper.get(address).status_code == 404
    address = sent(keeper, tmp_path, {"TTHC": [procedure("9.1")]}).location
    assert keeper.send(f"{address}/bo").status_code == 303
    address = sent(keeper, tmp_path, {"TTHC": [procedure("9.1")]}).location
    assert keeper.get(address).status_code == 200
    assert len(kept_files(workplace)) == 4


def test_template_and_export_come_back_without_a_change(keeper: CheckingClient, workplace: Flask, tmp_path: Path) -> None:
    installation: Installation = workplace.extensions[EXTENSION]
    template = keeper.get("/so-dang-ky/tep/mau.xlsx")
    assert "Cơ quan" in load_workbook(BytesIO(template.data)).sheetnames
    (exported := tmp_path / "export.xlsx").write_bytes(keeper.get("/so-dang-ky/tep/so-dang-ky.xlsx").data)
    result = import_file(installation, exported)
    assert (result.faults, sum(result.created.values()), sum(result.changed.values())) == ([], 0, 0)
    past = load_workbook(BytesIO(keeper.get("/so-dang-ky/tep/so-dang-ky.xlsx?ngay=2020-01-01").data))
    now = load_workbook(exported)
    assert past["Cơ quan"].max_row < now["Cơ quan"].max_row


def test_sheets_that_are_not_the_registers(keeper: CheckingClient, tmp_path: Path) -> None:
    page = keeper.get(sent(keeper, tmp_path, {"Khác": [{"a": 1}]}).location).text
    assert "không có trang tính nào" in page
    page = keeper.get(sent(keeper, tmp_path, {"Cơ quan": [agency("moi", "2026-01-01")], "TTHC": []}).location).text
    assert "moi · 01/01/2026" in page


def test_what_is_too_large_to_be_marked_comes_back_as_a_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    faults = [Fault("TTHC", 2, "Tên", "=1+1", Phrase("Sai."))]
    source, target = workbook(tmp_path / "a.xlsx", {"TTHC": [procedure()]}), tmp_path / "b.xlsx"
    for name in ("LARGEST_MARKED", "MOST_CELLS_MARKED"):
        with monkeypatch.context() as patched:
            patched.setattr(marking, name, 1)
            marking.write_marked(source, target, faults)
        book = load_workbook(target)
        assert book.sheetnames == ["Lỗi"]
        assert [cell.value for cell in book["Lỗi"][2]] == ["TTHC", 2, "Tên", "=1+1", "Sai."]
        assert book["Lỗi"]["D2"].data_type == "s"
