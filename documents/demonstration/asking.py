"""Change requests of the demonstration, and what became of them."""

from collections.abc import Generator

from documents.demonstration.telling import Chapter, Telling
from documents.library.finding import find_agency, find_document
from documents.requests.models import ChangeRequest, RequestDecision, RequestKind
from documents.requests.use_cases import NewRequest, Ruling, decide, open_request

HOME = "so-noi-vu"


def ask(telling: Telling, who: str, title: str, reason: str, *, document: str | None = None, occasion: str | None = None) -> int:
    """A request to change the document of the code, or to issue a new one; return its id."""
    kind = RequestKind.CHANGE if document else RequestKind.ISSUE
    with telling.act(who) as scene:
        agency = find_agency(scene.session, HOME)
        found = find_document(scene.session, agency, document) if document else None
        return open_request(scene.session, scene.acting, agency, NewRequest(kind, title, reason, found, occasion)).id


def rule(telling: Telling, who: str, request: int, decision: RequestDecision, reason: str | None = None) -> None:
    with telling.act(who) as scene:
        version = scene.session.get_one(ChangeRequest, request).version
        decide(scene.session, scene.acting, request, Ruling(version, decision, reason))


def accepted(
    telling: Telling, who: str, decided: int, title: str, reason: str, *, document: str | None = None, occasion: str | None = None
) -> Generator[int, None, int]:
    """A request that the deputy director accepts ``decided`` days before today."""
    request = ask(telling, who, title, reason, document=document, occasion=occasion)
    yield decided
    rule(telling, "pho-giam-doc", request, RequestDecision.ACCEPTED, "Đồng ý, giao soạn thảo.")
    return request


def tell_requests(telling: Telling) -> Chapter:
    """Requests from which no draft has come: refused, closed and open."""
    yield 75
    refused = ask(
        telling,
        "chuyen-vien",
        "Bỏ phiếu kiểm soát quá trình giải quyết hồ sơ",
        "Phiếu giấy trùng với thông tin trên hệ thống thông tin giải quyết TTHC.",
        document="QT-MC-01",
        occasion="Góp ý của công chức một cửa",
    )
    yield 72
    reason = "Phiếu kiểm soát là hồ sơ bắt buộc theo quy định về cơ chế một cửa; chỉ chuyển sang bản điện tử, không bỏ."
    rule(telling, "giam-doc", refused, RequestDecision.REFUSED, reason)
    yield 48
    closed = ask(
        telling,
        "danh-gia",
        "Bổ sung mẫu danh mục kiểm tra cho đánh giá từ xa",
        "Cuộc đánh giá năm nay có một phần làm trực tuyến nhưng quy trình chưa có mẫu.",
        document="QT-HT-02",
        occasion="Báo cáo đánh giá nội bộ",
    )
    yield 44
    reason = "Đã có trong quy trình chung QT-C-01 nên không cần sửa riêng."
    rule(telling, "danh-gia", closed, RequestDecision.CLOSED, reason)
    yield 9
    ask(
        telling,
        "truong-phong",
        "Làm rõ thời hạn thực hiện hành động khắc phục",
        "Quy trình chưa nêu thời hạn đối với sự không phù hợp nhẹ, các phòng đang hiểu khác nhau.",
        document="QT-HT-04",
        occasion="Họp xem xét của lãnh đạo",
    )
    yield 4
    ask(
        telling,
        "chuyen-vien",
        "Ban hành hướng dẫn sử dụng chữ ký số khi trả kết quả điện tử",
        "Công chức mới chưa có tài liệu hướng dẫn, mỗi người làm một cách.",
        occasion="Yêu cầu công việc",
    )
