"""Documents of the demonstration at every stage: begun, in review, returned, waiting for a signature, issued, withdrawn."""

from documents.demonstration.asking import HOME
from documents.demonstration.leaflets import leaflet
from documents.demonstration.papers import Paper, Plan, draft, issue_together
from documents.demonstration.telling import Telling
from documents.demonstration.texts import INITIATIVE, RECRUITMENT, UNEMPLOYMENT
from documents.library.codes import set_pattern
from documents.library.finding import find_agency
from documents.library.models import DocumentKind
from documents.library.procedure_text import ProcedureText

_PROCEDURE, _INSTRUCTION, _FORM = DocumentKind.PROCEDURE, DocumentKind.WORK_INSTRUCTION, DocumentKind.FORM
_PATTERNS = {_PROCEDURE: "QT-NV-{STT}", _INSTRUCTION: "HD-NV-{STT}", _FORM: "BM-NV-{STT}"}
_ISSUER = "Sở Nội vụ"


def tell_patterns(telling: Telling) -> None:
    """How the agency codes its documents from now on."""
    for kind, pattern in _PATTERNS.items():
        with telling.act("thu-ky", 183) as scene:
            set_pattern(scene.session, scene.acting, find_agency(scene.session, HOME), kind, pattern)


def tell_issued(telling: Telling) -> None:
    """An instruction uploaded as a file, one that has been withdrawn since, and a batch of three."""
    _handbook(telling)
    _withdrawn(telling)
    _batch(telling)


def tell_in_work(telling: Telling) -> None:
    """One document at each stage before approval."""
    _in_review(telling)
    _waiting_for_review_of_an_instruction(telling)
    _returned(telling)
    _waiting_for_approval(telling)
    begun = draft(telling, HOME, "thu-ky", 3, Plan(
        "Quy trình giải quyết hưởng trợ cấp thất nghiệp", _PROCEDURE, "truong-phong", ("8.5.1",), ("1.106377",)))  # fmt: skip
    begun.write("thu-ky", 2, UNEMPLOYMENT)


