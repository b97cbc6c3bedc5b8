"""Documents on pages, through the hands of author, reviewer, approver and reader."""

import csv
import html
import io
import re
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from documents.approval.models import Dossier, Stage
from documents.library.models import Document, Revision
from qms.people.models import Person
from qms.signatures.models import Signature
from qms.standards.models import FrameworkSlot
from qms.storage.database import Database
from tests.factories.uploads import docx, paragraph
from tests.web.cast import BELOW, COORDINATOR, DEPARTMENT, ELSEWHERE, HEAD, LEADER, OFFICER, UNIT_HEAD, Member
from tests.web.client import CheckingClient
from tests.web.signing import GOOD, give_password
from tests.web.statements import counted
from tests.web.walking import installation_of

AtWork = Callable[[Member], CheckingClient]
NEW = {"kind": "procedure", "code": "QT-70", "title": "Quy trình tiếp công dân", "edition": "2015", "slot": "", "clauses": "7.5"}


@pytest.fixture
def database(workplace: Flask) -> Database:
    return installation_of(workplace).database


def ids(database: Database) -> dict[str, str]:
    with database.reading() as session:
        return {person.key: str(person.id) for person in session.scalars(select(Person))}


def dossier(session: Session, code: str = "QT-70") -> Dossier:
    found = select(Dossier).join(Revision).join(Document).where(Document.code == code).order_by(Dossier.revision_id.desc())
    return session.scalars(found.limit(1)).one()


def version(database: Database, code: str = "QT-70") -> int:
    with database.reading() as session:
        return dossier(session, code).version


def there(name: str = "", numbers: str = "1.0") -> str:
    return f"/tai-lieu/{DEPARTMENT}/QT-70/ban/{numbers}{name}"


def upload(client: CheckingClient, database: Database, where: str, *paragraphs: str) -> TestResponse:
    file = (io.BytesIO(docx("".join(map(paragraph, paragraphs)))), "quy trình.docx")
    return client.send(f"{where}/tep", version=version(database), file=file)


def drafted(at_work: AtWork, database: Database) -> CheckingClient:
    """The author's client, after a draft with a file was made."""
    author = at_work(OFFICER)
    assert author.send("/tai-lieu/moi", **NEW).status_code == 303
    assert upload(author, database, there(), "Tiếp công dân tại trụ sở").status_code == 303
    return author


@pytest.mark.parametrize("slot", ["2008/{slot}", "²", "9" * 5000])
def test_a_slot_of_another_edition_is_refused_beside_its_field(at_work: AtWork, database: Database, slot: str) -> None:
    with database.reading() as session:
        other = session.scalars(select(FrameworkSlot.slot).where(FrameworkSlot.edition == "2008").limit(1)).one()
    author = at_work(OFFICER)
    for where in ("/tai-lieu/moi", "/tai-lieu/ben-ngoai/moi"):
        answer = author.send(where, **{**NEW, "slot": slot.format(slot=other)})
        assert (answer.status_code, "khác với phiên bản đã chọn" in answer.text) == (400, True), where


def send_out(author: CheckingClient, database: Database, where: str) -> TestResponse:
    people = ids(database)
    chosen = {"reviewers-0": people[UNIT_HEAD.key], "approvers-0": people[HEAD.key]}
    return author.send(f"{where}/gui", version=version(database), **chosen)


def test_who_cannot_be_chosen_is_named_at_the_place_of_the_choice(at_work: AtWork, database: Database) -> None:
    author = drafted(at_work, database)
    chosen = {"reviewers-0": "0", "approvers-0": ids(database)[HEAD.key]}
    page = author.send(f"{there()}/gui", version=version(database), **chosen)
    assert page.status_code == 400 and 'href="#reviewers-0"' in page.text
    assert "Phrase" not in page.text and page.text.count('href="#') == 2, "the fault, and the way to the content"


def reviewed(at_work: AtWork, database: Database, where: str) -> None:
    reviewer = at_work(UNIT_HEAD)
    assert reviewer.get(f"{where}/soat-xet").status_code == 200
    assert reviewer.send(f"{where}/soat-xet", version=version(database), note="Đạt").status_code == 303


