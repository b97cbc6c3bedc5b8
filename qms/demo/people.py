"""The people of the demonstration: plainly made up, one for each kind of post at least, in a dozen agencies."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from qms.demo.almanac import Row
from qms.people.kinds import PostKind
from qms.people.sheet import KINDS

SINCE = date(2025, 3, 1)  # the day of the last reorganisation of the departments
_WORDS = {kind: word for word, kind in KINDS.items()}


@dataclass(frozen=True)
class Staff:
    """A person with one post; the title says that nobody real is meant."""

    key: str
    name: str
    kind: PostKind
    title: str
    agency: str
    unit: str | None = None
    since: date = SINCE


UNITS = (
    ("so-khcn", "VP", "Văn phòng Sở", "văn phòng", None),
    ("so-khcn", "TDC", "Phòng Tiêu chuẩn Đo lường Chất lượng", "phòng", None),
    ("so-noi-vu", "VP", "Văn phòng Sở", "văn phòng", None),
    ("so-noi-vu", "CCHC", "Phòng Cải cách hành chính", "phòng", None),
    ("so-nnmt", "VP", "Văn phòng Sở", "văn phòng", None),
    ("so-nnmt", "MC", "Bộ phận tiếp nhận và trả kết quả", "khác", "VP"),
    ("ubnd-tinh", "VP", "Bộ phận giúp việc lãnh đạo", "văn phòng", None),
)

STAFF = (
    Staff("lanh-dao", "Nguyễn Thị Minh Họa", PostKind.PROVINCE_LEADER, "Phó Chủ tịch (minh họa)", "ubnd-tinh"),
    Staff("giam-doc", "Trần Văn Thí Dụ", PostKind.HEAD, "Giám đốc Sở (minh họa)", "so-noi-vu"),
    Staff("pho-giam-doc", "Lê Thị Giả Định", PostKind.DEPUTY_HEAD, "Phó Giám đốc Sở (minh họa)", "so-noi-vu"),
    Staff("chu-tri", "Phạm Văn Chủ Trì", PostKind.LEAD_OFFICER, "Chuyên viên theo dõi ISO (minh họa)", "so-khcn", "TDC"),
    Staff("thu-ky", "Hoàng Thị Thư Ký", PostKind.COORDINATOR, "Thư ký ISO (minh họa)", "so-noi-vu", "VP"),
    Staff("truong-phong", "Đỗ Văn Trưởng Phòng", PostKind.UNIT_HEAD, "Trưởng phòng (minh họa)", "so-noi-vu", "CCHC"),
    Staff("danh-gia", "Võ Thị Đánh Giá", PostKind.AUDITOR, "Đánh giá viên nội bộ (minh họa)", "so-noi-vu", "CCHC"),
    Staff("chuyen-vien", "Bùi Văn Chuyên Viên", PostKind.OFFICER, "Chuyên viên (minh họa)", "so-noi-vu", "VP"),
    Staff("quan-tri", "Ngô Thị Quản Trị", PostKind.ADMINISTRATOR, "Quản trị hệ thống (minh họa)", "so-khcn", "VP"),
    Staff("giam-doc-nnmt", "Dương Văn Giám Đốc", PostKind.HEAD, "Giám đốc Sở (minh họa)", "so-nnmt"),
    Staff("thu-ky-nnmt", "Lý Thị Nông Thôn", PostKind.COORDINATOR, "Thư ký ISO (minh họa)", "so-nnmt", "VP"),
    Staff("mot-cua-nnmt", "Hồ Văn Một Cửa", PostKind.OFFICER, "Công chức một cửa (minh họa)", "so-nnmt", "MC"),
    Staff("thu-ky-kiem-lam", "Cao Thị Kiểm Lâm", PostKind.COORDINATOR, "Thư ký ISO (minh họa)", "cc-kiem-lam"),
    Staff("giam-doc-khcn", "Huỳnh Thị Công Nghệ", PostKind.HEAD, "Giám đốc Sở (minh họa)", "so-khcn"),
    Staff("thu-ky-khcn", "Đinh Văn Khoa Học", PostKind.COORDINATOR, "Thư ký ISO (minh họa)", "so-khcn", "VP"),
    Staff("thu-ky-tu-phap", "Mai Thị Tư Pháp", PostKind.COORDINATOR, "Thư ký ISO (minh họa)", "so-tu-phap"),
    Staff("thu-ky-tai-chinh", "Tô Văn Tài Chính", PostKind.COORDINATOR, "Thư ký ISO (minh họa)", "so-tai-chinh"),
    Staff("thu-ky-cong-thuong", "Lưu Thị Công Thương", PostKind.COORDINATOR, "Thư ký ISO (minh họa)", "so-cong-thuong"),
    Staff("thu-ky-xay-dung", "Trịnh Văn Xây Dựng", PostKind.COORDINATOR, "Thư ký ISO (minh họa)", "so-xay-dung"),
    Staff("thu-ky-y-te", "Phan Thị Y Tế", PostKind.COORDINATOR, "Thư ký ISO (minh họa)", "so-y-te"),
    Staff("thu-ky-gddt", "Vũ Văn Giáo Dục", PostKind.COORDINATOR, "Thư ký ISO (minh họa)", "so-gddt"),
    Staff("thu-ky-thuan-hoa", "Tạ Thị Thuận Hóa", PostKind.COORDINATOR, "Thư ký ISO (minh họa)", "phuong-thuan-hoa",
          since=date(2025, 7, 1)),
)  # fmt: skip


def people_rows() -> dict[str, list[Row]]:
    """Sheet name -> rows by column header, as the workbook of people has them."""
    return {
        "Đơn vị": list(_unit_rows()),
        "Người dùng": [{"Mã người dùng": one.key, "Họ và tên": one.name, "Tình trạng": "đang dùng"} for one in STAFF],
        "Vị trí": [
            {
                "Mã cơ quan": one.agency,
                "Mã vị trí": one.key,
                "Loại": _WORDS[one.kind],
                "Chức danh": one.title,
                "Mã đơn vị": one.unit,
                "Từ ngày": one.since,
            }
            for one in STAFF
        ],
        "Người giữ": [
            {"Mã cơ quan": one.agency, "Mã vị trí": one.key, "Từ ngày": one.since, "Mã người dùng": one.key} for one in STAFF
        ],
    }


def _unit_rows() -> Iterator[Row]:
    for agency, code, name, kind, parent in UNITS:
        yield {
            "Mã cơ quan": agency,
            "Mã đơn vị": code,
            "Từ ngày": SINCE,
            "Tên": name,
            "Loại": kind,
            "Thuộc đơn vị": parent,
        }
