"""What keeps documents of the demonstration right: periodic reviews, legal texts from outside, the list of records."""

from datetime import date
from typing import NamedTuple

from documents.demonstration.asking import HOME
from documents.demonstration.papers import EDITION
from documents.demonstration.permits import CODE as PERMITS
from documents.demonstration.telling import Chapter, Telling
from documents.library.describing import Description
from documents.library.finding import find_agency, find_document
from documents.library.models import DocumentKind
from documents.library.use_cases import ExternalDocument, Keeping, change_keeping, register_external
from documents.records.models import Medium
from documents.records.use_cases import Series, enter_series
from documents.upkeep.use_cases import Review, ask_for_change, confirm_right

_KEPT = {"QT-HT-01": 24, "QT-HT-02": 12, "QT-HT-03": 12, "QT-HT-04": 12, "QT-HT-06": 12, "CSCL": 36}  # months, by code
_CONFIRMED = (  # days before today, code, numbers, reason
    (401, "QT-HT-02", "Đã đối chiếu với TCVN ISO 19011:2018 và kết quả hai cuộc đánh giá gần nhất; không phải sửa."),
    (346, "QT-HT-03", "Đầu vào, đầu ra của cuộc họp xem xét vẫn đủ theo điều 9.3; mẫu báo cáo phù hợp."),
    (345, "QT-HT-01", "Cách mã hóa, phê duyệt và phân phối tài liệu vẫn đúng với thực tế sau hợp nhất cơ quan."),
    (210, "QT-HT-04", "Đã rà các phiếu khắc phục sáu tháng đầu năm; các bước xử lý còn phù hợp."),
    (208, "CSCL", "Chính sách chất lượng phù hợp với chức năng, nhiệm vụ mới của Sở."),
)
_BASIS = "Thông tư số 10/2022/TT-BNV và danh mục hồ sơ của Sở"
_DESTROY, _HAND_IN = "Tiêu hủy theo quyết định của Giám đốc Sở", "Nộp vào lưu trữ lịch sử"


class _Text(NamedTuple):
    """A legal text by its number; ``replaces`` is the number of another that was noted before."""

    number: str
    title: str
    issuer: str
    signed_on: date
    effective_on: date
    replaces: str | None = None


_FOREIGN_WORKERS = "Nghị định quy định về người lao động nước ngoài làm việc tại Việt Nam"
_TEXTS = (
    _Text(
        "19/2014/QĐ-TTg",
        "Quyết định về việc áp dụng Hệ thống quản lý chất lượng theo TCVN ISO 9001:2008 vào hoạt động của cơ quan hành chính",
        "Thủ tướng Chính phủ",
        date(2014, 3, 5),
        date(2014, 4, 20),
    ),
    _Text(
        "TCVN ISO 9001:2015",
        "Hệ thống quản lý chất lượng - Các yêu cầu",
        "Bộ Khoa học và Công nghệ",
        date(2015, 12, 31),
        date(2015, 12, 31),
    ),
    _Text("30/2020/NĐ-CP", "Nghị định về công tác văn thư", "Chính phủ", date(2020, 3, 5), date(2020, 3, 5)),
    _Text("01/2011/QH13", "Luật Lưu trữ", "Quốc hội", date(2011, 11, 11), date(2012, 7, 1)),
    _Text("33/2024/QH15", "Luật Lưu trữ", "Quốc hội", date(2024, 6, 21), date(2025, 7, 1), "01/2011/QH13"),
    _Text(
        "61/2018/NĐ-CP",
        "Nghị định về thực hiện cơ chế một cửa, một cửa liên thông trong giải quyết thủ tục hành chính",
        "Chính phủ",
        date(2018, 4, 23),
        date(2018, 6, 21),
    ),
    _Text(
        "118/2025/NĐ-CP",
        "Nghị định về thực hiện thủ tục hành chính theo cơ chế một cửa tại Bộ phận Một cửa và Cổng Dịch vụ công quốc gia",
        "Chính phủ",
        date(2025, 6, 9),
        date(2025, 7, 1),
        "61/2018/NĐ-CP",
    ),
    _Text("152/2020/NĐ-CP", _FOREIGN_WORKERS, "Chính phủ", date(2020, 12, 30), date(2021, 2, 15)),
    _Text("219/2025/NĐ-CP", _FOREIGN_WORKERS, "Chính phủ", date(2025, 8, 7), date(2025, 8, 7), "152/2020/NĐ-CP"),
)