def signed(app: Flask, at_work: AtWork, database: Database, where: str, day: str) -> TestResponse:
    give_password(app, HEAD)
    return at_work(HEAD).send(f"{where}/phe-duyet", version=version(database), effective_on=day, password=GOOD)


def sentence_around_the_day(page: TestResponse) -> tuple[str, str]:
    """What stands before and after the field in the sentence that is signed."""
    found = re.search(r"<blockquote[^>]*>\s*<p>(.*?)<input[^>]*>(.*?)</p>", page.text, re.DOTALL)
    assert found is not None
    return html.unescape(found[1]), html.unescape(found[2])


def test_a_document_goes_from_hand_to_hand_into_force_and_is_superseded(
    workplace: Flask, at_work: AtWork, database: Database
) -> None:
    author = drafted(at_work, database)
    page = author.get(there()).text
    assert "dự thảo" in page and "quy trình.docx" in page and "Gửi soát xét" in page
    assert author.get(there("/gui")).status_code == 200
    answer = send_out(author, database, there())
    assert answer.status_code == 303
    assert "chờ soát xét" in author.get(answer.location).text
    assert "Chờ tôi soát xét" in at_work(UNIT_HEAD).get("/tai-lieu/viec-cua-toi").text
    assert f"đang chờ: {UNIT_HEAD.name}" in author.get("/tai-lieu/viec-cua-toi").text
    assert "Soát xét: 01 người." in author.get(there()).text
    reviewed(at_work, database, there())
    head = at_work(HEAD)
    assert "Chờ tôi phê duyệt" in head.get("/tai-lieu/viec-cua-toi").text
    page = head.get(there("/phe-duyet"))
    before, after = sentence_around_the_day(page)
    (field,) = re.findall(r'<input[^>]*name="effective_on"[^>]*>', page.text)
    assert 'type="text"' in field and 'value="23/11/2026"' in field, "typed as every other day"
    assert signed(workplace, at_work, database, there(), "2026-11-23").status_code == 303
    with database.reading() as session:
        (signature,) = session.scalars(select(Signature))
    assert signature.statement == f"{before}23/11/2026{after}", "what was read, with the day in the field"
    assert before.startswith("Tôi đã đọc và phê duyệt tài liệu QT-70")
    page = at_work(LEADER).get(there()).text
    assert "còn hiệu lực" in page and "Lê Quang Vinh" in page and "nguyên vẹn" in page
    assert at_work(LEADER).quietly(there("/noi-dung")).data.startswith(b"PK"), "no print can show this file whole"

    answer = author.send(f"/tai-lieu/{DEPARTMENT}/QT-70/sua-doi", step="revision", summary="Bổ sung lịch tiếp", material="y")
    assert answer.status_code == 303 and answer.location.endswith("/ban/1.1")
    assert "Mở bản đang soạn" in author.get(f"/tai-lieu/{DEPARTMENT}/QT-70/sua-doi").text, "said before anything is typed"
    assert upload(author, database, there(numbers="1.1"), "Tiếp công dân tại trụ sở", "Lịch tiếp hằng tuần").status_code == 303
    assert send_out(author, database, there(numbers="1.1")).status_code == 303
    reviewed(at_work, database, there(numbers="1.1"))
    assert signed(workplace, at_work, database, there(numbers="1.1"), "2026-12-01").status_code == 303
    reader = at_work(LEADER)
    page = reader.get(f"/tai-lieu/{DEPARTMENT}/QT-70?ngay=2026-11-30").text
    assert "còn hiệu lực" in page and "đã phê duyệt" in page
    page = reader.get(f"/tai-lieu/{DEPARTMENT}/QT-70?ngay=2026-12-01").text
    assert "đã thay thế" in page and "Bổ sung lịch tiếp" in page and "từ ngày 01/12/2026" in page
    assert "hết hiệu lực từ ngày 01/12/2026" in reader.get(there()).text, "what is known today"
    page = reader.get(there("/so-sanh", "1.1")).text
    assert "<ins>Lịch tiếp hằng tuần</ins>" in page and page.count("Tiếp công dân tại trụ sở") == 1
    assert page.count("Lần ban hành 1, sửa đổi 0") > 1, "in words, at the choice and above the column"

    def answers(member: Member) -> list[int]:
        """To who asks for the file of the first revision, of today and of its last day."""
        return [at_work(member).quietly(there("/noi-dung" + day)).status_code for day in ("", "?ngay=2026-11-30")]

    assert answers(LEADER) == [200, 404], "a past view gives nothing away"
    with database.writing() as session:
        of_document = select(Revision).join(Document).where(Document.code == "QT-70", Revision.revision_no == 0)
        first = session.scalars(of_document).one()
        first.effective_on, first.ended_on = date(2026, 11, 1), date(2026, 11, 23)
    assert answers(LEADER) == [404, 404], "what is over is not filled in any more"
    assert answers(OFFICER) == [200, 200]


