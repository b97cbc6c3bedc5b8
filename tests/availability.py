"""What a test needs from the machine: its absence fails the run where everything must run, and is said loudly elsewhere."""

import os
from collections import Counter
from collections.abc import Iterable

import pytest

LEFT_OUT = "left out, for want of "


def everything_must_run() -> bool:
    return os.environ.get("CI") == "true"


def require(condition: object, what: str) -> None:
    """Go on when ``condition`` holds; else fail under CI=true, and elsewhere skip the test and name ``what`` in the summary."""
    if condition:
        return
    if everything_must_run():
        pytest.fail(f"CI=true, but this machine has no {what}", pytrace=False)
    pytest.skip(LEFT_OUT + what)


def left_out(skipped: Iterable[pytest.TestReport]) -> Counter[str]:
    """How many tests were skipped for want of what."""
    reasons = (report.longrepr[2] for report in skipped if isinstance(report.longrepr, tuple))
    return Counter(reason.partition(LEFT_OUT)[2] for reason in reasons if LEFT_OUT in reason)
