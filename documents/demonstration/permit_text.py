"""The procedure for work permits of foreigners, in three revisions: the demonstration's example of a written procedure."""

from dataclasses import replace

from documents.library.procedure_text import KeptRecord, ProcedureText, Step

FIRST = ProcedureText(
    purpose=(
        "Quy định thống nhất trình tự, trách nhiệm, thời gian tiếp nhận, thẩm định và trả kết quả các thủ tục cấp, cấp lại, "
        "gia hạn giấy phép lao động cho người lao động nước ngoài, bảo đảm đúng thẩm quyền, đúng hạn, công khai và minh bạch."
    ),
    scope=(
        "Áp dụng tại Sở Nội vụ đối với hồ sơ của người sử dụng lao động có trụ sở hoặc địa điểm làm việc trên địa bàn thành phố."
        "\nCác phòng, cá nhân có liên quan: Phòng Cải cách hành chính, Văn phòng Sở, Bộ phận Tiếp nhận và Trả kết quả của Sở tại "
        "Trung tâm Phục vụ hành chính công thành phố."
    ),
    references=(
        "TCVN ISO 9001:2015 Hệ thống quản lý chất lượng - Các yêu cầu, điều 8.1, 8.2 và 8.5",
        "QT-HT-01 Quy trình Kiểm soát thông tin dạng văn bản",
        "QT-MC-01 Quy trình tiếp nhận và trả kết quả theo cơ chế một cửa",
    ),
    definitions=(
        "TTHC: thủ tục hành chính",
        "GPLĐ: giấy phép lao động",
        "BPMC: Bộ phận Tiếp nhận và Trả kết quả",
        "NSDLĐ: người sử dụng lao động",
    ),
    legal_basis=(
        "Bộ luật Lao động số 45/2019/QH14",
        "Nghị định số 219/2025/NĐ-CP ngày 07/8/2025 của Chính phủ quy định về người lao động nước ngoài làm việc tại Việt Nam",
        "Nghị định số 118/2025/NĐ-CP ngày 09/6/2025 của Chính phủ về thực hiện TTHC theo cơ chế một cửa, một cửa liên thông",
        "Quyết định công bố danh mục thủ tục hành chính lĩnh vực Việc làm thuộc phạm vi quản lý của Sở Nội vụ",
    ),
    dossier=(
        "Văn bản của NSDLĐ đề nghị cấp GPLĐ theo mẫu - bản chính",
        "Giấy khám sức khỏe do cơ sở khám bệnh, chữa bệnh đủ điều kiện cấp, còn giá trị 12 tháng - bản chính hoặc bản sao",
        "Phiếu lý lịch tư pháp hoặc văn bản xác nhận không phải là người phạm tội, cấp không quá 06 tháng - bản chính",
        "02 ảnh màu 4 cm x 6 cm, phông nền trắng, mặt nhìn thẳng, không đeo kính màu",
        "Bản sao hộ chiếu còn thời hạn",
        "Giấy tờ chứng minh hình thức làm việc và vị trí công việc của người lao động nước ngoài",
    ),
    copies="01 bộ.",
    time_limit=(
        "10 ngày làm việc kể từ ngày nhận đủ hồ sơ đối với cấp, gia hạn GPLĐ."
        "\n03 ngày làm việc kể từ ngày nhận đủ hồ sơ đối với cấp lại GPLĐ."
    ),
    subjects=(
        "Đối tượng thực hiện: người sử dụng lao động (doanh nghiệp, cơ quan, tổ chức)."
        "\nCơ quan thực hiện: Sở Nội vụ."
        "\nNgười có thẩm quyền quyết định: Giám đốc Sở hoặc Phó Giám đốc được ủy quyền."
    ),
    place=(
        "Nộp trực tuyến trên Cổng Dịch vụ công quốc gia, nộp trực tiếp tại quầy của Sở Nội vụ ở Trung tâm Phục vụ hành chính "
        "công thành phố hoặc qua dịch vụ bưu chính công ích."
        "\nTrả kết quả bản điện tử; bản giấy khi có yêu cầu."
    ),
    fees="Lệ phí theo nghị quyết của Hội đồng nhân dân thành phố.",
    conditions=(
        "Người lao động nước ngoài đủ 18 tuổi, có trình độ chuyên môn, kinh nghiệm phù hợp với vị trí công việc, đủ sức khỏe và "
        "không trong thời gian chấp hành hình phạt."
    ),
    steps=(
        Step(
            "Kiểm tra thành phần hồ sơ; hướng dẫn bổ sung một lần nếu thiếu; tiếp nhận và hẹn ngày trả kết quả",
            "Công chức BPMC", "0,5 ngày", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả (BM-01)"),
        Step("Phân công thụ lý hồ sơ trên hệ thống", "Trưởng phòng", "0,5 ngày", "Phiếu kiểm soát quá trình giải quyết (BM-02)"),
        Step(
            "Thẩm định hồ sơ; đối chiếu nhu cầu sử dụng người lao động nước ngoài; dự thảo GPLĐ hoặc văn bản từ chối, nêu lý do",
            "Chuyên viên thụ lý", "6 ngày", "Phiếu thẩm định; dự thảo GPLĐ"),
        Step("Kiểm tra kết quả thẩm định, ký nháy trình lãnh đạo Sở", "Trưởng phòng", "1 ngày", "Tờ trình"),
        Step("Xem xét, ký GPLĐ hoặc văn bản từ chối", "Lãnh đạo Sở", "1 ngày", "GPLĐ đã ký"),
        Step("Lấy số, đóng dấu, số hóa kết quả", "Văn thư", "0,5 ngày", "Kết quả bản điện tử"),
        Step("Trả kết quả, thu lệ phí; kết thúc hồ sơ trên hệ thống", "Công chức BPMC", "0,5 ngày", "Sổ theo dõi hồ sơ (BM-03)"),
    ),
    forms=(
        "BM-01 Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
        "BM-02 Phiếu kiểm soát quá trình giải quyết hồ sơ",
        "BM-03 Sổ theo dõi hồ sơ",
        "Mẫu văn bản đề nghị cấp GPLĐ ban hành kèm theo Nghị định số 219/2025/NĐ-CP",
    ),
    records=(
        KeptRecord("Hồ sơ đề nghị theo thành phần hồ sơ nêu trên", "Chuyên viên thụ lý", "05 năm"),
        KeptRecord("Phiếu kiểm soát quá trình giải quyết hồ sơ", "Chuyên viên thụ lý", "05 năm"),
        KeptRecord("Bản lưu giấy phép lao động hoặc văn bản từ chối", "Văn thư", "10 năm"),
    ),
)  # fmt: skip

SECOND = replace(
    FIRST,
    place=(
        "Nộp trực tuyến trên Cổng Dịch vụ công quốc gia, nộp trực tiếp tại bất kỳ Bộ phận Một cửa nào trên địa bàn thành phố, "
        "không phụ thuộc địa giới hành chính, hoặc qua dịch vụ bưu chính công ích."
        "\nTrả kết quả bản điện tử; bản giấy khi có yêu cầu."
    ),
    steps=(
        FIRST.steps[0],
        replace(FIRST.steps[1], time="0,25 ngày"),
        replace(
            FIRST.steps[2],
            what=(
                "Thẩm định hồ sơ; tra cứu lý lịch tư pháp và giấy khám sức khỏe trên cơ sở dữ liệu; dự thảo GPLĐ hoặc văn bản "
                "từ chối, nêu lý do"
            ),
            time="5 ngày",
        ),
        *FIRST.steps[3:],
    ),
    records=(*FIRST.records, KeptRecord("Kết quả tra cứu cơ sở dữ liệu in kèm hồ sơ", "Chuyên viên thụ lý", "05 năm")),
)

THIRD = replace(
    SECOND,
    time_limit=(
        "08 ngày làm việc kể từ ngày nhận đủ hồ sơ đối với cấp, gia hạn GPLĐ (cắt giảm 02 ngày so với quy định)."
        "\n03 ngày làm việc kể từ ngày nhận đủ hồ sơ đối với cấp lại GPLĐ."
    ),
    steps=(
        *SECOND.steps[:2],
        replace(SECOND.steps[2], time="4 ngày"),
        replace(SECOND.steps[3], time="0,75 ngày"),
        *SECOND.steps[4:],
    ),
)
