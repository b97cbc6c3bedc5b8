"""Modules stay small enough to be read in one go."""

from statistics import median

from tests.architecture.sources import modules

LONGEST = 400
USUAL = 150


def test_no_module_is_long_and_most_are_short():
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert {str(path): length for path, length in lengths.items() if length > LONGEST} == {}
    assert median(lengths.values()) <= USUAL
