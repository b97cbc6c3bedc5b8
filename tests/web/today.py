"""The present moment of every test of pages."""

from datetime import UTC, datetime

from qms.clock import FixedClock

TODAY = FixedClock(datetime(2026, 11, 23, 3, tzinfo=UTC))