def test_only_the_password_signs(workplace: Flask, at_work: AtWork, database: Database) -> None:
    send_out(drafted(at_work, database), database, there())
    reviewed(at_work, database, there())
    give_password(workplace, HEAD)
    fields = {"version": version(database), "effective_on": "2026-11-23"}
    for password, said in (("không phải mật khẩu", "Mật khẩu đang dùng chưa đúng"), ("", "Chưa ghi được")):
        answer = at_work(HEAD).send(there("/phe-duyet"), password=password, **fields)
        assert answer.status_code == 400 and said in answer.text
    with database.reading() as session:
        assert dossier(session).stage is Stage.IN_APPROVAL and session.scalar(select(Signature.id)) is None


def test_a_draft_is_hidden_from_above_and_from_elsewhere(at_work: AtWork, database: Database) -> None:
    drafted(at_work, database)
    for member in (LEADER, ELSEWHERE):
        client = at_work(member)
        assert client.get(there()).status_code == 404
        assert client.quietly(there("/in.pdf")).status_code == 404
        assert client.get(f"/tai-lieu/{DEPARTMENT}/QT-70").status_code == 404
        assert "QT-70" not in client.get("/tai-lieu/").text
    assert "QT-70" in at_work(COORDINATOR).get("/tai-lieu/").text
    assert at_work(COORDINATOR).get(there("/sua")).status_code == 403  # not the author
    assert at_work(BELOW).get(f"/tai-lieu/{DEPARTMENT}/QT-02").status_code == 404


def test_remarks_are_answered_before_approval(workplace: Flask, at_work: AtWork, database: Database) -> None:
    author = drafted(at_work, database)
    send_out(author, database, there())
    reviewer = at_work(UNIT_HEAD)
    assert reviewer.send(there("/gop-y"), text="").status_code == 400
    assert reviewer.send(there("/gop-y"), place="mục 2", text="Thiếu lịch tiếp").status_code == 303
    reviewed(at_work, database, there())
    answer = signed(workplace, at_work, database, there(), "2026-11-23")
    assert answer.status_code == 400 and "1 góp ý chưa được trả lời" in answer.text
    with database.reading() as session:
        remark = dossier(session).comments[0].id
    assert "Thiếu lịch tiếp" in author.get(there()).text
    assert author.send(there(f"/tra-loi/{remark}"), **{f"tra-loi-{remark}-answer": ""}).status_code == 400
    assert author.send(there(f"/tra-loi/{remark}"), **{f"tra-loi-{remark}-answer": "Đã bổ sung"}).status_code == 303
    assert signed(workplace, at_work, database, there(), "2026-11-23").status_code == 303


def test_a_returned_draft_says_why_and_can_be_sent_again(at_work: AtWork, database: Database) -> None:
    author = drafted(at_work, database)
    send_out(author, database, there())
    reviewer = at_work(UNIT_HEAD)
    assert reviewer.get(there("/tra-lai")).status_code == 200
    assert reviewer.send(there("/tra-lai"), version=version(database), reason="").status_code == 400
    assert reviewer.send(there("/tra-lai"), version=version(database), reason="Chưa rõ ai làm").status_code == 303
    assert "Bị trả lại" in author.get("/tai-lieu/viec-cua-toi").text
    page = author.get(there()).text
    assert "Chưa rõ ai làm" in page and "dự thảo" in page
    assert f"{UNIT_HEAD.name} trả lại để sửa:" in page.split('id="noi-dung-ban"')[0], "above everything else"
    form = author.get(there("/gui")).text
    assert re.search(rf'selected value="{ids(database)[UNIT_HEAD.key]}"', form)  # the former panel is offered again
    assert send_out(author, database, there()).status_code == 303
    assert author.send(there("/rut"), version=version(database)).status_code == 303
    page = author.get(there()).text
    assert "dự thảo" in page and "trả lại để sửa" not in page


