"""What is worth telling: where bodies of the demonstration leave the ordinary course, and the lead unit's own decisions."""

from collections.abc import Mapping
from datetime import date

from qms.demo.almanac import Row, row
from qms.demo.lives import Late, Told

_OVERRIDE = "Mã cơ quan|Số|Ngày ký|Loại|Từ ngày|Đến ngày|Lý do|Người ký"
_FINDING = "Mã cơ quan|Số|Số đánh giá|Điều khoản|Mức độ|Mô tả|Ngày phát hiện|Hạn|Ngày đóng"
_ACTION = "Mã cơ quan|Số KPH|Thứ tự|Loại|Nội dung|Người thực hiện|Hạn|Ngày xong|Ngày xác nhận"
_LEAD_UNIT = "Giám đốc Sở Khoa học và Công nghệ"

_NOTHING: Told = {"built": None, "converted": None, "audited": None, "declared": ()}

_PROVINCE: dict[str, Told] = {
    "ubnd-tinh": _NOTHING,  # exempt: it works through its Office
    # the end of 2015: the scope lags behind the Law on Investment; the sub-departments that had not declared yet
    "so-khdt": {"whole_scope": False, "late_annexes": (Late(date(2015, 7, 1), date(2016, 1, 14)),)},
    "bql-kcn": {"declared": (date(2016, 4, 15),)},
    "cc-bien-hai-dao": {
        "declared": (date(2016, 9, 9),),
        "converted": None,
        "audits_until": date(2020, 6, 30),
        "objectives_until": 2020,
    },  # never converted to :2015
    "cc-ptnt": {
        "declared": (date(2019, 11, 15), date(2025, 2, 7)),
        "converted": date(2019, 6, 3),
        "objectives_until": 2025,
    },  # no objectives for 2026
    "cc-dskhhgd": {
        "declared": (date(2019, 8, 23),),
        "converted": date(2019, 3, 11),
        "cancelled": date(2026, 6, 30),
        "audits_until": date(2025, 3, 31),
    },  # publication cancelled after an inspection
    "ban-ton-giao": {"declared": (date(2018, 12, 14),), "converted": date(2018, 6, 4)},
    "cc-pctnxh": {"declared": (date(2020, 12, 4),), "converted": date(2020, 6, 1)},
    # renamed on 1/1/2016
    "cc-chan-nuoi-thu-y": {
        "declared": (date(2015, 6, 12), date(2016, 1, 22), date(2019, 9, 20), date(2025, 1, 17)),
        "converted": date(2019, 4, 22),
    },
    "cc-trong-trot-bvtv": {
        "declared": (date(2015, 9, 4), date(2016, 3, 11), date(2018, 11, 9)),
        "converted": date(2018, 6, 11),
    },  # declared anew too late
    # too late for :2015
    "ban-dan-toc": {"converted": date(2021, 9, 6), "declared": (date(2015, 3, 20), date(2022, 1, 14))},
    # 2025: bodies that took over another one's procedures
    "so-noi-vu": {"declared": (date(2014, 11, 14), date(2018, 10, 12), date(2025, 3, 24)), "converted": date(2018, 6, 1)},
    "so-tai-chinh": {"declared": (date(2015, 4, 17), date(2019, 5, 17), date(2025, 3, 26)), "converted": date(2019, 1, 7)},
    "so-khcn": {"declared": (date(2014, 9, 5), date(2017, 11, 10), date(2025, 3, 20)), "converted": date(2017, 7, 3)},
    "so-xay-dung": {
        "declared": (date(2015, 6, 26), date(2020, 4, 10), date(2025, 6, 10)),
        "converted": date(2019, 12, 2),
        "whole_scope": False,
        "late_annexes": (Late(date(2016, 9, 1), date(2016, 12, 5)),),
    },  # two months late, twice
    # years with a late audit or review
    "so-gtvt": {"pauses": ((date(2017, 10, 1), date(2018, 1, 15)),)},
    "so-y-te": {"pauses": ((date(2021, 8, 20), date(2021, 11, 30)),)},
    "so-tttt": {"pauses": ((date(2021, 8, 1), date(2021, 10, 29)),)},
    "cc-thuy-san": {"pauses": ((date(2021, 8, 20), date(2021, 11, 12)),)},
    "so-dttg": {"built": date(2025, 9, 15), "audited": date(2026, 1, 23), "declared": ()},  # applies, has not declared
    "so-vhtt": {
        "edition": "2008",
        "built": date(2016, 9, 26),
        "converted": date(2019, 5, 6),
        "declared": (date(2017, 3, 10), date(2019, 9, 13), date(2025, 1, 24)),
        "audited": date(2017, 1, 13),
    },
    # the autumn of 2026
    "so-gddt": {"audits_until": date(2025, 10, 20)},  # this year's audit is overdue
    "so-cong-thuong": {"whole_scope": False, "late_annexes": (Late(date(2026, 9, 15), None),)},  # scope not brought up to date
    "tt-pvhcc": {
        "built": date(2018, 3, 5),
        "edition": "2015",
        "audited": date(2018, 7, 20),
        "declared": (date(2018, 9, 14), date(2025, 1, 20)),
    },
    "tt-cntt": {
        "built": date(2026, 5, 18),
        "edition": "2015",
        "lacking": ("context", "risk", "satisfaction", "management-review"),
    },
}

