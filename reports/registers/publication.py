"""``tinh-hinh-cong-bo``: the situation of publication in the province on one day.

Paper, workbook and screen show the same numbers because all three ask the same totals of the same standings.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from qms.language import Phrase, gettext, mark, pgettext
from qms.rendering.charts import Chart
from qms.rendering.official import Annex, Block, Heading, OfficialPage, Picture, Text
from qms.rendering.pdf import official_document
from qms.rendering.plots import Part, stacked_bars
from qms.rendering.table import NOTHING, Cell, Column, Kind, Mark, Section, Share, Table, show_number
from qms.rendering.xlsx import Properties, workbook
from reports.publication.engine import Registry
from reports.publication.standing import Standing
from reports.publication.totals import LeftOut, Measure, Ratio, Total, total, totals_by_group
from reports.publication.vocabulary import GateName, Outcome, Status
from reports.registers.issuer import lead_unit

_MEASURED = (Kind.NUMBER, Kind.PERCENT)  # how a workbook shows one measure
NAME = "tinh-hinh-cong-bo"
TITLE = mark("Tình hình xây dựng, áp dụng và công bố hệ thống quản lý chất lượng theo TCVN ISO 9001 của các cơ quan, đơn vị")
_SUBJECT = mark(
    "Tình hình xây dựng, áp dụng và công bố hệ thống quản lý chất lượng theo TCVN ISO 9001 của các cơ quan, đơn vị tại ngày {day}"
)


class PublicationReport:
    """The report of one day, from the standings of that day."""

    def __init__(self, registry: Registry, day: date) -> None:
        self.day = day
        self.lead = lead_unit(registry, day)
        self.standings = registry.board(day)
        self.whole = total(self.standings)
        self.groups = totals_by_group(self.standings)

    @property
    def title(self) -> str:
        return str(Phrase(_SUBJECT, day=self.day))

    def pdf(self) -> bytes:
        return official_document(
            OfficialPage(
                issuer=self.lead.issuer,
                symbol=self.lead.symbol,
                place=self.lead.place,
                kind=gettext("Báo cáo"),
                subject=self.title,
                body=list(self._body()),
                signature=self.lead.signature,
                addressees=[self.lead.issuer.superior],
                recipients=[gettext("Như trên"), gettext("Các cơ quan, đơn vị"), gettext("Lưu: VT")],
                annexes=[
                    Annex(gettext("Trạng thái của từng cơ quan, đơn vị"), [self.agencies(grouped=True)], wide=True),
                    Annex(gettext("Cơ quan, đơn vị không tính vào mẫu số"), [self.left_out()]),
                ],
            )
        )

    def xlsx(self) -> bytes:
        properties = Properties(self.title, self.lead.issuer.name, self.day)
        return workbook(
            [self.summary(on_paper=False), self.statuses(), self.agencies(grouped=False), self.left_out()], properties
        )

    def overview(self) -> list[Table]:
        return [self.summary(on_paper=True), self.statuses(), self.left_out()]

    # -- words ---------------------------------------------------------------------------------------------------------

    def _body(self) -> Iterator[Block]:
        counted = len(self.whole.counted)
        yield Text(gettext("Căn cứ Quyết định số 19/2014/QĐ-TTg ngày 05 tháng 3 năm 2014 của Thủ tướng Chính phủ."), "basis")
        yield Heading(gettext("1. Kết quả chung"), 1)
        yield Text(
            str(
                Phrase(
                    mark(
                        "Tại ngày {day} có {bodies} cơ quan, đơn vị đang hoạt động, trong đó {counted} cơ quan, đơn vị "
                        "được tính vào mẫu số (có nghĩa vụ bắt buộc hoặc theo kế hoạch của tỉnh và không được miễn); "
                        "{left} cơ quan, đơn vị không tính vào mẫu số, nêu tại Phụ lục II."
                    ),
                    day=self.day,
                    bodies=len(self.whole.bodies),
                    counted=counted,
                    left=len(self.whole.left_out),
                )
            )
        )
        for measure in Measure:
            ratio = self.whole.measure(measure)
            yield Text(f"- {measure.label}: {show_number(ratio.part)}/{show_number(ratio.whole)} ({_share(ratio)}).")
        coverage = self.whole.coverage
        yield Text(
            str(
                Phrase(
                    mark("- TTHC có quy trình: {part}/{whole} lượt TTHC thuộc thẩm quyền ({share})."),
                    part=show_number(coverage.part),
                    whole=show_number(coverage.whole),
                    share=str(_share(coverage)),
                )
            )
        )
        yield self.summary(on_paper=True)
        yield Heading(gettext("2. Trạng thái công bố"), 1)
        yield Picture(self.chart())
        yield self.statuses()
        yield Heading(gettext("3. Việc cần làm"), 1)
        yield from self._to_do()

    def _to_do(self) -> Iterator[Block]:
        counts = self.whole.statuses
        wanting = [status for status in (Status.MUST_REDECLARE, Status.NOT_MAINTAINED, Status.LAPSED) if counts[status]]
        if not wanting:
            yield Text(gettext("Không có cơ quan, đơn vị nào phải công bố lại, chưa duy trì hoặc hết hiệu lực công bố."))
        for status in wanting:
            names = [standing.slice.short_name or standing.name for standing in self.standings if standing.status is status]
            yield Text(f"- {status.label} ({len(names)}): {'; '.join(names)}.")
        yield Text(gettext("Lý do và việc cần làm tiếp của từng cơ quan, đơn vị nêu tại Phụ lục I."))

    # -- tables --------------------------------------------------------------------------------------------------------

    def summary(self, on_paper: bool) -> Table:
        """The groups with the five measures; shares are of the bodies in the denominator.

        On paper a number and its share stand in one cell; a workbook has a column for each.
        """
        measures = [measure.label for measure in Measure] + [gettext("TTHC có quy trình")]
        if on_paper:
            columns = [Column(label, Kind.PERCENT) for label in measures]
        else:
            headings = (label if kind is Kind.NUMBER else f"{label} (%)" for label in measures for kind in _MEASURED)
            columns = [Column(heading, kind) for heading, kind in zip(headings, _MEASURED * len(measures), strict=True)]
        return Table(
            title=str(Phrase(mark("Năm thước đo theo nhóm cơ quan tại ngày {day}"), day=self.day)),
            columns=[
                Column(gettext("Nhóm"), weight=3),
                Column(gettext("Số cơ quan"), Kind.NUMBER),
                Column(gettext("Mẫu số"), Kind.NUMBER),
                *columns,
                *([] if on_paper else [Column(gettext("TTHC thuộc thẩm quyền"), Kind.NUMBER)]),
            ],
            rows=[_summary_row(one, on_paper) for one in self.groups],
            totals=[_summary_row(self.whole, on_paper)],
            note=gettext("“–”: nhóm không có cơ quan nào trong mẫu số."),
            sheet=gettext("Năm thước đo"),
        )

    def statuses(self) -> Table:
        """The groups with the number of bodies in each status, whether counted or not."""
        present = [status for status in Status if self.whole.statuses[status]]
        return Table(
            title=str(Phrase(mark("Số cơ quan theo trạng thái tại ngày {day}"), day=self.day)),
            columns=[
                Column(gettext("Nhóm"), weight=3),
                *(Column(status.label, Kind.NUMBER) for status in present),
                Column(gettext("Tổng cộng"), Kind.NUMBER),
            ],
            rows=[_status_row(one, present) for one in self.groups],
            totals=[_status_row(self.whole, present)],
            sheet=gettext("Trạng thái"),
        )

    def chart(self) -> Chart:
        bars = [
            (_group_label(one), [Part(status.value, status.label, one.statuses[status]) for status in Status])
            for one in self.groups
        ]
        return stacked_bars(
            str(Phrase(mark("Trạng thái theo nhóm cơ quan, tại ngày {day}"), day=self.day)),
            gettext("Mỗi thanh là một nhóm, chia theo trạng thái; các số này ở trong bảng bên dưới."),
            bars,
        )

    def agencies(self, grouped: bool) -> Table:
        """Every body with its status and why; ``grouped`` sets a line above each group instead of a column."""
        return Table(
            title=str(Phrase(mark("Trạng thái của từng cơ quan, đơn vị tại ngày {day}"), day=self.day)),
            columns=[
                Column(gettext("TT"), Kind.NUMBER),
                Column(gettext("Nhóm"), weight=1.5, on_paper=not grouped),
                Column(gettext("Cơ quan, đơn vị"), weight=2.5),
                Column(gettext("Trạng thái"), Kind.TEXT if grouped else Kind.STATUS, weight=1.5),
                Column(gettext("Phiên bản"), Kind.CODE),
                Column(gettext("Lý do"), weight=5),
                Column(gettext("Việc cần làm tiếp"), weight=3),
                Column(gettext("Ngày đổi trạng thái"), Kind.DATE),
            ],
            rows=self._agency_rows(grouped),
            sheet=pgettext("many", "Cơ quan"),
        )

    def _agency_rows(self, grouped: bool) -> Iterator[list[Cell] | Section]:
        number = 0
        for group in self.groups:
            if grouped and group.group:
                yield Section(f"{group.group.label} ({len(group.bodies)})")
            for standing in group.bodies:
                number += 1
                yield [
                    number,
                    standing.group.label,
                    standing.name,
                    Mark(standing.status.value, standing.status_words),
                    standing.edition,
                    reasons(standing),
                    standing.next_action,
                    standing.changes_on,
                ]

    def left_out(self) -> Table:
        """Who stands in no denominator, and why."""
        return Table(
            title=str(Phrase(mark("Cơ quan, đơn vị không tính vào mẫu số tại ngày {day}"), day=self.day)),
            columns=[
                Column(gettext("TT"), Kind.NUMBER),
                Column(gettext("Cơ quan, đơn vị"), weight=2),
                Column(gettext("Trạng thái"), Kind.STATUS),
                Column(gettext("Lý do"), weight=3),
            ],
            rows=[_left_out_row(number, one) for number, one in enumerate(self.whole.left_out, 1)],
            sheet=gettext("Không tính"),
        )


def reasons(standing: Standing) -> str:
    """Why the status is what it is, briefly: the first reason of each gate that does not pass.

    The gate ``applied`` is left to the gates that it sums up.
    """
    wanting = [
        gate for gate in standing.gates() if gate.outcome in (Outcome.FAIL, Outcome.WARN) and gate.name is not GateName.APPLIED
    ]
    if not wanting:
        return gettext("Các điều kiện đều đạt.")
    return " ".join(str(gate.reasons[0]) for gate in wanting)


def _share(ratio: Ratio) -> Share:
    return Share(ratio.part, ratio.whole)


def _summary_row(one: Total, on_paper: bool) -> list[Cell]:
    ratios = [*(one.measure(measure) for measure in Measure), one.coverage]
    heads: list[Cell] = [_group_label(one), len(one.bodies), len(one.counted)]
    if on_paper:
        return [*heads, *map(_in_one, ratios)]
    return [*heads, *(cell for ratio in ratios for cell in (ratio.part, _share(ratio))), one.coverage.whole]


def _in_one(ratio: Ratio) -> str:
    """``17 (89,5 %)``; "–" for an empty whole."""
    return f"{show_number(ratio.part)} ({_share(ratio)})" if ratio.whole else NOTHING


def _group_label(one: Total) -> str:
    return one.group.label if one.group else gettext("Tổng cộng")


def _status_row(one: Total, present: Sequence[Status]) -> list[Cell]:
    return [_group_label(one), *(one.statuses[status] for status in present), len(one.bodies)]


def _left_out_row(number: int, one: LeftOut) -> list[Cell]:
    return [number, one.standing.name, Mark(one.standing.status.value, one.standing.status_words), one.reason]