def test_a_stale_form_shows_what_is_stored_and_loses_nothing(at_work: AtWork, database: Database) -> None:
    author = drafted(at_work, database)
    seen = version(database)
    fields = {"kind": "procedure", "edition": "2015", "material": "y"}
    assert author.send(there("/sua"), version=seen, title="Tên thứ nhất", **fields).status_code == 303
    answer = author.send(there("/sua"), version=seen, title="Tên thứ hai", **fields)
    assert answer.status_code == 409
    assert "Tên thứ nhất" in answer.text and 'value="Tên thứ hai"' in answer.text
    again = re.search(r'name="version"[^>]*value="(\d+)"', answer.text)
    assert again and author.send(there("/sua"), version=again[1], title="Tên thứ hai", **fields).status_code == 303


def test_two_people_who_write_one_procedure_see_what_the_other_wrote(at_work: AtWork, database: Database) -> None:
    author = at_work(OFFICER)
    author.send("/tai-lieu/moi", **NEW)
    seen = version(database)
    first = {"purpose": "Mục đích", "fees": "Không thu phí", "steps-0-what": "Tiếp nhận", "steps-0-who": "Một cửa"}
    assert author.send(there("/viet"), version=seen, **first).status_code == 303
    second = {"purpose": "Mục đích", "conditions": "Đang gõ dở", "steps-0-what": "Nhận đơn"}
    answer = author.send(there("/viet"), version=seen, **second)
    assert answer.status_code == 409 and "Đang gõ dở" in answer.text.split("</table>")[-1]
    rows = re.findall(r'<th scope="row">([^<]*)</th>\s*<td[^>]*>([^<]*)</td>\s*<td[^>]*>([^<]*)</td>', answer.text)
    assert [tuple(cell.strip() for cell in row) for row in rows] == [
        ("Phí, lệ phí", "Không thu phí", ""),
        ("Yêu cầu, điều kiện", "–", "Đang gõ dở"),
        ("Trình tự xử lý công việc", "1. Tiếp nhận | Một cửa", "1. Nhận đơn"),
    ]
    people = {"reviewers-0": ids(database)[UNIT_HEAD.key], "approvers-0": ids(database)[HEAD.key]}
    answer = author.send(there("/gui"), version=seen, **people)
    assert answer.status_code == 409 and "Hiện có trong hệ thống" not in answer.text, "there is nothing to put side by side"


def test_fields_that_no_form_shows_are_not_taken(at_work: AtWork, database: Database) -> None:
    author = at_work(OFFICER)
    forced = {"stage": "approved", "effective_on": "2026-11-23", "issued_on": "2026-11-23", "author_id": "1", "common": "y"}
    assert author.send("/tai-lieu/moi", **NEW, **forced).status_code == 303
    with database.reading() as session:
        made = dossier(session)
        assert (made.stage, made.revision.effective_on, made.author.key) == (Stage.DRAFT, None, OFFICER.key)


def test_a_procedure_is_written_in_the_system(at_work: AtWork, database: Database) -> None:
    author = at_work(OFFICER)
    author.send("/tai-lieu/moi", **NEW)
    assert author.get(there("/viet")).status_code == 200
    text = {"purpose": "Quy định cách tiếp", "scope": "Toàn Sở", "dossier": "Đơn", "time_limit": "5 ngày",
            "steps-0-what": "Tiếp nhận", "steps-0-who": "Một cửa"}  # fmt: skip
    more = author.send(there("/viet"), version=version(database), **text, **{"them-buoc": "1"})
    assert more.status_code == 200 and what_is_done(more)[0] == "Tiếp nhận"
    assert "chưa có nội dung" in author.get(there("/gui")).text, "said before anybody is chosen"
    assert author.send(there("/viet"), version=version(database), **text).status_code == 303
    page = author.get(there()).text
    assert "1 bước" in page and "5. Trình tự xử lý công việc" in page and re.search(r'<th scope="row"[^>]*>Tiếp nhận</th>', page)
    assert "chưa có" not in author.get(there("/gui")).text
    assert send_out(author, database, there()).status_code == 303