_DISTRICTS: dict[str, Told] = {
    "ubnd-huong-tra": {"pauses": ((date(2018, 10, 1), date(2018, 12, 20)),)},
    "ubnd-a-luoi": {
        "audited": date(2012, 12, 14),
        "pauses": ((date(2015, 11, 1), date(2016, 1, 20)),),
    },  # overdue at the end of 2015
    "ubnd-nam-dong": {
        "converted": date(2021, 10, 4),
        "declared": (date(2015, 5, 15), date(2022, 2, 25)),
    },  # lapsed on 1/7/2021, declared anew on :2015 in 2022
    "ubnd-phong-dien": {
        "declared": (date(2014, 12, 12), date(2018, 5, 11), date(2025, 1, 24)),
        "converted": date(2018, 1, 8),
    },
    "ubnd-phu-loc": {"declared": (date(2015, 8, 14), date(2020, 6, 12)), "converted": date(2020, 2, 3)},  # not anew in 2025
    "ubnd-phu-xuan": {"built": date(2025, 2, 24), "audited": date(2025, 5, 16), "declared": ()},
    "ubnd-thuan-hoa": {"built": date(2025, 2, 10), "audited": date(2025, 4, 18), "declared": (date(2025, 5, 23),)},
}


def _applying(built: date, audited: date, *declared: date, also: Told | None = None) -> Told:
    """A commune whose system is complete and at work."""
    return {"built": built, "audited": audited, "declared": declared, "share": 100, "lacking": (), **(also or {})}


_COMMUNES: dict[str, Told] = {
    "phuong-vy-da": _applying(date(2025, 10, 6), date(2026, 1, 16), date(2026, 3, 6)),
    "phuong-phu-xuan": _applying(date(2025, 11, 3), date(2026, 2, 6), date(2026, 3, 20), also={"whole_scope": False}),
    "phuong-phu-bai": _applying(date(2025, 12, 1), date(2026, 3, 13), date(2026, 5, 22)),
    "phuong-thuan-hoa": _applying(
        date(2025, 10, 13),
        date(2026, 1, 23),
        date(2026, 3, 13),
        also={"whole_scope": False, "late_annexes": (Late(date(2026, 10, 1), None),)},
    ),  # two new procedures are not in its scope
    "phuong-huong-thuy": _applying(
        date(2025, 8, 11), date(2025, 11, 7), date(2025, 12, 12), also={"audits_until": date(2026, 6, 30)}
    ),
    "phuong-an-cuu": _applying(date(2026, 5, 4), date(2026, 8, 21), date(2026, 11, 12)),  # has just declared
    "phuong-kim-long": _applying(date(2026, 3, 2), date(2026, 7, 10)),
    "phuong-thuy-xuan": _applying(
        date(2026, 4, 6), date(2026, 8, 14), date(2026, 11, 18), also={"effective": date(2026, 12, 1)}
    ),  # signed, not in effect yet
    "phuong-huong-tra": _applying(date(2026, 2, 9), date(2026, 6, 19)),
    "phuong-phong-dien": _applying(date(2026, 4, 20), date(2026, 9, 4)),
    "phuong-thuan-an": _applying(date(2026, 5, 18), date(2026, 9, 25)),
    "xa-quang-dien": _applying(date(2026, 3, 16), date(2026, 7, 24)),
    "xa-chan-may-lang-co": _applying(date(2026, 3, 30), date(2026, 8, 7)),
    "xa-phu-vang": _applying(date(2026, 6, 1), date(2026, 10, 9)),
    "xa-a-luoi-4": _NOTHING,
    "xa-a-luoi-5": _NOTHING,
    "xa-long-quang": _NOTHING,
    "xa-khe-tre": _NOTHING,
    "xa-hung-loc": _NOTHING,
}

