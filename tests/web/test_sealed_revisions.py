"""What has been approved stays as it was approved, whichever form is sent to it."""

from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from documents.approval.models import Dossier
from tests.web.cast import COORDINATOR, HEAD, OFFICER, UNIT_HEAD
from tests.web.client import CSRF
from tests.web.drafts import ISSUED
from tests.web.routes import SENDS
from tests.web.routes.documents import at, dossier
from tests.web.routes.rows import resolve
from tests.web.walking import address, as_member, batches, installation_of

ENDING_IT = {"approval.take_back"}  # withdraws the whole document from a day on, by a signature of its own
TABLES = ("document_assignment", "document_comment")


def content(session: Session) -> dict[str, object]:
    """Every column of the approved revision, of its dossier, and of what belongs to it."""
    found: Dossier = dossier(session, ISSUED)
    where = {"id": found.revision_id}
    kept: dict[str, object] = {
        table: session.execute(text(f"SELECT * FROM {table} WHERE revision_id = :id"), where).mappings().all()
        for table in ("dossier", *TABLES)
    }
    return kept | {"revision": session.execute(text("SELECT * FROM revision WHERE id = :id"), where).mappings().one()}


def test_no_form_changes_what_has_been_approved(workplace: Flask) -> None:
    """Every form about a revision is sent to the approved one, as by everybody who has a part in it."""
    workplace.config["PROPAGATE_EXCEPTIONS"] = False
    database = installation_of(workplace).database
    rows = {name: row for name, row in SENDS.items() if at(ISSUED).keys() <= row.at.keys() and name not in ENDING_IT}
    assert len(rows) >= 10
    with database.reading() as session:
        before, head = content(session), batches(session)
        version = dossier(session, ISSUED).version
    taken = []
    for name, row in rows.items():
        for member in (OFFICER, UNIT_HEAD, HEAD, COORDINATOR):
            with database.reading() as session:
                fields = resolve(row.fields, session)
            where, client = address(workplace, name, {**row.at, **at(ISSUED)}), as_member(workplace, member)
            answer = client.quietly(where, method="POST", data={CSRF: client.csrf, **fields, "version": version})
            if answer.status_code not in (400, 403, 404, 409):
                taken.append((name, member.key, answer.status_code))
    assert taken == []
    with database.reading() as session:
        assert (content(session), batches(session)) == (before, head)
