"""Who may review and approve in an agency: those whose post of the day permits it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from qms.agencies.models import Agency
from qms.language import Phrase, UserError, mark
from qms.people.models import Person, Post, PostHolding
from qms.people.queries import in_force, load_branches
from qms.security.permissions import Permission
from qms.security.policy import POLICY, Reach
from qms.text import sort_key


@dataclass(frozen=True)
class Candidate:
    person_id: int
    key: str
    name: str
    title: str


def candidates(session: Session, permission: Permission, agency: str, day: date) -> list[Candidate]:
    """Everybody with an account in use who holds the permission for the agency on ``day``, each once, by name."""
    granted = {kind: reaches[permission] for kind, reaches in POLICY.items() if permission in reaches}
    rows = session.execute(
        select(Person.id, Person.key, Person.name, Post.title, Post.kind, Agency.id, Agency.key)
        .join(PostHolding, PostHolding.person_id == Person.id)
        .join(Post, PostHolding.post_id == Post.id)
        .outerjoin(Agency, Post.agency_id == Agency.id)
        .where(
            Person.active,
            Post.kind.in_(granted),
            in_force(PostHolding.held_from, PostHolding.held_to, day),
            in_force(Post.valid_from, Post.valid_to, day),
            (Agency.key == agency) | Post.kind.in_([kind for kind, reach in granted.items() if reach is not Reach.OWN]),
        )
        .order_by(Post.id)
    ).all()
    above = {row[5] for row in rows if row[6] != agency and granted[row[4]] is Reach.BRANCH}
    branches = load_branches(session, above, day)
    found: dict[int, Candidate] = {}
    for person_id, key, name, title, kind, agency_id, held_in in rows:
        if held_in == agency or granted[kind] is Reach.ALL or agency in branches.get(agency_id, ()):
            found.setdefault(person_id, Candidate(person_id, key, name, title))
    return sorted(found.values(), key=lambda one: (sort_key(one.name), one.key))


def check_candidates(session: Session, permission: Permission, agency: str, day: date, people: Sequence[int]) -> list[str]:
    """The keys of the people, in their order; raise UserError when one of them may not do it for the agency."""
    fitting = {one.person_id: one for one in candidates(session, permission, agency, day)}
    if not fitting.keys() >= set(people):
        raise UserError(
            Phrase(mark("Có người được chọn không giữ vị trí được làm việc này: {permission}"), permission=permission.sentence)
        )
    return [fitting[person].key for person in people]
