"""The pages of the registry as everybody signed in reads them."""

from tests.web.cast import DEPARTMENT
from tests.web.routes.rows import ALL, Page

PAGES = {
    "board.index": Page(ALL),
    "agencies.index": Page(ALL),
    "agencies.export": Page(ALL, {"form": "csv"}),
    "agencies.show": Page(ALL, {"key": DEPARTMENT}),
    "comparison.index": Page(ALL),
    "procedures.index": Page(ALL),
    "procedures.export": Page(ALL, {"form": "csv"}),
    "procedures.show": Page(ALL, {"code": "1.000001"}),
    "standards.index": Page(ALL),
    "standards.show": Page(ALL, {"year": "2015"}),
    "policy.index": Page(ALL),
    "reports.index": Page(ALL),
    "reports.show": Page(ALL, {"name": "tinh-hinh-cong-bo"}),
    "reports.export": Page(ALL, {"name": "tinh-hinh-cong-bo", "form": "xlsx"}),
}
