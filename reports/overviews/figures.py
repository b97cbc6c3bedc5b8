"""The figures of the board: the totals of the rules, each with the selection that lists what it counts."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from qms.language import Phrase, mark
from qms.rendering.charts import Chart
from qms.rendering.plots import Part, stacked_bars
from reports.overviews.coverage import covered_address
from reports.overviews.selection import Counting, MeasureAnswer, Selection
from reports.overviews.vocabulary import word
from reports.publication.standing import Standing
from reports.publication.totals import LeftOut, Measure, Ratio, Total, total, totals_by_group
from reports.publication.vocabulary import Status


class Line:
    """One line of the board's tables: a group, or all bodies together. Every number comes with its list's parameters."""

    def __init__(self, figures: Total) -> None:
        self.group = figures.group
        self.bodies = len(figures.bodies)
        self.counted = len(figures.counted)
        self.statuses: Counter[Status] = figures.statuses
        self.measures: dict[Measure, Ratio] = {measure: figures.measure(measure) for measure in Measure}
        self.coverage = figures.coverage

    def listing(self, status: Status | None = None) -> dict[str, str]:
        """Of all bodies, or of those with a status."""
        return Selection(group=self.group, status=status).address()

    def counted_listing(self, counting: Counting = Counting.COUNTED) -> dict[str, str]:
        return Selection(group=self.group, counting=counting).address()

    def measured_listing(self, measure: Measure) -> dict[str, str]:
        return Selection(group=self.group, measure=MeasureAnswer(measure.value), counting=Counting.COUNTED).address()

    def covered_listing(self) -> dict[str, str]:
        return covered_address(self.group)


class Board:
    def __init__(self, standings: Sequence[Standing], day: date) -> None:
        together = total(standings)
        self.day = day
        self.lines = [Line(figures) for figures in totals_by_group(standings)]
        self.everything = Line(together)
        self.left_out: Sequence[LeftOut] = together.left_out

    @property
    def statuses(self) -> list[Status]:
        """Those that occur, in the order of the rules."""
        return [status for status in Status if self.everything.statuses[status]]

    def left_out_listing(self) -> dict[str, str]:
        return self.everything.counted_listing(Counting.LEFT_OUT)

    def chart(self) -> Chart:
        bars = [
            (word(line.group), [Part(status.value, status.label, line.statuses[status]) for status in Status])
            for line in self.lines
        ]
        title = Phrase(mark("Trạng thái theo nhóm cơ quan, tại ngày {day}"), day=self.day)
        told = Phrase(mark("Mỗi thanh là một nhóm, chia theo trạng thái; các số này ở trong bảng bên dưới."))
        return stacked_bars(str(title), str(told), bars)