def tell_reviews(telling: Telling) -> Chapter:
    """One is overdue, one due soon, one has led to a request."""
    yield 403
    numbers = {code: _keep(telling, code, months) for code, months in _KEPT.items()}
    for ago, code, reason in _CONFIRMED:
        yield ago
        with telling.sign("thu-ky") as scene:
            confirm_right(scene.session, scene.acting, Review(HOME, code, numbers[code], reason), scene.proof)
    yield 29
    reason = "Quy trình còn dẫn phiếu khảo sát giấy; cần thay bằng khảo sát trực tuyến theo quy trình chung QT-C-02."
    with telling.act("thu-ky") as scene:
        ask_for_change(scene.session, scene.acting, Review(HOME, "QT-HT-06", numbers["QT-HT-06"], reason))


def _keep(telling: Telling, code: str, months: int) -> tuple[int, int]:
    """Give the document an owner and a term; return the numbers of its last revision."""
    owner = telling.post("thu-ky")
    with telling.act("thu-ky") as scene:
        document = find_document(scene.session, find_agency(scene.session, HOME), code)
        change_keeping(scene.session, scene.acting, document, Keeping(owner, review_months=months), None)
        last = document.revisions[-1]
        return last.issue_no, last.revision_no


def tell_external(telling: Telling) -> Chapter:
    """Legal texts, some of which replace others."""
    yield 184
    for text in _TEXTS:
        said = Description(text.title, DocumentKind.EXTERNAL, EDITION)
        keeping = Keeping(telling.post("thu-ky"), issuer=text.issuer, signed_on=text.signed_on, replaces=text.replaces)
        with telling.act("thu-ky") as scene:
            agency = find_agency(scene.session, HOME)
            register_external(
                scene.session, scene.acting, agency, ExternalDocument(said, text.number, keeping, text.effective_on)
            )


def tell_records(telling: Telling) -> Chapter:
    """The list of records; some are prescribed by a document."""
    yield 150
    both, paper, electronic = Medium.BOTH, Medium.PAPER, Medium.ELECTRONIC
    office, archive, system = "Văn phòng Sở, tủ số 2", "Kho lưu trữ của Sở", "Hệ thống quản lý văn bản"
    for code, name, document, keeper, place, medium, years, disposal in (
        ("HS-01", "Hồ sơ kiểm soát thông tin dạng văn bản", "QT-HT-01", "thu-ky", system, electronic, 5, _DESTROY),
        ("HS-02", "Hồ sơ đánh giá nội bộ hằng năm", "QT-HT-02", "thu-ky", office, both, 5, _DESTROY),
        ("HS-03", "Hồ sơ họp xem xét của lãnh đạo", "QT-HT-03", "thu-ky", office, both, 10, _DESTROY),
        ("HS-04", "Phiếu ghi nhận sự không phù hợp và hành động khắc phục", "QT-HT-04", "thu-ky", office, both, 5, _DESTROY),
        ("HS-05", "Hồ sơ khảo sát mức độ hài lòng, giải quyết phản ánh, kiến nghị", "QT-HT-06", "thu-ky", system, electronic, 3,
         _DESTROY),
        ("HS-06", "Hồ sơ cấp giấy phép lao động", PERMITS, "chuyen-vien", archive, both, 5, _DESTROY),
        ("HS-07", "Bản lưu giấy phép lao động, văn bản từ chối", PERMITS, "chuyen-vien", archive, paper, 10, _DESTROY),
        ("HS-08", "Hồ sơ tiếp nhận vào làm công chức", None, "truong-phong", archive, paper, None, _HAND_IN),
        ("HS-09", "Bản công bố Hệ thống quản lý chất lượng và hồ sơ kèm theo", None, "thu-ky", office, both, None, _HAND_IN),
    ):  # fmt: skip
        series = Series(code, name, place, medium, years, _BASIS, disposal, telling.present, None, telling.post(keeper), document)
        with telling.act("thu-ky") as scene:
            enter_series(scene.session, scene.acting, HOME, series)
