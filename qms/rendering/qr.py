"""QR codes as squares, for paper; the error correction bears a coffee stain."""

from functools import lru_cache

import segno
from reportlab.pdfgen.canvas import Canvas

QUIET = 2  # modules of white around the code on paper that is white anyway


@lru_cache(maxsize=64)
def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The rows of dark and light squares of a code that holds ``text``."""
    return tuple(tuple(bool(module) for module in row) for row in segno.make_qr(text, error="m").matrix)


def draw(canvas: Canvas, text: str, x: float, y: float, size: float) -> None:
    """Draw the code with its lower left corner at ``x``, ``y``; runs of dark squares are drawn as one bar."""
    rows = modules(text)
    step = size / (len(rows) + 2 * QUIET)
    canvas.saveState()
    canvas.setFillGray(1)
    canvas.rect(x, y, size, size, stroke=0, fill=1)
    canvas.setFillGray(0)
    for number, row in enumerate(rows):
        top = y + size - (number + QUIET + 1) * step
        for start, end in _runs(row):
            canvas.rect(x + (start + QUIET) * step, top, (end - start) * step, step, stroke=0, fill=1)
    canvas.restoreState()


def _runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    runs, start = [], None
    for place, dark in enumerate((*row, False)):
        if dark and start is None:
            start = place
        elif not dark and start is not None:
            runs.append((start, place))
            start = None
    return runs
