"""A document from the request to its force and on to its supersession, through the hands of all who take part, in Vietnamese."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO

import pypdfium2
import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from documents.copies.models import ControlledCopy
from tests.browser.conftest import Visit, visiting
from tests.web.cast import COORDINATOR, DEPARTMENT, HEAD, OFFICER, UNIT_HEAD, Member
from tests.web.signing import GOOD, give_password, installation_of, pass_time

pytestmark = pytest.mark.browser

CODE = "QT-NV-90"
HERE = f"/tai-lieu/{DEPARTMENT}/{CODE}"


class Office:
    """The people at work on one installation, each at a screen of his own."""

    def __init__(self, app: Flask, browser: Browser, address: str) -> None:
        self.app, self.browser, self.address = app, browser, address
        for member in (OFFICER, COORDINATOR, UNIT_HEAD, HEAD):
            give_password(app, member)

    @contextmanager
    def desk(self, member: Member, width: int = 1366) -> Iterator[Page]:
        """Sign in through the door, work, and leave; nothing on the way may make the browser complain."""
        with visiting(self.browser, self.address, width) as visit:
            visit.page.set_default_timeout(10_000)
            yield self.enter(visit, member)
            assert visit.complaints == []
            assert visit.overflow <= 0

    def enter(self, visit: Visit, member: Member) -> Page:
        page = visit.open("/dang-nhap")
        page.get_by_label("Tên đăng nhập hoặc thư điện tử").fill(member.key)
        page.get_by_label("Mật khẩu").fill(GOOD)
        page.get_by_role("button", name="Đăng nhập").click()
        expect(page.locator("h1")).to_contain_text("Tổng quan")
        return page


@pytest.fixture
def office(workplace: Flask, browser: Browser, work_address: str) -> Office:
    return Office(workplace, browser, work_address)


def ask(office: Office) -> str:
    """The coordinator asks for a new procedure; return the number of the request."""
    with office.desk(COORDINATOR) as page:
        page.goto(f"{office.address}/tai-lieu/yeu-cau/")
        page.get_by_role("link", name="Lập phiếu yêu cầu").click()
        page.get_by_label("Đề nghị", exact=True).select_option("issue")
        page.get_by_label("Nội dung đề nghị").fill("Ban hành quy trình tiếp công dân")
        page.get_by_label("Lý do").fill("Chưa có quy trình cho việc tiếp công dân.")
        page.get_by_role("button", name="Gửi phiếu").click()
        found = re.search(r"\S+$", page.locator("h1").inner_text())
        assert found
        return found.group()


def accept(office: Office, number: str) -> None:
    with office.desk(HEAD) as page:
        page.goto(f"{office.address}/tai-lieu/yeu-cau/")
        page.get_by_role("link", name=number).click()
        page.locator("select[name=decision]").select_option("accepted")
        page.get_by_role("button", name="Ghi quyết định").click()
        expect(page.get_by_role("region", name="Quyết định")).to_contain_text("chấp nhận")


def write(office: Office, number: str) -> None:
    """The officer drafts the document that was asked for, section by section, and sends it out."""
    with office.desk(OFFICER) as page:
        page.goto(f"{office.address}/tai-lieu/yeu-cau/")
        page.get_by_role("link", name=number).click()
        page.get_by_role("link", name="Lập tài liệu").click()
        page.get_by_label("Loại").select_option("procedure")
        page.get_by_label("Mã tài liệu").fill(CODE)
        page.get_by_label("Tên tài liệu").fill("Quy trình tiếp công dân")
        page.get_by_role("button", name="Lập bản dự thảo").click()
        page.get_by_role("link", name="Viết quy trình").click()
        for label, text in (
            ("Mục đích", "Quy định trình tự tiếp công dân tại trụ sở."),
            ("Phạm vi áp dụng", "Toàn cơ quan."),
            ("Thành phần hồ sơ", "Đơn kiến nghị\nGiấy tờ kèm theo"),
            ("Thời hạn giải quyết", "10 ngày làm việc"),
        ):
            page.get_by_label(label).first.fill(text)
        page.get_by_label("Nội dung công việc").first.fill("Tiếp nhận đơn")
        page.get_by_label("Trách nhiệm").first.fill("Bộ phận một cửa")
        page.get_by_role("button", name="Ghi nội dung").click()
        send(page)


def send(page: Page) -> None:
    page.get_by_role("link", name="Gửi soát xét").click()
    page.get_by_label("Người soát xét 1").select_option(label=f"{UNIT_HEAD.name} – {UNIT_HEAD.title}")
    page.get_by_label("Người phê duyệt 1").select_option(label=f"{HEAD.name} – {HEAD.title}")
    page.get_by_role("button", name="Gửi soát xét").click()
    expect(page.locator("main")).to_contain_text("chờ soát xét")


def review(office: Office, numbers: str) -> None:
    with office.desk(UNIT_HEAD, width=820) as page:
        page.goto(f"{office.address}/tai-lieu/viec-cua-toi")
        page.get_by_role("link", name=re.compile(CODE)).first.click()
        assert page.url.endswith(f"/ban/{numbers}")
        page.get_by_role("link", name="Soát xét", exact=True).click()
        page.get_by_role("button", name="Xác nhận đạt soát xét").click()
        expect(page.locator("main")).to_contain_text("chờ phê duyệt")


def approve(office: Office, numbers: str, effective_on: str) -> None:
    with office.desk(HEAD, width=390) as page:
        page.goto(f"{office.address}{HERE}/ban/{numbers}/phe-duyet")
        expect(page.locator("blockquote")).to_contain_text(f"Tôi đã đọc và phê duyệt tài liệu {CODE}")
        page.get_by_label("Ngày hiệu lực").fill(effective_on)
        page.get_by_label("Mật khẩu").fill(GOOD)
        page.get_by_role("button", name="Ký phê duyệt").click()
        expect(page.locator(".notice")).to_be_visible()


def hand_out(office: Office) -> None:
    """The coordinator distributes the document and issues a controlled copy for the desk, whose print carries a band."""
    with office.desk(COORDINATOR) as page:
        page.goto(f"{office.address}/tai-lieu/phan-phoi/")
        page.get_by_role("link", name=re.compile(CODE)).first.click()
        page.get_by_role("link", name="Phân phối thêm").click()
        page.get_by_label(re.compile(OFFICER.name)).check()
        page.get_by_role("button", name="Phân phối").click()
        page.goto(f"{office.address}/tai-lieu/ban-kiem-soat/cap")
        page.get_by_label("Tài liệu đang có hiệu lực").select_option(label=f"{CODE} – Quy trình tiếp công dân")
        page.get_by_label("Người hoặc nơi giữ khác").fill("Bộ phận tiếp nhận và trả kết quả")
        page.get_by_role("button", name="Cấp các bản này").click()
        with page.expect_download() as download:
            page.get_by_role("link", name=re.compile("In bản này")).click()
        said = read(download.value.path().read_bytes())
    assert "TÀI LIỆU KIỂM SOÁT" in said and "Bộ phận tiếp nhận và trả kết quả" in said and CODE in said


def read(content: bytes) -> str:
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(BytesIO(content)))


def acknowledge(office: Office) -> None:
    with office.desk(OFFICER, width=390) as page:
        page.goto(f"{office.address}/tai-lieu/phan-phoi/can-doc")
        page.get_by_role("link", name=re.compile("Xác nhận đã đọc")).click()
        page.get_by_role("checkbox").check()
        page.get_by_role("button", name="Xác nhận đã đọc").click()
        expect(page.locator("main")).to_contain_text("Không còn tài liệu nào phải đọc.")


def revise(office: Office) -> None:
    with office.desk(OFFICER) as page:
        page.goto(f"{office.address}{HERE}/sua-doi")
        page.get_by_label("Cách đánh số").select_option("revision")
        page.get_by_label("Nội dung sửa đổi").fill("Rút ngắn thời hạn còn 05 ngày.")
        page.locator("main button[type=submit]").click()
        page.get_by_role("link", name="Viết quy trình").click()
        page.get_by_label("Thời hạn giải quyết").fill("05 ngày làm việc")
        page.get_by_role("button", name="Ghi nội dung").click()
        page.get_by_role("link", name="So sánh với bản khác").click()
        expect(page.locator("del").first).to_contain_text("10")
        expect(page.locator("ins").first).to_contain_text("05")
        page.goto(f"{office.address}{HERE}/ban/1.1")
        send(page)


def test_a_document_lives_and_its_old_copy_says_when_it_has_ended(office: Office) -> None:
    installation = installation_of(office.app)
    number = ask(office)
    accept(office, number)
    write(office, number)
    review(office, "1.0")
    approve(office, "1.0", "2026-11-23")
    hand_out(office)
    acknowledge(office)
    with installation.database.reading() as session:
        token = session.scalars(select(ControlledCopy.check_token)).one()

    def paper_says(words: str) -> None:
        with visiting(office.browser, office.address, 390) as passer_by:
            page = passer_by.open(f"/kiem-tra/{token}")
            expect(page.locator("h1")).to_contain_text(words)
            expect(page.locator("main")).not_to_contain_text("tiếp công dân")

    paper_says("CÒN HIỆU LỰC")
    revise(office)
    review(office, "1.1")
    approve(office, "1.1", "2026-12-01")
    pass_time(office.app, timedelta(days=7))  # 30/11/2026, the last good day
    paper_says("CÒN HIỆU LỰC")
    pass_time(office.app, timedelta(days=1))
    paper_says("HẾT HIỆU LỰC")
    with office.desk(COORDINATOR) as page:
        page.goto(f"{office.address}/tai-lieu/ban-kiem-soat/")
        expect(page.locator("main")).to_contain_text("cần thu hồi từ 01/12/2026")
    with office.desk(OFFICER) as page:
        page.goto(f"{office.address}/tai-lieu/phan-phoi/can-doc")
        expect(page.locator("main")).to_contain_text(CODE)  # a material change asks again
        page.goto(f"{office.address}{HERE}")
        expect(page.locator("main")).to_contain_text("đã thay thế")
