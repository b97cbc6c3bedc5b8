"""Rows of a small people workbook in which every sheet has something, as a person would type them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.factories.registry_rows import Row, agency

SINCE = date(2020, 1, 1)


def unit(code: Any = "VP", start: Any = SINCE, **cells: Any) -> Row:
    return {"Mã cơ quan": "so-a", "Mã đơn vị": code, "Từ ngày": start, "Đến ngày": None, "Tên": f"Đơn vị {code}",
            "Loại": "phòng", "Thuộc đơn vị": None} | cells  # fmt: skip


def person(key: Any = "an", **cells: Any) -> Row:
    return {"Mã người dùng": key, "Họ và tên": f"Người {key}", "Thư điện tử": None, "Tình trạng": "đang dùng"} | cells


def post(code: Any = "TK", **cells: Any) -> Row:
    return {"Mã cơ quan": "so-a", "Mã vị trí": code, "Loại": "thư ký ISO", "Chức danh": f"Chức danh {code}",
            "Mã đơn vị": None, "Từ ngày": SINCE, "Đến ngày": None} | cells  # fmt: skip


def holding(person: Any = "an", code: Any = "TK", start: Any = SINCE, **cells: Any) -> Row:
    return {"Mã cơ quan": "so-a", "Mã vị trí": code, "Từ ngày": start, "Đến ngày": None, "Mã người dùng": person} | cells


def agencies() -> Mapping[str, list[Row]]:
    """What the registry holds before people come."""
    return {"Cơ quan": [agency("ubnd", Loại="UBND"), agency("so-a", **{"Trực thuộc": "ubnd"}), agency("so-b")]}


def full_people() -> Mapping[str, list[Row]]:
    """At least one row in each sheet; nothing in it gives a fault or a warning."""
    return {
        "Đơn vị": [
            unit(),
            unit("P1", **{"Thuộc đơn vị": "vp"}),
            unit("P2", **{"Đến ngày": "1/1/2024"}),
            unit("P2", "2024-01-01"),
        ],
        "Người dùng": [
            person(**{"Thư điện tử": "an@so-a.example"}),
            person("bình"),
            person("cũ", **{"Tình trạng": "ngừng dùng"}),
        ],
        "Vị trí": [post(), post("GD", Loại="người đứng đầu"), post("TP", Loại="trưởng phòng", **{"Mã đơn vị": "P1"})],
        "Người giữ": [
            holding("cũ", **{"Đến ngày": "1/7/2022"}),
            holding("AN", start="2022-07-01"),
            holding("bình", "gd"),
        ],
    }
