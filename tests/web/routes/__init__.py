"""Every route of the product with who may use it: a new route without a row here fails."""

from collections.abc import Mapping

from tests.web.routes import administration, document_parts, documents, doors, keeping, people, reading
from tests.web.routes.rows import Page, Public, Send

PAGES: Mapping[str, Page | Public] = {
    **reading.PAGES,
    **doors.PAGES,
    **administration.PAGES,
    **keeping.PAGES,
    **people.PAGES,
    **document_parts.PAGES,
    **documents.PAGES,
}
SENDS: Mapping[str, Send] = {**doors.SENDS, **keeping.SENDS, **people.SENDS, **document_parts.SENDS, **documents.SENDS}
