"""Two days side by side."""

from tests.web.client import CheckingClient


def test_who_moved_from_which_status_to_which_and_why(reader: CheckingClient) -> None:
    page = reader.get("/so-sanh/?tu=2026-08-31&den=2026-09-01").text
    assert "1–1 trong tổng số 1" in page
    row = page.split("<tbody>")[1]
    assert "Sở Tư pháp" in row and "Đã công bố – duy trì" in row and "Công bố hết hiệu lực" in row
    assert "Hủy bản công bố số 15/QĐ" in row and "01/09/2026" in row


def test_a_body_that_came_or_went_is_among_the_moves(reader: CheckingClient) -> None:
    page = reader.get("/so-sanh/?tu=2025-06-30&den=2025-07-01").text
    assert (
        "không tồn tại" in page
        and "Ủy ban nhân dân huyện Phú Vang" in page + reader.get("/so-sanh/?tu=2025-06-30&den=2025-07-01&trang=2").text
    )


def test_without_days_the_last_year_is_compared(reader: CheckingClient) -> None:
    assert "từ ngày 23/11/2025 đến ngày 23/11/2026" in reader.get("/so-sanh/").text
    assert "từ ngày 30/06/2024 đến ngày 30/06/2025" in reader.get("/so-sanh/?ngay=2025-06-30").text


def test_days_in_the_wrong_order_are_refused_in_a_sentence(reader: CheckingClient) -> None:
    response = reader.get("/so-sanh/?tu=2026-01-01&den=2025-01-01")
    assert response.status_code == 400
    assert "Ngày thứ nhất phải trước ngày thứ hai" in response.text


def test_two_days_without_a_move(reader: CheckingClient) -> None:
    assert "Không cơ quan nào đổi trạng thái" in reader.get("/so-sanh/?tu=2026-11-21&den=2026-11-22").text