def what_is_done(page: TestResponse) -> list[str]:
    """The steps as the form shows them, without those left empty."""
    return [step for step in re.findall(r'name="steps-\d+-what"[^>]*>\s*([^<]*)</textarea>', page.text) if step]


def test_a_step_is_put_between_two_others_and_nothing_typed_is_lost(at_work: AtWork, database: Database) -> None:
    author = at_work(OFFICER)
    author.send("/tai-lieu/moi", **NEW)
    steps = {f"steps-{place}-{part}": f"việc {place}" for place in range(3) for part in ("what", "who", "time", "result")}
    page = author.send(there("/viet"), version=version(database), purpose="Đang gõ dở", **steps, **{"chen-buoc": "1"})
    assert re.findall(r'name="steps-\d+-what"[^>]*>\s*([^<]*)</textarea>', page.text) == ["việc 0", "", "việc 1", "việc 2"]
    assert re.findall(r'name="steps-\d+-who"[^>]*value="([^"]*)"', page.text) == ["việc 0", "", "việc 1", "việc 2"]
    assert "Đang gõ dở" in page.text
    for strange in ("999", "²", "-1", ""):
        answer = author.send(there("/viet"), version=version(database), **steps, **{"chen-buoc": strange})
        assert answer.status_code == 200 and what_is_done(answer) == ["việc 0", "việc 1", "việc 2"]
    with database.reading() as session:
        assert dossier(session).body is None, "nothing was saved"


def test_hostile_files_are_refused_with_a_reason(at_work: AtWork, database: Database) -> None:
    author = at_work(OFFICER)
    author.send("/tai-lieu/moi", **NEW)
    answer = author.send(there("/tep"), version=version(database), file=(io.BytesIO(b"MZ..."), "../quy trinh.exe"))
    assert answer.status_code == 400 and "quy trinh.exe" in answer.text
    answer = author.send(there("/tep"), version=version(database))
    assert answer.status_code == 400 and "Hãy chọn một tệp" in answer.text


def test_a_discarded_draft_is_gone_and_its_code_stays_taken(at_work: AtWork, database: Database) -> None:
    author = drafted(at_work, database)
    assert author.get(there("/bo")).status_code == 200
    answer = author.send(there("/bo"), version=version(database))
    assert answer.status_code == 303
    assert "Đã bỏ bản dự thảo" in author.get(answer.location).text
    assert author.get(there()).status_code == 404
    answer = author.send("/tai-lieu/moi", **NEW)
    assert answer.status_code == 400 and "không dùng lại" in answer.text


def test_one_decision_issues_what_waits(workplace: Flask, at_work: AtWork, database: Database) -> None:
    send_out(drafted(at_work, database), database, there())
    reviewed(at_work, database, there())
    give_password(workplace, HEAD)
    head = at_work(HEAD)
    page = head.get("/tai-lieu/dot-ban-hanh/moi").text
    value = re.search(r'name="revisions" value="([^"]+)"[^>]*>\s*<label[^>]*>QT-70', page)
    assert value
    fields = {"number": "15/QĐ-SNNMT", "title": "Ban hành tài liệu", "decided_on": "2026-11-23", "effective_on": "2026-12-01"}
    assert head.send("/tai-lieu/dot-ban-hanh/moi", **fields, password=GOOD).status_code == 400
    assert head.send("/tai-lieu/dot-ban-hanh/moi", **fields, password=GOOD, revisions=["999-1"]).status_code == 400
    answer = head.send("/tai-lieu/dot-ban-hanh/moi", **fields, password=GOOD, revisions=[value[1]])
    assert answer.status_code == 303
    page = head.get(answer.location).text
    assert "15/QĐ-SNNMT" in page and "QT-70" in page
    with database.reading() as session:
        assert dossier(session).revision.effective_on == date(2026, 12, 1)


