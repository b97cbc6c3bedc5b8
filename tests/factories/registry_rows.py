"""Rows of a small registry in which every sheet has something, as a person would type them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

Row = dict[str, Any]


def agency(key: Any = "so-a", start: Any = date(2011, 1, 1), **cells: Any) -> Row:
    return {
        "Mã": key,
        "Từ ngày": start,
        "Đến ngày": None,
        "Tên": f"Cơ quan {key}",
        "Cấp": "tỉnh",
        "Loại": "cơ quan chuyên môn",
        "Trực thuộc": None,
        "Nghĩa vụ": "bắt buộc",
    } | cells


def procedure(code: Any = "1.000050", **cells: Any) -> Row:
    return {"Mã TTHC": code, "Tên": f"Thủ tục {code}"} | cells


def authority(key: Any = "so-a", code: Any = "1.000050", start: Any = date(2012, 1, 1), **cells: Any) -> Row:
    return {"Mã cơ quan": key, "Mã TTHC": code, "Từ ngày": start, "Đến ngày": None} | cells


def revision(code: Any = "QT-01", **cells: Any) -> Row:
    return {
        "Mã cơ quan": "so-a",
        "Mã tài liệu": code,
        "Tên": f"Quy trình {code}",
        "Loại": "quy trình",
        "Mục khung": None,
        "Phiên bản ISO": "2015",
        "Lần ban hành": 1,
        "Lần sửa đổi": 0,
        "Ngày ghi nhận": None,
        "Ngày ban hành": date(2018, 1, 15),
        "Ngày hiệu lực": date(2018, 2, 1),
        "Ngày hết hiệu lực": None,
        "Mã TTHC": None,
    } | cells


def audit(number: Any = "ĐG-1", **cells: Any) -> Row:
    return {
        "Mã cơ quan": "so-a",
        "Số": number,
        "Loại": "nội bộ",
        "Phiên bản ISO": "2015",
        "Ngày bắt đầu": date(2018, 10, 1),
        "Ngày kết thúc": date(2018, 10, 1),
    } | cells


def nonconformity(number: Any = "KPH-1", **cells: Any) -> Row:
    return {
        "Mã cơ quan": "so-a",
        "Số": number,
        "Số đánh giá": None,
        "Điều khoản": "7.5",
        "Mức độ": "nhẹ",
        "Mô tả": "Thiếu biểu mẫu",
        "Ngày phát hiện": date(2018, 10, 1),
        "Hạn": None,
        "Ngày đóng": None,
    } | cells


def action(number: Any = "KPH-1", ordinal: Any = 1, **cells: Any) -> Row:
    return {"Mã cơ quan": "so-a", "Số KPH": number, "Thứ tự": ordinal, "Loại": "khắc phục", "Nội dung": "Bổ sung"} | cells


def review(day: Any = date(2018, 12, 20), **cells: Any) -> Row:
    return {"Mã cơ quan": "so-a", "Ngày họp": day, "Số biên bản": "12/BB", "Chủ trì": "Giám đốc"} | cells


def declaration(number: Any = "01/CB", **cells: Any) -> Row:
    return {
        "Mã cơ quan": "so-a",
        "Số": number,
        "Ngày ký": date(2019, 1, 10),
        "Ngày hiệu lực": date(2019, 1, 15),
        "Phiên bản ISO": "2015",
        "Phạm vi": "1.000050",
        "Ngày niêm yết": None,
        "Ngày gửi": None,
        "Ngày hủy": None,
    } | cells


def annex(number: Any = "PL-1", **cells: Any) -> Row:
    return {
        "Mã cơ quan": "so-a",
        "Số công bố": "01/CB",
        "Ngày ký công bố": date(2019, 1, 10),
        "Số": number,
        "Ngày ký": date(2019, 6, 1),
        "Thêm": "1.000050",
        "Bớt": None,
    } | cells


def override(number: Any = "5/QĐ", **cells: Any) -> Row:
    return {
        "Mã cơ quan": "so-a",
        "Số": number,
        "Ngày ký": date(2020, 3, 1),
        "Loại": "đình chỉ",
        "Từ ngày": date(2020, 3, 5),
        "Đến ngày": date(2020, 9, 5),
        "Lý do": "Chưa khắc phục",
    } | cells


def lineage(day: Any = date(2020, 3, 1), kind: Any = "đổi tên", before: Any = "so-a", after: Any = "so-a", **cells: Any) -> Row:
    return {"Ngày": day, "Loại": kind, "Từ mã": before, "Đến mã": after, "Căn cứ": "QĐ 1"} | cells


def full_registry() -> Mapping[str, list[Row]]:
    """Two agencies and at least one row in each sheet; nothing in it gives a fault or a warning."""
    return {
        "Cơ quan": [
            agency("ubnd", Loại="UBND"),
            agency("so-a", **{"Trực thuộc": "ubnd", "Đến ngày": "1/3/2020"}),
            agency("so-a", "2020-03-01", **{"Trực thuộc": "UBND", "Tên": "Sở A mới"}),
        ],
        "Biến động": [lineage(), lineage("1/1/2011", "thành lập", None, "ubnd; so-a")],
        "TTHC": [procedure(**{"Mức độ DVC": 3}), procedure("1.000051", **{"Từ ngày": date(2024, 1, 1)})],
        "Thẩm quyền": [authority(), authority(code="1.000051")],
        "Tài liệu": [
            revision(**{"Mục khung": "internal-audit", "Mã TTHC": "1.000051; 1.000050"}),
            revision(**{"Lần sửa đổi": 1, "Ngày ban hành": "1/2/2026", "Ngày hiệu lực": None}),
        ],
        "Đánh giá": [audit()],
        "Không phù hợp": [nonconformity(**{"Số đánh giá": "ĐG-1"}), nonconformity("KPH-2", **{"Ngày phát hiện": "1/10/2026"})],
        "Hành động": [action(), action("KPH-2"), action("KPH-1", 2, **{"Ngày xong": "20/10/2018"})],
        "Xem xét": [review()],
        "Công bố": [declaration(), declaration("02/CB", **{"Ngày ký": "1/1/2026", "Ngày hiệu lực": "5/1/2026", "Phạm vi": "*"})],
        "Phụ lục công bố": [annex()],
        "Quyết định riêng": [override()],
    }
