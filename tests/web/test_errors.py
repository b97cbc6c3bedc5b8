"""Whatever goes wrong is answered in the reader's language, with a way back and nothing of the machine's inside."""

import logging

import pytest

from tests.web.client import CheckingClient


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/khong-co", 404, "Không tìm thấy trang"),
        ("/muc/so-la", 404, "Không có mục “so-la”."),
        ("/gui", 405, "Không thực hiện được theo cách này"),
        ("/tu-choi?tim=abc", 400, "Giá trị “abc” chưa đúng."),
        ("/?ngay=hom-qua", 400, "không phải là một ngày"),
        ("/?ngay=2015-02-30", 400, "2015-02-30"),
        ("/?ngay=9999-01-01", 400, "nằm ngoài khoảng xem được"),
        ("/khong-co?ngay=x", 400, "không phải là một ngày"),
    ],
)
def test_a_refusal_says_what_is_wrong_and_offers_the_way_back(
    client: CheckingClient, address: str, status: int, said: str
) -> None:
    response = client.get(address)
    assert response.status_code == status
    assert said in response.text
    assert "Về trang tổng quan" in response.text


def test_a_crash_is_logged_and_shows_only_its_number(client: CheckingClient, caplog: pytest.LogCaptureFixture) -> None:
    client.application.config["PROPAGATE_EXCEPTIONS"] = False
    with caplog.at_level(logging.ERROR, logger="qms.web"):
        response = client.get("/hong")
    assert response.status_code == 500
    assert "Traceback" not in response.text and "the inside of the machine" not in response.text
    record = next(record for record in caplog.records if record.name == "qms.web")
    assert record.exc_info and "the inside of the machine" in str(record.exc_info[1])
    assert str(record.args[0]) in response.text  # type: ignore[index]


def test_too_much_is_refused_before_it_is_read(client: CheckingClient) -> None:
    token = {"X-CSRFToken": client.csrf}
    too_much = b"x" * (client.application.config["MAX_CONTENT_LENGTH"] + 1)
    for kind in ("application/octet-stream", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"):
        response = client.post("/gui", data=too_much, headers=token, content_type=kind)
        assert response.status_code == 413
        assert "Nội dung gửi lên quá lớn" in response.text
    assert client.post("/gui", data=b"x" * 10, headers=token).text == "10"


def test_what_was_typed_is_shown_as_text(client: CheckingClient) -> None:
    response = client.get("/tu-choi", query_string={"tim": "<script>alert(1)</script>", "ngay": "2015-12-31"})
    assert "<script>alert" not in response.text
    assert "&lt;script&gt;alert(1)" in response.text


def test_errors_speak_english_to_who_reads_english(client: CheckingClient) -> None:
    client.set_cookie("qms_language", "en")
    response = client.get("/khong-co")
    assert response.status_code == 404
    assert '<html lang="en">' in response.text
