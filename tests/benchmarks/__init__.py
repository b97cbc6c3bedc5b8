"""Measurements, run by ``make bench`` and never by the test suite: each figure stands beside a floor of the same run."""
