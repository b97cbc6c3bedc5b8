"""The rows of the demonstration, checked plainly, without the engine."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

import pytest

from qms.demo.almanac import FIRST_DAY, working_day
from qms.demo.register import demonstration_rows
from qms.demo.workbook import write_workbook

END_OF_2015 = date(2015, 12, 31)
KEYS = {
    "Cơ quan": ("Mã", "Từ ngày"),
    "TTHC": ("Mã TTHC",),
    "Thẩm quyền": ("Mã cơ quan", "Mã TTHC", "Từ ngày"),
    "Tài liệu": ("Mã cơ quan", "Mã tài liệu", "Lần ban hành", "Lần sửa đổi"),
    "Đánh giá": ("Mã cơ quan", "Số"),
    "Không phù hợp": ("Mã cơ quan", "Số"),
    "Hành động": ("Mã cơ quan", "Số KPH", "Thứ tự"),
    "Xem xét": ("Mã cơ quan", "Ngày họp"),
    "Công bố": ("Mã cơ quan", "Số", "Ngày ký"),
    "Phụ lục công bố": ("Mã cơ quan", "Số công bố", "Ngày ký công bố", "Số"),
    "Quyết định riêng": ("Mã cơ quan", "Số", "Ngày ký"),
}


@pytest.fixture(scope="module")
def rows():
    return demonstration_rows()


def in_force(rows: Iterable[dict], day: date) -> list[dict]:
    return [row for row in rows if row["Từ ngày"] <= day and (row["Đến ngày"] is None or day < row["Đến ngày"])]


def test_online_procedures_at_the_end_of_2015(rows):
    online = [row for row in in_force(rows["TTHC"], END_OF_2015) if row["Mức độ DVC"]]
    assert len(online) == 1963
    held = {row["Mã TTHC"] for row in in_force(rows["Thẩm quyền"], END_OF_2015)}
    assert {row["Mã TTHC"] for row in online} <= held, "each is answered for by somebody"


def test_procedures_are_spread_over_bodies_and_fields(rows):
    held = Counter(row["Mã cơ quan"] for row in in_force(rows["Thẩm quyền"], END_OF_2015))
    assert len(held) == 48
    assert 5 <= min(held.values()) <= max(held.values()) < 300
    assert len({row["Lĩnh vực"] for row in rows["TTHC"]}) > 100


def test_every_procedure_has_a_name_of_its_own_that_reads_as_one(rows):
    names = [row["Tên"] for row in rows["TTHC"]]
    assert len(set(names)) == len(names)
    for name in names:
        assert re.fullmatch(r"[A-ZĐ].{9,250}", name), name
        assert not re.search(r"[{}|]|  |\bthủ tục \d|(\b\w{3,} \w{3,}) \1\b", name.casefold()), name


def test_the_bodies_of_the_end_of_2015(rows):
    below = [row for row in in_force(rows["Cơ quan"], END_OF_2015) if row["Mã"] != "ubnd-tinh"]
    assert Counter((row["Cấp"], row["Loại"]) for row in below) == {
        ("tỉnh", "cơ quan chuyên môn"): 19,
        ("tỉnh", "ban quản lý"): 2,
        ("tỉnh", "chi cục"): 18,
        ("huyện", "UBND"): 9,
    }


def test_two_tiers_from_july_2025(rows):
    after = in_force(rows["Cơ quan"], date(2025, 7, 1))
    assert Counter(row["Cấp"] for row in after)["huyện"] == 0
    assert Counter(row["Cấp"] for row in after)["xã"] == 40


def test_the_workbook_is_of_moderate_size(rows):
    assert sum(map(len, rows.values())) <= 25_000


@pytest.mark.parametrize("sheet", KEYS)
def test_no_key_occurs_twice(rows, sheet):
    keys = Counter(tuple(str(row[column]).casefold() for column in KEYS[sheet]) for row in rows[sheet])
    assert [key for key, count in keys.items() if count > 1] == []


def test_nothing_begins_before_2011_and_no_work_is_done_on_a_sunday(rows):
    for sheet, column in (("Công bố", "Ngày ký"), ("Đánh giá", "Ngày kết thúc"), ("Xem xét", "Ngày họp")):
        for row in rows[sheet]:
            assert row[column] >= FIRST_DAY
            assert row[column].weekday() < 6, row


def test_audits_come_at_least_yearly_but_for_the_stories(rows):
    """Of some hundred audits a handful are late, or there would be no story."""
    days: dict[str, list[date]] = {}
    for row in rows["Đánh giá"]:
        if row["Loại"] == "nội bộ":
            days.setdefault(row["Mã cơ quan"], []).append(row["Ngày kết thúc"])
    late = [key for key, closed in days.items() for one, next_ in pairwise(sorted(closed)) if (next_ - one).days > 366]
    assert sorted(late) == ["cc-thuy-san", "so-gtvt", "so-tttt", "so-y-te", "ubnd-a-luoi", "ubnd-huong-tra"]


def test_people_are_named_by_their_posts(rows):
    named = {row["Chủ trì"] for row in rows["Xem xét"]} | {row["Trưởng đoàn"] for row in rows["Đánh giá"]}
    named |= {row["Người thực hiện"] for row in rows["Hành động"]} | {row["Người ký"] for row in rows["Quyết định riêng"]}
    post = re.compile(r"(Phó )?(Trưởng|Giám đốc|Chủ tịch|Chánh|Chi cục trưởng|Thư ký|Công chức)")
    assert [name for name in named if not post.match(name)] == []


def test_working_days_leave_out_weekends_and_holidays():
    assert working_day(date(2026, 11, 22)) == date(2026, 11, 20)
    assert working_day(date(2025, 9, 2)) == date(2025, 9, 1)
    assert working_day(date(2022, 5, 1)) == date(2022, 4, 29)


def test_the_same_bytes_each_time(tmp_path):
    write_workbook(tmp_path / "one.xlsx")
    write_workbook(tmp_path / "two.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
