"""The bodies of the demonstration and their reorganisations, from the data files."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from qms.demo.almanac import Row
from qms.demo.tables import day, read


@dataclass(frozen=True)
class Body:
    """A public body; ``rows`` are its slices in time, oldest first, as the sheet ``Cơ quan`` has them."""

    key: str
    rows: tuple[Row, ...]

    @cached_property
    def start(self) -> date:
        first = self.rows[0]["Từ ngày"]
        assert isinstance(first, date)
        return first

    @cached_property
    def end(self) -> date | None:
        last = self.rows[-1]["Đến ngày"]
        assert last is None or isinstance(last, date)
        return last

    @cached_property
    def kind(self) -> str:
        return str(self.rows[-1]["Loại"])

    @cached_property
    def tier(self) -> str:
        return str(self.rows[-1]["Cấp"])

    @cached_property
    def symbol(self) -> str:
        return str(self.rows[-1]["Ký hiệu"])

    @cached_property
    def head(self) -> str:
        """The post of whoever heads the body."""
        posts = {
            "vp-ubnd": "Chánh Văn phòng",
            "thanh-tra": "Chánh Thanh tra",
            "so": "Giám đốc Sở",
            "cc": "Chi cục trưởng",
            "tt": "Giám đốc Trung tâm",
            "ban": "Trưởng ban",
            "bql": "Trưởng ban",
        }
        return posts.get(self.key) or posts.get(self.key.split("-")[0], "Chủ tịch Ủy ban nhân dân")

    @cached_property
    def has_one_stop_desk(self) -> bool:
        """Whether the framework asks it for the procedure of the one-stop desk."""
        return self.kind in ("cơ quan chuyên môn", "UBND", "ban quản lý")


def bodies() -> dict[str, Body]:
    """Every body by its key, in the order of the data file."""
    slices: dict[str, list[Row]] = {}
    for values in read("agencies"):
        slices.setdefault(values["Mã"], []).append(_dated(values))
    return {key: Body(key, tuple(rows)) for key, rows in slices.items()}


def lineage_rows() -> list[Row]:
    return [_dated(values) for values in read("lineage")]


def _dated(values: dict[str, str]) -> Row:
    return {header: day(text) if header in ("Ngày", "Từ ngày", "Đến ngày") else text or None for header, text in values.items()}
