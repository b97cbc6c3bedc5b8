"""Procedures of the demonstration that are written in the system."""

from dataclasses import replace

from documents.library.procedure_text import KeptRecord, ProcedureText, Step

RECRUITMENT = ProcedureText(
    purpose="Thống nhất trình tự tiếp nhận vào làm công chức đối với người đáp ứng yêu cầu của vị trí việc làm.",
    scope="Áp dụng đối với các cơ quan chuyên môn thuộc Ủy ban nhân dân thành phố và Ủy ban nhân dân các xã, phường.",
    legal_basis=(
        "Luật Cán bộ, công chức số 80/2025/QH15",
        "Nghị định của Chính phủ quy định về tuyển dụng, sử dụng và quản lý công chức",
    ),
    dossier=(
        "Văn bản đề nghị tiếp nhận của cơ quan sử dụng công chức - bản chính",
        "Sơ yếu lý lịch có xác nhận trong vòng 06 tháng - bản chính",
        "Bản sao văn bằng, chứng chỉ theo yêu cầu của vị trí việc làm",
        "Giấy chứng nhận sức khỏe còn giá trị 12 tháng - bản chính",
        "Bản tự nhận xét quá trình công tác có xác nhận của cơ quan nơi công tác - bản chính",
    ),
    copies="02 bộ.",
    time_limit="20 ngày làm việc kể từ ngày nhận đủ hồ sơ.",
    subjects="Đối tượng: cơ quan, tổ chức có nhu cầu tiếp nhận.\nCơ quan thực hiện: Sở Nội vụ.",
    steps=(
        Step("Tiếp nhận, kiểm tra hồ sơ", "Công chức một cửa", "0,5 ngày", "Giấy tiếp nhận hồ sơ"),
        Step("Thẩm định tiêu chuẩn, điều kiện", "Chuyên viên", "7 ngày", "Phiếu thẩm định"),
        Step("Thành lập Hội đồng kiểm tra, sát hạch khi pháp luật quy định", "Trưởng phòng", "8 ngày", "Quyết định, biên bản"),
        Step("Trình lãnh đạo Sở xem xét, quyết định", "Trưởng phòng", "3 ngày", "Tờ trình"),
        Step("Phát hành, trả kết quả", "Văn thư", "1,5 ngày", "Quyết định tiếp nhận"),
    ),
    records=(KeptRecord("Hồ sơ tiếp nhận vào làm công chức", "Phòng Cải cách hành chính", "Vĩnh viễn"),),
)

INITIATIVE = ProcedureText(
    purpose="Quy định việc xét, công nhận và hủy bỏ việc công nhận sáng kiến cải cách hành chính cấp tỉnh.",
    scope="Áp dụng đối với sáng kiến của cán bộ, công chức, viên chức các cơ quan, đơn vị thuộc thành phố.",
    legal_basis=("Luật Thi đua, khen thưởng số 06/2022/QH15", "Quy chế xét công nhận sáng kiến của thành phố"),
    dossier=(
        "Đơn đề nghị công nhận sáng kiến - bản chính",
        "Báo cáo mô tả sáng kiến, hiệu quả và khả năng nhân rộng - bản chính",
        "Biên bản họp Hội đồng sáng kiến của cơ quan - bản chính",
    ),
    copies="01 bộ.",
    time_limit="30 ngày làm việc kể từ ngày nhận đủ hồ sơ.",
    steps=(
        Step("Tiếp nhận hồ sơ", "Công chức một cửa", "0,5 ngày", "Giấy tiếp nhận hồ sơ"),
        Step("Thẩm định, lấy ý kiến các cơ quan liên quan", "Chuyên viên", "15 ngày", "Phiếu lấy ý kiến"),
        Step("Tổ chức họp Hội đồng xét, công nhận", "Trưởng phòng", "10 ngày", "Biên bản họp"),
        Step("Ký quyết định công nhận", "Lãnh đạo Sở", "3 ngày", "Quyết định"),
        Step("Trả kết quả, công khai trên trang thông tin điện tử", "Văn thư", "1,5 ngày", "Tin đăng"),
    ),
    records=(KeptRecord("Hồ sơ xét công nhận sáng kiến", "Phòng Cải cách hành chính", "20 năm"),),
)

