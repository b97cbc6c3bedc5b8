"""Common procedures."""

from tests.web.cast import (
    BELOW,
    COORDINATOR,
    DEPARTMENT,
    DEPUTY,
    ELSEWHERE,
    HEAD,
    LEAD_OFFICER,
    LEADER,
    OTHER_DEPARTMENT,
    SUB_DEPARTMENT,
)
from tests.web.routes.rows import INSIDERS, Page, Send

COMMON = {"owner": DEPARTMENT, "code": "QT-01"}
HERE, OUTSIDE, BELOW_IT = {"co-quan": DEPARTMENT}, {"co-quan": OTHER_DEPARTMENT}, {"co-quan": SUB_DEPARTMENT}
SEE_BELOW = frozenset({HEAD, DEPUTY, COORDINATOR, LEAD_OFFICER, LEADER})

PAGES = {
    "adoption.index": Page(INSIDERS, HERE, outside=OUTSIDE),
    "adoption.matrix": Page(INSIDERS),
    "adoption.export": Page(INSIDERS, {"form": "csv"}),
    "adoption.of_document": Page(INSIDERS, COMMON),
    "adoption.show": Page(SEE_BELOW, {**COMMON, **BELOW_IT}, outside={**COMMON, **OUTSIDE}),
}
SENDS = {
    "adoption.show": Send(
        BELOW,
        {"mode": "adopted", "seen": "1.0"},
        {**COMMON, **BELOW_IT},
        refused=ELSEWHERE,
        outside={**COMMON, **OUTSIDE},
    ),
}
