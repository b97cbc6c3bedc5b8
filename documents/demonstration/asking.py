"""Change requests of the demonstration, and what became of them."""

from documents.demonstration.telling import Telling
from documents.library.finding import find_agency, find_document
from documents.requests.models import ChangeRequest, RequestDecision, RequestKind
from documents.requests.use_cases import NewRequest, Ruling, decide, open_request

HOME = "so-noi-vu"


def ask(
    telling: Telling, who: str, ago: int, title: str, reason: str, *, document: str | None = None, occasion: str | None = None
) -> int:
    """A request to change the document of the code, or to issue a new one; return its id."""
    kind = RequestKind.CHANGE if document else RequestKind.ISSUE
    with telling.act(who, ago) as scene:
        agency = find_agency(scene.session, HOME)
        found = find_document(scene.session, agency, document) if document else None
        return open_request(scene.session, scene.acting, agency, NewRequest(kind, title, reason, found, occasion)).id


def rule(telling: Telling, who: str, ago: int, request: int, decision: RequestDecision, reason: str | None = None) -> None:
    with telling.act(who, ago) as scene:
        version = scene.session.get_one(ChangeRequest, request).version
        decide(scene.session, scene.acting, request, Ruling(version, decision, reason))


def accepted(
    telling: Telling, who: str, ago: int, title: str, reason: str, *, document: str | None = None, occasion: str | None = None
) -> int:
    """A request that the deputy director accepts two days later."""
    request = ask(telling, who, ago, title, reason, document=document, occasion=occasion)
    rule(telling, "pho-giam-doc", ago - 2, request, RequestDecision.ACCEPTED, "Đồng ý, giao soạn thảo.")
    return request


def tell_requests(telling: Telling) -> None:
    """Requests from which no draft has come: refused, closed and open."""
    refused = ask(
        telling,
        "chuyen-vien",
        75,
        "Bỏ phiếu kiểm soát quá trình giải quyết hồ sơ",
        "Phiếu giấy trùng với thông tin trên hệ thống thông tin giải quyết TTHC.",
        document="QT-MC-01",
        occasion="Góp ý của công chức một cửa",
    )
    rule(
        telling,
        "giam-doc",
        72,
        refused,
        RequestDecision.REFUSED,
        "Phiếu kiểm soát là hồ sơ bắt buộc theo quy định về cơ chế một cửa; chỉ chuyển sang bản điện tử, không bỏ.",
    )
    closed = ask(
        telling,
        "danh-gia",
        48,
        "Bổ sung mẫu danh mục kiểm tra cho đánh giá từ xa",
        "Cuộc đánh giá năm 2026 có một phần làm trực tuyến nhưng quy trình chưa có mẫu.",
        document="QT-HT-02",
        occasion="Báo cáo đánh giá nội bộ",
    )
    rule(telling, "danh-gia", 44, closed, RequestDecision.CLOSED, "Đã có trong quy trình chung QT-C-01 nên không cần sửa riêng.")
    ask(
        telling,
        "truong-phong",
        9,
        "Làm rõ thời hạn thực hiện hành động khắc phục",
        "Quy trình chưa nêu thời hạn đối với sự không phù hợp nhẹ, các phòng đang hiểu khác nhau.",
        document="QT-HT-04",
        occasion="Họp xem xét của lãnh đạo",
    )
    ask(
        telling,
        "chuyen-vien",
        4,
        "Ban hành hướng dẫn sử dụng chữ ký số khi trả kết quả điện tử",
        "Công chức mới chưa có tài liệu hướng dẫn, mỗi người làm một cách.",
        occasion="Yêu cầu công việc",
    )