UNEMPLOYMENT = ProcedureText(
    purpose="Quy định trình tự giải quyết hưởng trợ cấp thất nghiệp, bảo đảm chi trả đúng đối tượng, đúng thời hạn.",
    scope="Áp dụng đối với hồ sơ nộp tại trung tâm dịch vụ việc làm trên địa bàn thành phố.",
    legal_basis=("Luật Việc làm số 74/2025/QH15",),
    dossier=("Đề nghị hưởng trợ cấp thất nghiệp theo mẫu - bản chính", "Giấy tờ xác nhận về chấm dứt hợp đồng - bản sao"),
)
"""Only begun: it lacks what a procedure cannot be submitted without."""

AUDIT = ProcedureText(
    purpose=(
        "Quy định thống nhất việc lập chương trình, tiến hành và báo cáo đánh giá nội bộ hệ thống quản lý chất lượng tại các cơ "
        "quan hành chính của thành phố, để các cơ quan áp dụng chung, không phải tự xây dựng."
    ),
    scope="Áp dụng đối với các cơ quan thuộc diện xây dựng, áp dụng hệ thống quản lý chất lượng theo TCVN ISO 9001:2015.",
    references=("TCVN ISO 9001:2015, điều 9.2", "TCVN ISO 19011:2018 Hướng dẫn đánh giá hệ thống quản lý"),
    legal_basis=(
        "Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014 của Thủ tướng Chính phủ",
        "Thông tư số 26/2014/TT-BKHCN ngày 10/10/2014 của Bộ trưởng Bộ Khoa học và Công nghệ",
    ),
    dossier=(
        "Chương trình đánh giá nội bộ năm",
        "Kế hoạch và quyết định thành lập đoàn đánh giá",
        "Danh mục kiểm tra, báo cáo sự không phù hợp",
        "Báo cáo kết quả đánh giá nội bộ",
    ),
    time_limit="Ít nhất một lần trong 12 tháng; báo cáo trong 10 ngày làm việc kể từ ngày kết thúc cuộc đánh giá.",
    subjects="Đoàn đánh giá gồm người đã qua đào tạo, không đánh giá công việc của chính mình.",
    steps=(
        Step("Lập, phê duyệt chương trình đánh giá năm", "Thư ký ISO, người đứng đầu", "Trước 31/01", "Chương trình đánh giá"),
        Step("Thành lập đoàn, lập kế hoạch, thông báo cho bên được đánh giá", "Trưởng đoàn", "7 ngày trước", "Kế hoạch"),
        Step("Họp khai mạc, thu thập bằng chứng, ghi nhận sự không phù hợp", "Đoàn đánh giá", "1 - 3 ngày", "Danh mục kiểm tra"),
        Step("Họp kết thúc, thống nhất các phát hiện", "Trưởng đoàn", "0,5 ngày", "Biên bản họp"),
        Step("Lập và gửi báo cáo", "Trưởng đoàn", "10 ngày", "Báo cáo đánh giá"),
        Step("Thực hiện, kiểm tra hành động khắc phục", "Đơn vị được đánh giá, Thư ký ISO", "30 ngày", "Phiếu khắc phục"),
    ),
    records=(KeptRecord("Hồ sơ cuộc đánh giá nội bộ", "Thư ký ISO", "05 năm"),),
)

AUDIT_CHANGED = replace(
    AUDIT,
    time_limit="Ít nhất một lần trong 12 tháng; báo cáo trong 05 ngày làm việc kể từ ngày kết thúc cuộc đánh giá.",
    steps=(
        *AUDIT.steps[:4],
        replace(AUDIT.steps[4], what="Lập báo cáo, gửi người đứng đầu và ghi vào hệ thống thông tin quản lý", time="5 ngày"),
        AUDIT.steps[5],
    ),
)

