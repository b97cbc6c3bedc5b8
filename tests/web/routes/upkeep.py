"""Periodic review and what changes of TTHC ask for."""

from tests.web.cast import COORDINATOR, DEPARTMENT, HEAD, OTHER_DEPARTMENT
from tests.web.routes.doors import PASSWORD, with_password
from tests.web.routes.rows import INSIDERS, Page, Send

OUTSIDE = {"co-quan": OTHER_DEPARTMENT}
AT = {"agency": DEPARTMENT, "code": "QT-01"}
AWAY = {"agency": OTHER_DEPARTMENT, "code": "QT-01"}
REASON = {"seen": "1.0", "reason": "Đã đối chiếu với TTHC"}

PAGES = {
    "upkeep.index": Page(INSIDERS, outside=OUTSIDE),
    "upkeep.export": Page(INSIDERS, {"form": "csv"}, outside={"form": "csv", **OUTSIDE}),
    "upkeep.overtaken": Page(INSIDERS, outside=OUTSIDE),
    "upkeep.show": Page(INSIDERS, AT, outside=AWAY),
    "upkeep.confirm": Page(frozenset({COORDINATOR}), AT, outside=AWAY),
    "upkeep.change": Page(frozenset({COORDINATOR}), AT, outside=AWAY),
}
SENDS = {
    "upkeep.confirm": Send(COORDINATOR, {**REASON, "password": PASSWORD}, AT, refused=HEAD, outside=AWAY, first=with_password()),
    "upkeep.change": Send(COORDINATOR, REASON, AT, refused=HEAD, outside=AWAY),
}