def test_a_withdrawal_is_signed_and_shown(workplace: Flask, at_work: AtWork, database: Database) -> None:
    send_out(drafted(at_work, database), database, there())
    reviewed(at_work, database, there())
    signed(workplace, at_work, database, there(), "2026-11-23")
    head = at_work(HEAD)
    assert "Thu hồi tài liệu này" in head.get(there()).text
    before, after = sentence_around_the_day(head.get(there("/thu-hoi")))
    fields = {"ends_on": "2026-12-31", "seen": "", "password": GOOD}
    assert head.send(there("/thu-hoi"), **fields, reason="").status_code == 400
    assert head.send(there("/thu-hoi"), **fields, reason="Bãi bỏ TTHC").status_code == 303
    with database.reading() as session:
        assert f"{before}31/12/2026{after}" in session.scalars(select(Signature.statement)).all()
    reader = at_work(LEADER)
    assert "còn hiệu lực" in reader.get(f"{there()}?ngay=2026-12-30").text
    assert "đã thu hồi" in reader.get(f"{there()}?ngay=2026-12-31").text
    assert "từ ngày 31/12/2026" in reader.get(f"{there()}?ngay=2026-12-31").text


def test_the_list_is_that_of_its_day_and_can_be_taken_along(at_work: AtWork, database: Database) -> None:
    drafted(at_work, database)
    client = at_work(OFFICER)
    assert "QT-70" in client.get("/tai-lieu/?tim=tiep cong dan&loai=procedure&trang-thai=draft").text
    assert "QT-70" not in client.get("/tai-lieu/?trang-thai=in_force").text
    assert "QT-70" not in client.get("/tai-lieu/?ngay=2026-11-22").text
    assert "QT-70" in client.get("/tai-lieu/danh-sach.csv?sap-xep=-ten").data.decode("utf-8-sig")
    assert client.get("/tai-lieu/danh-sach.xlsx").status_code == 200


def test_the_list_and_a_document_take_a_fixed_number_of_statements(at_work: AtWork, database: Database) -> None:
    client = drafted(at_work, database)
    numbers = []
    for code in ("QT-71", "QT-72"):
        with counted(database.engine) as sent:
            client.quietly("/tai-lieu/")
            client.quietly(f"/tai-lieu/{DEPARTMENT}/QT-70")
            client.quietly("/tai-lieu/viec-cua-toi")
        numbers.append(len(sent))
        client.send("/tai-lieu/moi", **NEW | {"code": code})
    assert numbers[0] == numbers[1]


def test_a_request_leads_to_a_draft(at_work: AtWork, database: Database) -> None:
    author, head = at_work(OFFICER), at_work(HEAD)
    assert author.get(f"/tai-lieu/yeu-cau/moi?co-quan={DEPARTMENT}&tai-lieu=QT-01").status_code == 200
    fields = {"kind": "change", "document": "QT-01", "title": "Sửa bước 2", "reason": "Phí mới", "occasion": "Thông tư 12"}
    assert author.send("/tai-lieu/yeu-cau/moi", **fields | {"document": ""}).status_code == 400
    answer = author.send("/tai-lieu/yeu-cau/moi", **fields)
    assert answer.status_code == 303
    where = answer.location
    assert "chờ quyết định" in author.get(where).text
    assert "Sửa bước 2" in head.get("/tai-lieu/viec-cua-toi").text
    assert author.send(where, version=1, decision="accepted").status_code == 403
    assert head.send(where, version=1, decision="refused").status_code == 400
    assert head.send(where, version=1, decision="accepted", reason="Làm ngay").status_code == 303
    page = author.get(where).text
    link = re.search(r'href="([^"]*sua-doi[^"]*)"', page)
    assert link and "Soạn bản sửa đổi" in page
    answer = author.send(link[1], step="revision", summary="Sửa bước 2", material="y")
    assert answer.status_code == 303
    assert "đang soạn thảo" in author.get(where).text
    assert "Sửa bước 2" in author.get("/tai-lieu/yeu-cau/?tinh-trang=drafted").text
    assert "Sửa bước 2" in author.get("/tai-lieu/yeu-cau/danh-sach.csv").data.decode("utf-8-sig")
    assert at_work(ELSEWHERE).get(where).status_code == 404


