"""Documents of the demonstration at every stage: begun, in review, returned, waiting for a signature, issued, withdrawn."""

from documents.demonstration.asking import HOME
from documents.demonstration.leaflets import leaflet
from documents.demonstration.papers import Paper, Plan, draft, issue_together
from documents.demonstration.telling import Chapter, Telling
from documents.demonstration.texts import INITIATIVE, RECRUITMENT, UNEMPLOYMENT
from documents.library.codes import set_pattern
from documents.library.finding import find_agency
from documents.library.models import DocumentKind
from documents.library.procedure_text import ProcedureText

_PROCEDURE, _INSTRUCTION, _FORM = DocumentKind.PROCEDURE, DocumentKind.WORK_INSTRUCTION, DocumentKind.FORM
_PATTERNS = {_PROCEDURE: "QT-NV-{STT}", _INSTRUCTION: "HD-NV-{STT}", _FORM: "BM-NV-{STT}"}
_ISSUER = "Sở Nội vụ"


def _patterns(telling: Telling) -> Chapter:
    """How the agency codes its documents from now on."""
    yield 183
    for kind, pattern in _PATTERNS.items():
        with telling.act("thu-ky") as scene:
            set_pattern(scene.session, scene.acting, find_agency(scene.session, HOME), kind, pattern)


def _handbook(telling: Telling) -> Chapter:
    plan = Plan("Hướng dẫn giao tiếp với tổ chức, công dân tại Bộ phận Một cửa", _INSTRUCTION, "thu-ky", ("8.2.1",))
    yield 102
    paper = draft(telling, HOME, "thu-ky", plan)
    content = leaflet(_ISSUER, "HD-SNV", telling.present, "Hướng dẫn", "Giao tiếp với tổ chức, công dân tại Bộ phận Một cửa", (
        ("Yêu cầu chung", (
            "Công chức mặc trang phục theo quy định, đeo thẻ, có mặt trước giờ làm việc 10 phút để chuẩn bị quầy.",
            "Thái độ niềm nở, lắng nghe; dùng lời lẽ ngắn gọn, dễ hiểu; không hứa kết quả ngoài thẩm quyền.")),
        ("Khi tiếp nhận hồ sơ", (
            "Chào hỏi, mời ngồi, hỏi nhu cầu; kiểm tra hồ sơ một lần và hướng dẫn đầy đủ một lần bằng phiếu in.",
            "Hồ sơ đủ thì nhận ngay, in giấy tiếp nhận và hẹn ngày trả; giải thích cách tra cứu tiến độ.")),
        ("Khi chậm hạn hoặc bị phản ánh", (
            "Chủ động xin lỗi bằng văn bản, nêu lý do và ngày hẹn lại; không để công dân phải hỏi.",
            "Ghi nhận phản ánh vào sổ, chuyển thư ký ISO trong ngày.")),
    ))  # fmt: skip
    yield 101
    paper.attach("thu-ky", "Hướng dẫn giao tiếp tại Bộ phận Một cửa.pdf", content)
    yield 100
    paper.submit("thu-ky", "truong-phong", "pho-giam-doc")
    yield 97
    paper.passes("truong-phong")
    yield 95
    paper.approve("pho-giam-doc", effective=90)
    yield 90
    paper.distribute("thu-ky", "truong-phong chuyen-vien danh-gia")
    yield 89
    paper.read("chuyen-vien")
    yield 84
    paper.read("truong-phong")


def _withdrawn(telling: Telling) -> Chapter:
    plan = Plan("Hướng dẫn tạm thời tiếp nhận hồ sơ khi hệ thống gián đoạn", _INSTRUCTION, "thu-ky", ("8.5.1",))
    yield 130
    paper = draft(telling, HOME, "chuyen-vien", plan)
    content = leaflet(_ISSUER, "HD-SNV", telling.present, "Hướng dẫn", "Tạm thời tiếp nhận hồ sơ khi hệ thống gián đoạn", (
        ("Khi nào áp dụng", ("Hệ thống thông tin giải quyết TTHC gián đoạn quá 30 phút và Văn phòng Sở đã thông báo.",)),
        ("Cách làm", (
            "Tiếp nhận bằng phiếu giấy đánh số liên tục, ghi giờ nhận, số điện thoại của người nộp.",
            "Nhập lại vào hệ thống trong ngày ngay khi hệ thống hoạt động trở lại.")),
    ))  # fmt: skip
    paper.attach("chuyen-vien", "Tiếp nhận hồ sơ khi hệ thống gián đoạn.pdf", content)
    yield 129
    paper.submit("chuyen-vien", "thu-ky", "pho-giam-doc")
    yield 128
    paper.passes("thu-ky")
    yield 127
    paper.approve("pho-giam-doc", effective=126)
    yield 34
    paper.withdraw("giam-doc", 30, "Trung tâm dữ liệu thành phố đã có hệ thống dự phòng; hướng dẫn tạm thời không còn cần.")


