"""Administration: the trail."""

from sqlalchemy import select

from qms.trail.models import TrailBatch
from tests.web.cast import DEPARTMENT, OTHER_DEPARTMENT
from tests.web.routes.rows import ADMINISTRATORS, ALL, Page

PAGES = {
    "trail.index": Page(ADMINISTRATORS),
    "trail.export": Page(ADMINISTRATORS, {"form": "csv"}),
    "trail.show_batch": Page(
        ADMINISTRATORS, {"batch_id": lambda session: session.scalars(select(TrailBatch.id)).first()}, quotes=True
    ),
    "trail.check": Page(ADMINISTRATORS),
    "history.show": Page(
        ALL,
        {"noun": "audit", "key": f"{DEPARTMENT} · 01/ĐGNB"},
        outside={"noun": "audit", "key": f"{OTHER_DEPARTMENT} · 01/ĐGNB"},
    ),
}