SURVEY = ProcedureText(
    purpose="Thống nhất cách khảo sát, tổng hợp mức độ hài lòng của tổ chức, công dân đối với việc giải quyết TTHC.",
    scope="Áp dụng đối với các cơ quan có Bộ phận Tiếp nhận và Trả kết quả.",
    references=("TCVN ISO 9001:2015, điều 9.1.2",),
    legal_basis=("Kế hoạch cải cách hành chính hằng năm của Ủy ban nhân dân thành phố",),
    dossier=("Kế hoạch khảo sát", "Phiếu khảo sát, bản giấy hoặc trực tuyến", "Báo cáo kết quả"),
    time_limit="06 tháng một lần; báo cáo trước ngày 15 của tháng cuối kỳ.",
    steps=(
        Step("Lập kế hoạch, xác định cỡ mẫu", "Thư ký ISO", "5 ngày", "Kế hoạch khảo sát"),
        Step("Phát và thu phiếu", "Công chức một cửa", "30 ngày", "Phiếu khảo sát"),
        Step("Tổng hợp, phân tích, so với kỳ trước", "Thư ký ISO", "7 ngày", "Bảng tổng hợp"),
        Step("Báo cáo, công khai, đề xuất cải tiến", "Người đứng đầu", "3 ngày", "Báo cáo kết quả"),
    ),
    forms=("BM-C-02.01 Phiếu khảo sát mức độ hài lòng",),
    records=(KeptRecord("Phiếu khảo sát và báo cáo", "Thư ký ISO", "03 năm"),),
)

CORRECTION = ProcedureText(
    purpose="Thống nhất cách ghi nhận, tìm nguyên nhân và khắc phục sự không phù hợp tại các cơ quan.",
    scope="Áp dụng đối với sự không phù hợp phát hiện khi đánh giá, giải quyết TTHC hoặc qua phản ánh, kiến nghị.",
    references=("TCVN ISO 9001:2015, điều 10.2",),
    dossier=("Phiếu ghi nhận sự không phù hợp", "Kế hoạch và bằng chứng khắc phục"),
    time_limit="Khắc phục trong 30 ngày; sự không phù hợp nặng trong 15 ngày.",
    steps=(
        Step("Ghi nhận sự không phù hợp, xử lý tạm thời", "Người phát hiện", "1 ngày", "Phiếu ghi nhận"),
        Step("Phân tích nguyên nhân, đề xuất hành động", "Trưởng bộ phận", "5 ngày", "Kế hoạch khắc phục"),
        Step("Thực hiện hành động khắc phục", "Người được giao", "20 ngày", "Bằng chứng thực hiện"),
        Step("Kiểm tra hiệu lực, đóng phiếu", "Thư ký ISO", "4 ngày", "Phiếu đã đóng"),
    ),
    records=(KeptRecord("Phiếu ghi nhận và bằng chứng khắc phục", "Thư ký ISO", "05 năm"),),
)

ANNEX = ProcedureText(
    purpose="Quy định riêng của Sở Nông nghiệp và Môi trường khi áp dụng quy trình chung về đánh giá nội bộ.",
    scope="Áp dụng tại Sở và các chi cục trực thuộc; mỗi chi cục được đánh giá ít nhất một lần trong năm.",
    references=("QT-C-01 Quy trình đánh giá nội bộ (quy trình chung)",),
    dossier=("Kế hoạch đánh giá chung của Sở và các chi cục", "Báo cáo tổng hợp toàn ngành"),
    time_limit="Báo cáo tổng hợp gửi Giám đốc Sở trước ngày 30 tháng 11.",
    steps=(
        Step("Lập kế hoạch đánh giá luân phiên giữa các chi cục", "Thư ký ISO của Sở", "Tháng 01", "Kế hoạch"),
        Step("Cử đánh giá viên chéo giữa các chi cục", "Giám đốc Sở", "Tháng 02", "Quyết định"),
        Step("Tổng hợp kết quả toàn ngành", "Thư ký ISO của Sở", "10 ngày", "Báo cáo tổng hợp"),
    ),
    records=(KeptRecord("Báo cáo tổng hợp toàn ngành", "Văn phòng Sở", "05 năm"),),
)