def _batch(telling: Telling) -> Chapter:
    """Three documents issued by one decision."""
    initiative = Plan(
        "Quy trình công nhận sáng kiến cải cách hành chính cấp tỉnh",
        _PROCEDURE,
        "truong-phong",
        ("8.5.1", "10.3"),
        ("1.100462", "1.100469"),
    )
    form = Plan("Phiếu kiểm soát quá trình giải quyết hồ sơ", _FORM, "thu-ky", ("7.5.3", "8.5.2"))
    filing = Plan("Hướng dẫn lập hồ sơ công việc và nộp lưu hồ sơ điện tử", _INSTRUCTION, "thu-ky", ("7.5.3",), review_months=24)
    control = leaflet(_ISSUER, "BM-SNV", telling.day(52), "Phiếu kiểm soát", "Quá trình giải quyết hồ sơ", (
        ("Thông tin hồ sơ", ("Mã hồ sơ: ……………………   Ngày nhận: …/…/……   Hẹn trả: …/…/……",)),
        ("Giao, nhận giữa các bước", ("Người giao, giờ giao: ……………………", "Người nhận, giờ nhận: ……………………")),
        ("Kết quả", ("Trước hạn / Đúng hạn / Quá hạn; lý do: ……………………",)),
    ))  # fmt: skip
    keeping = leaflet(_ISSUER, "HD-SNV", telling.day(52), "Hướng dẫn", "Lập hồ sơ công việc và nộp lưu hồ sơ điện tử", (
        ("Mở hồ sơ", ("Mỗi việc một hồ sơ theo danh mục hồ sơ của năm; ghi mã hồ sơ vào mọi văn bản.",)),
        ("Thu thập, kết thúc", ("Kết thúc hồ sơ trong 05 ngày sau khi xong việc; bỏ bản trùng, bản nháp.",)),
        ("Nộp lưu", ("Nộp vào lưu trữ hiện hành trong 01 năm kể từ ngày công việc kết thúc.",)),
    ))  # fmt: skip
    yield 52
    papers = [
        _to_be_reviewed(telling, "truong-phong", initiative, "thu-ky", INITIATIVE),
        _to_be_reviewed(telling, "thu-ky", form, "truong-phong", control),
        _to_be_reviewed(telling, "thu-ky", filing, "truong-phong chuyen-vien", keeping),
    ]
    yield 48
    papers[0].passes("thu-ky")
    papers[1].passes("truong-phong")
    papers[2].passes("truong-phong")
    yield 46
    papers[2].passes("chuyen-vien", "Đã làm thử với ba hồ sơ, dễ theo.")
    yield 43
    title = "Ban hành tài liệu hệ thống quản lý chất lượng bổ sung năm 2026"
    issue_together(telling, "giam-doc", "412/QĐ-SNV", title, 38, papers)
    yield 38
    papers[0].distribute("thu-ky", "truong-phong chuyen-vien")
    papers[2].distribute("thu-ky", "truong-phong chuyen-vien danh-gia thu-ky")
    yield 37
    papers[2].read("thu-ky", "chuyen-vien", "danh-gia")
    papers[0].read("chuyen-vien")


def _to_be_reviewed(telling: Telling, author: str, plan: Plan, reviewers: str, content: bytes | ProcedureText) -> Paper:
    """Drafted and sent on; the director approves."""
    paper = draft(telling, HOME, author, plan)
    if isinstance(content, ProcedureText):
        paper.write(author, content)
    else:
        paper.attach(author, f"{plan.title}.pdf", content)
    paper.submit(author, reviewers, "giam-doc")
    return paper


def _in_review(telling: Telling) -> Chapter:
    """Two review side by side; one remark is answered, one is not."""
    plan = Plan("Quy trình tiếp nhận vào làm công chức", _PROCEDURE, "truong-phong", ("8.5.1",), ("2.100308",))
    yield 16
    paper = draft(telling, HOME, "truong-phong", plan)
    yield 15
    paper.write("truong-phong", RECRUITMENT)
    yield 14
    paper.submit("truong-phong", "danh-gia thu-ky", "giam-doc", in_order=False)
    yield 10
    answered = paper.remark("danh-gia", "Thành phần hồ sơ", "Số lượng 02 bộ có cần thiết khi hồ sơ đã nộp trực tuyến không?")
    yield 9
    paper.answer("truong-phong", answered, "Bộ thứ hai chỉ cần khi phải lập Hội đồng sát hạch; sẽ ghi rõ.")
    yield 6
    paper.remark("thu-ky", "Bước 2", "Chưa nêu biểu mẫu của phiếu thẩm định; đề nghị dẫn mã biểu mẫu.")
    paper.remark("thu-ky", "Cơ sở pháp lý", "Cần ghi số, ngày của nghị định.")