TOLD: Mapping[str, Told] = {**_PROVINCE, **_DISTRICTS, **_COMMUNES}


def override_rows() -> list[Row]:
    """One exemption, one suspension of the past, one in force."""
    return [
        row(_OVERRIDE, "ubnd-tinh", "05/QĐ-SKHCN", date(2011, 1, 10), "miễn", date(2011, 1, 10), None,
            "Ủy ban nhân dân cấp tỉnh giải quyết thủ tục hành chính qua Văn phòng và các sở, ban, ngành", _LEAD_UNIT),
        row(_OVERRIDE, "ubnd-phu-vang", "87/QĐ-SKHCN", date(2019, 4, 8), "đình chỉ", date(2019, 4, 10), date(2019, 7, 15),
            "Bản công bố niêm yết không đúng phạm vi đã được đánh giá", _LEAD_UNIT),
        row(_OVERRIDE, "cc-thuy-loi", "214/QĐ-SKHCN", date(2026, 9, 28), "đình chỉ", date(2026, 10, 1), None,
            "Kết quả kiểm tra cho thấy hồ sơ giải quyết thủ tục hành chính không theo quy trình đã công bố", _LEAD_UNIT),
    ]  # fmt: skip


def finding_rows() -> list[Row]:
    """Nonconformities that no audit found: two major ones not put right in time, one minor one, and a complaint."""
    return [
        row(_FINDING, "so-y-te", "KPH-2026-PA-1", None, "8.5.1", "nặng",
            "Nhiều hồ sơ cấp giấy phép hành nghề được giải quyết không theo trình tự của quy trình đã ban hành",
            date(2026, 8, 18), date(2026, 9, 17), None),
        row(_FINDING, "so-ldtbxh", "KPH-2023-TT-1", None, "8.1", "nặng",
            "Hồ sơ người có công bị thất lạc do không thực hiện việc bàn giao theo quy trình",
            date(2023, 5, 8), date(2023, 6, 7), date(2023, 8, 25)),
        row(_FINDING, "cc-kiem-lam", "KPH-2026-PA-1", None, "7.5.3.2", "nhẹ",
            "Danh mục hồ sơ xác nhận nguồn gốc lâm sản chưa ghi nơi lưu", date(2026, 7, 6), date(2026, 9, 4), None),
        row(_FINDING, "vp-ubnd", "KPH-2026-PA-1", None, "9.1.2", "nhẹ",
            "Phản ánh của tổ chức về việc chậm trả kết quả chưa được trả lời bằng văn bản", date(2026, 10, 12), None, None),
    ]  # fmt: skip


def action_rows() -> list[Row]:
    return [
        row(_ACTION, "so-y-te", "KPH-2026-PA-1", 1, "khắc phục tức thời", "Rà soát các hồ sơ đã giải quyết trong sáu tháng",
            "Trưởng phòng Nghiệp vụ Y", date(2026, 8, 28), date(2026, 8, 27), None),
        row(_ACTION, "so-y-te", "KPH-2026-PA-1", 2, "khắc phục", "Cấu hình lại các bước xử lý trên phần mềm một cửa",
            "Chánh Văn phòng Sở", date(2026, 9, 17), None, None),
        row(_ACTION, "so-ldtbxh", "KPH-2023-TT-1", 1, "khắc phục", "Số hóa toàn bộ hồ sơ người có công và bàn giao trên hệ thống",
            "Trưởng phòng Người có công", date(2023, 8, 31), date(2023, 8, 18), date(2023, 8, 25)),
        row(_ACTION, "cc-kiem-lam", "KPH-2026-PA-1", 1, "khắc phục", "Bổ sung nơi lưu vào danh mục hồ sơ và số hóa hồ sơ cũ",
            "Trưởng phòng Hành chính", date(2026, 9, 4), None, None),
        row(_ACTION, "vp-ubnd", "KPH-2026-PA-1", 1, "khắc phục tức thời", "Gửi văn bản trả lời và xin lỗi tổ chức",
            "Trưởng phòng Kiểm soát thủ tục hành chính", date(2026, 10, 23), date(2026, 10, 20), None),
    ]  # fmt: skip