def _handbook(telling: Telling) -> None:
    plan = Plan("Hướng dẫn giao tiếp với tổ chức, công dân tại Bộ phận Một cửa", _INSTRUCTION, "thu-ky", ("8.2.1",))
    paper = draft(telling, HOME, "thu-ky", 102, plan)
    content = leaflet(_ISSUER, "HD-SNV", telling.day(102), "Hướng dẫn", "Giao tiếp với tổ chức, công dân tại Bộ phận Một cửa", (
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
    paper.attach("thu-ky", 101, "Hướng dẫn giao tiếp tại Bộ phận Một cửa.pdf", content)
    paper.submit("thu-ky", 100, "truong-phong", "pho-giam-doc")
    paper.passes("truong-phong", 97)
    paper.approve("pho-giam-doc", 95, effective=90)
    paper.distribute("thu-ky", 90, "truong-phong chuyen-vien danh-gia")
    paper.read(89, "chuyen-vien")
    paper.read(84, "truong-phong")


def _withdrawn(telling: Telling) -> None:
    plan = Plan("Hướng dẫn tạm thời tiếp nhận hồ sơ khi hệ thống gián đoạn", _INSTRUCTION, "thu-ky", ("8.5.1",))
    paper = draft(telling, HOME, "chuyen-vien", 130, plan)
    content = leaflet(_ISSUER, "HD-SNV", telling.day(130), "Hướng dẫn", "Tạm thời tiếp nhận hồ sơ khi hệ thống gián đoạn", (
        ("Khi nào áp dụng", ("Hệ thống thông tin giải quyết TTHC gián đoạn quá 30 phút và Văn phòng Sở đã thông báo.",)),
        ("Cách làm", (
            "Tiếp nhận bằng phiếu giấy đánh số liên tục, ghi giờ nhận, số điện thoại của người nộp.",
            "Nhập lại vào hệ thống trong ngày ngay khi hệ thống hoạt động trở lại.")),
    ))  # fmt: skip
    paper.attach("chuyen-vien", 130, "Tiếp nhận hồ sơ khi hệ thống gián đoạn.pdf", content)
    paper.submit("chuyen-vien", 129, "thu-ky", "pho-giam-doc")
    paper.passes("thu-ky", 128)
    paper.approve("pho-giam-doc", 127, effective=126)
    paper.withdraw("giam-doc", 34, 30, "Trung tâm dữ liệu thành phố đã có hệ thống dự phòng; hướng dẫn tạm thời không còn cần.")


def _batch(telling: Telling) -> None:
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
    papers = [
        _to_be_signed(telling, "truong-phong", 52, initiative, "thu-ky", INITIATIVE),
        _to_be_signed(telling, "thu-ky", 52, form, "truong-phong", leaflet(
            _ISSUER, "BM-SNV", telling.day(52), "Phiếu kiểm soát", "Quá trình giải quyết hồ sơ", (
                ("Thông tin hồ sơ", ("Mã hồ sơ: ……………………   Ngày nhận: …/…/……   Hẹn trả: …/…/……",)),
                ("Giao, nhận giữa các bước", ("Người giao, giờ giao: ……………………", "Người nhận, giờ nhận: ……………………")),
                ("Kết quả", ("Trước hạn / Đúng hạn / Quá hạn; lý do: ……………………",))))),
        _to_be_signed(telling, "thu-ky", 51, filing, "truong-phong chuyen-vien", leaflet(
            _ISSUER, "HD-SNV", telling.day(51), "Hướng dẫn", "Lập hồ sơ công việc và nộp lưu hồ sơ điện tử", (
                ("Mở hồ sơ", ("Mỗi việc một hồ sơ theo danh mục hồ sơ của năm; ghi mã hồ sơ vào mọi văn bản.",)),
                ("Thu thập, kết thúc", ("Kết thúc hồ sơ trong 05 ngày sau khi xong việc; bỏ bản trùng, bản nháp.",)),
                ("Nộp lưu", ("Nộp vào lưu trữ hiện hành trong 01 năm kể từ ngày công việc kết thúc.",))))),
    ]  # fmt: skip
    title = "Ban hành tài liệu hệ thống quản lý chất lượng bổ sung năm 2026"
    issue_together(telling, "giam-doc", 43, "412/QĐ-SNV", title, 38, papers)
    papers[0].distribute("thu-ky", 38, "truong-phong chuyen-vien")
    papers[2].distribute("thu-ky", 38, "truong-phong chuyen-vien danh-gia thu-ky")
    papers[2].read(37, "thu-ky", "chuyen-vien", "danh-gia")
    papers[0].read(36, "chuyen-vien")


def _to_be_signed(telling: Telling, author: str, ago: int, plan: Plan, reviewers: str, content: bytes | ProcedureText) -> Paper:
    """Drafted, reviewed by everybody and now with the director."""
    paper = draft(telling, HOME, author, ago, plan)
    if isinstance(content, ProcedureText):
        paper.write(author, ago, content)
    else:
        paper.attach(author, ago, f"{plan.title}.pdf", content)
    paper.submit(author, ago - 1, reviewers, "giam-doc")
    for place, reviewer in enumerate(reviewers.split(), 2):
        paper.passes(reviewer, ago - place)
    return paper


def _in_review(telling: Telling) -> None:
    """Two review side by side; one remark is answered, one is not."""
    plan = Plan("Quy trình tiếp nhận vào làm công chức", _PROCEDURE, "truong-phong", ("8.5.1",), ("2.100308",))
    paper = draft(telling, HOME, "truong-phong", 16, plan)
    paper.write("truong-phong", 15, RECRUITMENT)
    paper.submit("truong-phong", 14, "danh-gia thu-ky", "giam-doc", in_order=False)
    answered = paper.remark("danh-gia", 10, "Thành phần hồ sơ", "Số lượng 02 bộ có cần thiết khi hồ sơ đã nộp trực tuyến không?")
    paper.answer("truong-phong", 9, answered, "Bộ thứ hai chỉ cần khi phải lập Hội đồng sát hạch; sẽ ghi rõ.")
    paper.remark("thu-ky", 6, "Bước 2", "Chưa nêu biểu mẫu của phiếu thẩm định; đề nghị dẫn mã biểu mẫu.")
    paper.remark("thu-ky", 6, "Cơ sở pháp lý", "Cần ghi số, ngày của nghị định.")


def _waiting_for_review_of_an_instruction(telling: Telling) -> None:
    """The author of one document reviews another."""
    plan = Plan("Hướng dẫn xử lý văn bản đến trên hệ thống quản lý văn bản", _INSTRUCTION, "thu-ky", ("7.5.3",))
    paper = draft(telling, HOME, "thu-ky", 8, plan)
    content = leaflet(_ISSUER, "HD-SNV", telling.day(8), "Hướng dẫn", "Xử lý văn bản đến trên hệ thống quản lý văn bản", (
        ("Tiếp nhận", ("Văn thư tiếp nhận, đăng ký và trình lãnh đạo ngay trong buổi làm việc.",)),
        ("Phân công, xử lý", ("Lãnh đạo phân công trong ngày; người xử lý cập nhật kết quả trước hạn ghi trên hệ thống.",)),
    ))  # fmt: skip
    paper.attach("thu-ky", 7, "Xử lý văn bản đến.pdf", content)
    paper.submit("thu-ky", 7, "truong-phong chuyen-vien", "pho-giam-doc")


def _returned(telling: Telling) -> None:
    plan = Plan("Hướng dẫn số hóa hồ sơ, kết quả giải quyết TTHC", _INSTRUCTION, "chuyen-vien", ("7.5.3", "8.5.4"))
    paper = draft(telling, HOME, "chuyen-vien", 22, plan)
    content = leaflet(_ISSUER, "HD-SNV", telling.day(22), "Hướng dẫn", "Số hóa hồ sơ, kết quả giải quyết thủ tục hành chính", (
        ("Phạm vi", ("Hồ sơ tiếp nhận mới và kết quả còn hiệu lực.",)),
        ("Cách làm", ("Quét tối thiểu 200 dpi, ký số của cơ quan, đặt tên theo mã hồ sơ.",)),
    ))  # fmt: skip
    paper.attach("chuyen-vien", 21, "Số hóa hồ sơ.pdf", content)
    paper.submit("chuyen-vien", 21, "truong-phong thu-ky", "giam-doc")
    paper.remark("truong-phong", 15, "Cách làm", "Chưa nêu ai kiểm tra chất lượng bản số hóa trước khi ký số.")
    paper.send_back(
        "truong-phong", 15, "Thiếu trách nhiệm kiểm tra bản số hóa và thời hạn thực hiện; đề nghị bổ sung rồi gửi lại."
    )


def _waiting_for_approval(telling: Telling) -> None:
    """With what else waits for the director it could be issued by one decision."""
    plan = Plan("Sổ theo dõi hồ sơ giấy phép lao động", _FORM, "truong-phong", ("7.5.3",))
    _to_be_signed(telling, "chuyen-vien", 12, plan, "truong-phong", leaflet(
        _ISSUER, "BM-SNV", telling.day(12), "Sổ theo dõi", "Hồ sơ giấy phép lao động", (
            ("Các cột của sổ", (
                "Số thứ tự; mã hồ sơ; người sử dụng lao động; ngày nhận; hẹn trả; ngày trả; số giấy phép; ghi chú.",)),
            ("Cách ghi", ("Ghi ngay trong ngày; không tẩy xóa; kết xuất từ hệ thống khi có yêu cầu.",)))))  # fmt: skip