def _waiting_for_review_of_an_instruction(telling: Telling) -> Chapter:
    """The author of one document reviews another."""
    plan = Plan("Hướng dẫn xử lý văn bản đến trên hệ thống quản lý văn bản", _INSTRUCTION, "thu-ky", ("7.5.3",))
    yield 8
    paper = draft(telling, HOME, "thu-ky", plan)
    content = leaflet(_ISSUER, "HD-SNV", telling.present, "Hướng dẫn", "Xử lý văn bản đến trên hệ thống quản lý văn bản", (
        ("Tiếp nhận", ("Văn thư tiếp nhận, đăng ký và trình lãnh đạo ngay trong buổi làm việc.",)),
        ("Phân công, xử lý", ("Lãnh đạo phân công trong ngày; người xử lý cập nhật kết quả trước hạn ghi trên hệ thống.",)),
    ))  # fmt: skip
    yield 7
    paper.attach("thu-ky", "Xử lý văn bản đến.pdf", content)
    paper.submit("thu-ky", "truong-phong chuyen-vien", "pho-giam-doc")


def _returned(telling: Telling) -> Chapter:
    plan = Plan("Hướng dẫn số hóa hồ sơ, kết quả giải quyết TTHC", _INSTRUCTION, "chuyen-vien", ("7.5.3", "8.5.4"))
    yield 22
    paper = draft(telling, HOME, "chuyen-vien", plan)
    content = leaflet(_ISSUER, "HD-SNV", telling.present, "Hướng dẫn", "Số hóa hồ sơ, kết quả giải quyết thủ tục hành chính", (
        ("Phạm vi", ("Hồ sơ tiếp nhận mới và kết quả còn hiệu lực.",)),
        ("Cách làm", ("Quét tối thiểu 200 dpi, ký số của cơ quan, đặt tên theo mã hồ sơ.",)),
    ))  # fmt: skip
    yield 21
    paper.attach("chuyen-vien", "Số hóa hồ sơ.pdf", content)
    paper.submit("chuyen-vien", "truong-phong thu-ky", "giam-doc")
    yield 15
    paper.remark("truong-phong", "Cách làm", "Chưa nêu ai kiểm tra chất lượng bản số hóa trước khi ký số.")
    reason = "Thiếu trách nhiệm kiểm tra bản số hóa và thời hạn thực hiện; đề nghị bổ sung rồi gửi lại."
    paper.send_back("truong-phong", reason)


def _waiting_for_approval(telling: Telling) -> Chapter:
    """With what else waits for the director it could be issued by one decision."""
    plan = Plan("Sổ theo dõi hồ sơ giấy phép lao động", _FORM, "truong-phong", ("7.5.3",))
    yield 12
    content = leaflet(_ISSUER, "BM-SNV", telling.present, "Sổ theo dõi", "Hồ sơ giấy phép lao động", (
        ("Các cột của sổ", (
            "Số thứ tự; mã hồ sơ; người sử dụng lao động; ngày nhận; hẹn trả; ngày trả; số giấy phép; ghi chú.",)),
        ("Cách ghi", ("Ghi ngay trong ngày; không tẩy xóa; kết xuất từ hệ thống khi có yêu cầu.",)),
    ))  # fmt: skip
    paper = _to_be_reviewed(telling, "chuyen-vien", plan, "truong-phong", content)
    yield 10
    paper.passes("truong-phong")


def _begun(telling: Telling) -> Chapter:
    yield 3
    title = "Quy trình giải quyết hưởng trợ cấp thất nghiệp"
    paper = draft(telling, HOME, "thu-ky", Plan(title, _PROCEDURE, "truong-phong", ("8.5.1",), ("1.106377",)))
    yield 2
    paper.write("thu-ky", UNEMPLOYMENT)


CHAPTERS = (
    _patterns,
    _handbook,
    _withdrawn,
    _batch,
    _in_review,
    _waiting_for_review_of_an_instruction,
    _returned,
    _waiting_for_approval,
    _begun,
)