def test_a_legal_text_names_what_replaces_it_and_is_replaced_from_that_day(at_work: AtWork) -> None:
    client, where = at_work(COORDINATOR), f"/tai-lieu/{DEPARTMENT}"
    fields = {"title": "Về cơ chế một cửa", "issuer": "Chính phủ", "edition": "2015"}
    old = {"number": "61/2018/NĐ-CP", "signed_on": "2018-04-23", "effective_on": "2018-06-21"}
    new = {"number": "118/2025/NĐ-CP", "signed_on": "2025-06-09", "effective_on": "2025-07-01", "replaces": "61/2018/NĐ-CP"}
    for one in (old, new):
        assert client.send("/tai-lieu/ben-ngoai/moi", **fields, **one).status_code == 303
    page = client.get(f"{where}/61/2018/NĐ-CP").text
    assert "đã thay thế" in page and "đã thu hồi" not in page
    assert re.search(r"Được thay thế bởi</dt><dd><a[^>]*>118/2025/NĐ-CP</a>", page)
    assert "từ ngày 01/07/2025" in page
    past = client.get(f"{where}/61/2018/NĐ-CP?ngay=2025-06-30").text
    assert "còn hiệu lực" in past and "01/07/2025" not in past, "what a later day brought is not said of an earlier one"
    gone = client.get(f"/tai-lieu/danh-muc/{DEPARTMENT}/het-hieu-luc").text
    assert "Đã thay thế" in gone and "Đã thu hồi" not in gone


def test_an_external_document_and_its_profile(at_work: AtWork, database: Database) -> None:
    client = at_work(COORDINATOR)
    assert client.get("/tai-lieu/ben-ngoai/moi").status_code == 200
    fields = {"number": "61/2018/NĐ-CP", "title": "Về cơ chế một cửa", "issuer": "Chính phủ", "edition": "2015"}
    days = {"signed_on": "2018-04-23", "effective_on": "2018-06-21"}
    answer = client.send("/tai-lieu/ben-ngoai/moi", **fields, **days)
    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert "61/2018/NĐ-CP" in page and "Chính phủ" in page and "còn hiệu lực" in page
    past = client.get(f"/tai-lieu/danh-muc/{DEPARTMENT}/ben-ngoai?ngay=2018-06-21").text
    assert "61/2018/NĐ-CP" in past, "in force long before it was recorded; its link leads somewhere"
    assert "61/2018/NĐ-CP" not in client.get(f"/tai-lieu/danh-muc/{DEPARTMENT}/ben-ngoai?ngay=2018-06-20").text
    assert client.get(f"{answer.location}/quan-ly").status_code == 200
    changed = client.send(f"{answer.location}/quan-ly", version=1, issuer="Chính phủ Việt Nam", review_months="12", common="y")
    assert changed.status_code == 303
    stale = client.send(f"{answer.location}/quan-ly", version=1, issuer="Khác")
    assert stale.status_code == 409 and "Chính phủ Việt Nam" in stale.text


def test_patterns_are_set_by_who_keeps_the_documents(at_work: AtWork) -> None:
    where = "/tai-lieu/mau-ma"
    assert at_work(OFFICER).send(where, kind="form", pattern="BM.{STT}").status_code == 403
    client = at_work(COORDINATOR)
    assert client.send(where, kind="form", pattern="BM").status_code == 400
    assert client.send(where, kind="form", pattern="{LOAI}.{DONVI}.{STT}").status_code == 303
    assert "{LOAI}.{DONVI}.{STT}" in client.get(where).text


def test_the_list_begins_with_what_the_own_body_works_by(at_work: AtWork) -> None:
    lines = csv.reader(io.StringIO(at_work(COORDINATOR).get("/tai-lieu/danh-sach.csv").data.decode("utf-8-sig")))
    rows = [line for line in lines if len(line) > 5][1:]
    order = [(row[0] != DEPARTMENT, bool({"đã thay thế", "đã thu hồi"} & set(row))) for row in rows]
    assert order == sorted(order) and len(set(order)) > 1
