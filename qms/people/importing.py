"""What an import of people does beyond the facts: a stopped account leaves no orphan and no open session, and whoever gets
another mail address is told."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from qms.clock import CIVIL_TIME
from qms.exchange.importing import ImportResult
from qms.people.models import Person
from qms.people.open_items import Provider
from qms.people.sheet import PEOPLE, Account
from qms.people.use_cases import insist_on_no_orphan
from qms.security.acting import Acting
from qms.security.permissions import Permission
from qms.signing_in.sessions import end_all_sessions
from qms.signing_in.telling import tell_of_address
from qms.text import fold_key


def settle(session: Session, acting: Acting, providers: Sequence[Provider], result: ImportResult) -> None:
    """Called in the transaction of an import; raise UserError, so that nothing stays, when a stopped account has duties."""
    changed = [
        (stored.fact, fact)
        for comparison in result.comparisons
        if result.stored and comparison.sheet.noun == PEOPLE.noun
        for stored, fact in comparison.changed
    ]
    stopped = {fold_key(new.person) for old, new in changed if new.active == Account.STOPPED != old.active}
    day = acting.moment.astimezone(CIVIL_TIME).date()
    for person_id in session.scalars(select(Person.id).where(Person.key_folded.in_(stopped)).order_by(Person.id)).all():
        insist_on_no_orphan(session, providers, person_id, day)
        end_all_sessions(session, person_id, acting.moment)
    for old, new in changed:
        if new.email != old.email:
            tell_of_address(session, old.person, old.email, acting.under(Permission.KEEP_PEOPLE), acting.moment)
