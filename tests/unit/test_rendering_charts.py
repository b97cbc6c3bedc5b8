"""Charts: alike on screen and on paper, harmless, and legible."""

from datetime import date
from itertools import product
from xml.etree import ElementTree

import pytest

from qms.rendering import palette, plots
from qms.rendering.charts import Chart
from qms.rendering.fonts import packaged
from qms.rendering.plots import Part, Span
from qms.rendering.table import Share

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>"&\' Sở'
SPANS = [Span(date(2011, 1, 1), date(2014, 1, 1), None, "Chưa thành lập"), Span(date(2014, 1, 1), None, "maintained", "Duy trì")]
GATES = [Span(date(2011, 1, 1), date(2013, 1, 1), "pass", "Đạt"), Span(date(2013, 1, 1), None, "fail", "Không đạt")]
CHARTS = [
    plots.stacked_bars(HOSTILE, HOSTILE, [(HOSTILE, [Part("maintained", HOSTILE, 3), Part("lapsed", "x", 0)]), ("Rỗng", [])]),
    plots.stacked_bars("Số lượng", "d", [("Một", [Part("building", "b", 10)]), ("Hai", [Part("building", "b", 5)])],
                       as_shares=False),
    plots.share_bars("Chỉ số", "d", [("Đã công bố", Share(41, 48)), ("Cấp xã", Share(0, 0))]),
    plots.timeline("Dòng thời gian", "d", SPANS, date(2012, 1, 1), date(2016, 1, 1), date(2015, 12, 31)),
    plots.gate_strips("Điều kiện", "d", [("Khung tài liệu", GATES)], date(2012, 1, 1), date(2016, 1, 1), date(2020, 1, 1)),
    plots.progress_bar("Tiến độ", Share(3, 7)),
]


def rectangles(chart: Chart) -> dict[str, ElementTree.Element]:
    root = ElementTree.fromstring(chart.to_svg())
    return {tip.text or "": rect for rect in root.iter(f"{SVG}rect") if (tip := rect.find(f"{SVG}title")) is not None}


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.title[:10])
def test_a_chart_is_well_formed_named_and_without_inline_style(chart: Chart) -> None:
    root = ElementTree.fromstring(chart.to_svg())
    assert (root.get("role"), root.get("aria-label")) == ("img", chart.title)
    assert [child.tag for child in root[:2]] == [f"{SVG}title", f"{SVG}desc"]
    assert root[0].text == chart.title
    assert {element.tag for element in root.iter()} <= {f"{SVG}{tag}" for tag in ("svg", "title", "desc", "rect", "line", "text")}
    assert not any("style" in element.attrib or name.startswith("on") for element in root.iter() for name in element.attrib)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.title[:10])
def test_the_drawing_on_paper_has_the_same_signs(chart: Chart) -> None:
    drawing = chart.to_drawing(packaged(), chart.width / 2)
    assert drawing.height == chart.height / 2
    assert len(drawing.contents[0].contents) == len(chart.signs)


def test_bars_are_as_long_as_what_they_stand_for() -> None:
    bars = rectangles(CHARTS[2])
    assert list(bars) == ["Đã công bố: 85,4\N{NO-BREAK SPACE}%", "Cấp xã: –"]
    lengths = [float(bar.get("width", "")) for bar in bars.values()]
    assert lengths[0] == pytest.approx((560 - 175 - 130) * 41 / 48, abs=0.01)
    assert lengths[1] == 0


def test_a_strip_is_clipped_to_the_time_it_shows() -> None:
    strips = rectangles(CHARTS[3])
    assert list(strips) == ["Chưa thành lập: 01/01/2011 – 01/01/2014", "Duy trì: 01/01/2014"]
    absent, maintained = strips.values()
    days = (date(2016, 1, 1) - date(2012, 1, 1)).days
    assert float(absent.get("x", "")) == 8
    assert float(absent.get("width", "")) == pytest.approx(544 * (date(2014, 1, 1) - date(2012, 1, 1)).days / days, abs=0.01)
    assert float(maintained.get("x", "")) + float(maintained.get("width", "")) == pytest.approx(552, abs=0.01)


def test_the_worse_a_gate_the_taller_its_bar() -> None:
    passed, failed = rectangles(CHARTS[4]).values()
    assert float(passed.get("height", "")) < float(failed.get("height", ""))


@pytest.mark.parametrize("code", [None, *palette.STATUSES, *palette.OUTCOMES])
def test_every_colour_that_carries_text_is_legible(code: str | None) -> None:
    shade = palette.shade(code)
    for one, other in ((shade.fill, shade.ink), (shade.soft, shade.deep), (palette.WHITE, shade.deep)):
        assert palette.contrast(one, other) >= 4.5
    assert palette.contrast(shade.soft, palette.INK) >= 4.5


def test_contrast_is_that_of_the_guidelines() -> None:
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert palette.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_statuses_differ_in_colour_and_sign() -> None:
    for one, other in product(palette.STATUSES.items(), repeat=2):
        assert one == other or (one[1].fill != other[1].fill and one[1].icon != other[1].icon)
