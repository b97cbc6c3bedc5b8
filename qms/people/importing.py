"""What an import of people does beyond the facts: a stopped account leaves no orphan and no open session."""

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
from qms.signing_in.sessions import end_all_sessions
from qms.text import fold_key


def settle(session: Session, acting: Acting, providers: Sequence[Provider], result: ImportResult) -> None:
    """Called in the transaction of an import; raise UserError, so that nothing stays, when a stopped account has duties."""
    stopped = {
        fold_key(fact.person)
        for comparison in result.comparisons
        if result.stored and comparison.sheet.noun == PEOPLE.noun
        for stored, fact in comparison.changed
        if fact.active == Account.STOPPED and stored.fact.active != Account.STOPPED
    }
    day = acting.moment.astimezone(CIVIL_TIME).date()
    for person_id in session.scalars(select(Person.id).where(Person.key_folded.in_(stopped)).order_by(Person.id)).all():
        insist_on_no_orphan(session, providers, person_id, day)
        end_all_sessions(session, person_id, acting.moment)
