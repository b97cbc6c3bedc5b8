"""The one place that knows what time it is."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

CIVIL_TIME = ZoneInfo("Asia/Ho_Chi_Minh")


class Clock(Protocol):
    def now(self) -> datetime:
        """The present moment, timezone-aware, in UTC."""


def today(clock: Clock) -> date:
    """The calendar day in Việt Nam at the present moment."""
    return day_of(clock.now())


def day_of(moment: datetime) -> date:
    """The calendar day in Việt Nam at a moment, which needs a time zone."""
    return moment.astimezone(CIVIL_TIME).date()


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True)
class FixedClock:
    """A clock that stands still, for tests and reproducible demonstrations."""

    instant: datetime

    def now(self) -> datetime:
        return self.instant.astimezone(UTC)
