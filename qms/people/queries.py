"""Reading people: who somebody is today, and in which posts."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from qms.agencies.models import Agency, AgencySlice
from qms.people.kinds import PostKind
from qms.people.models import Person, Post, PostHolding
from qms.security.viewer import HeldPost, Viewer
from qms.units.models import UnitSlice

_ORDER = {kind: place for place, kind in enumerate(PostKind)}


def in_force(start: InstrumentedAttribute[date], end: InstrumentedAttribute[date | None], day: date) -> ColumnElement[bool]:
    """Whether the interval from ``start`` until the day before ``end`` holds ``day``."""
    return and_(start <= day, or_(end.is_(None), end > day))


def load_viewer(session: Session, person_id: int, day: date) -> Viewer | None:
    """The person with the posts held on ``day``, in three statements; None when there is no such active account."""
    person = session.execute(select(Person.key, Person.name).where(Person.id == person_id, Person.active)).first()
    if person is None:
        return None
    return Viewer(person_id, person.key, person.name, _posts(session, person_id, day))


def _posts(session: Session, person_id: int, day: date) -> tuple[HeldPost, ...]:
    rows = session.execute(
        select(Post.id, Post.kind, Post.title, Agency.id, Agency.key, AgencySlice.name, UnitSlice.name)
        .join(PostHolding, PostHolding.post_id == Post.id)
        .outerjoin(Agency, Post.agency_id == Agency.id)
        .outerjoin(
            AgencySlice, and_(AgencySlice.agency_id == Agency.id, in_force(AgencySlice.valid_from, AgencySlice.valid_to, day))
        )
        .outerjoin(UnitSlice, and_(UnitSlice.unit_id == Post.unit_id, in_force(UnitSlice.valid_from, UnitSlice.valid_to, day)))
        .where(
            PostHolding.person_id == person_id,
            in_force(PostHolding.held_from, PostHolding.held_to, day),
            in_force(Post.valid_from, Post.valid_to, day),
        )
    ).all()
    branches = load_branches(session, {row[3] for row in rows if row[3] is not None}, day)
    posts = [
        HeldPost(post_id, kind, key or "", name or key or "", unit, title, branches.get(agency_id, frozenset()))
        for post_id, kind, title, agency_id, key, name, unit in rows
    ]
    return tuple(sorted(posts, key=lambda post: (_ORDER[post.kind], post.agency, post.id)))


def load_branches(session: Session, agency_ids: Collection[int], day: date) -> dict[int, frozenset[str]]:
    """For each agency the keys of itself and of every agency below it on ``day``, in one statement."""
    if not agency_ids:
        return {}
    tops = select(Agency.id.label("root"), Agency.id.label("agency")).where(Agency.id.in_(agency_ids))
    root = tops.cte("branch", recursive=True)
    below = aliased(AgencySlice)
    branch = root.union(
        select(root.c.root, below.agency_id)
        .join(below, below.parent_id == root.c.agency)
        .where(in_force(below.valid_from, below.valid_to, day))
    )
    found: defaultdict[int, set[str]] = defaultdict(set)
    for top, key in session.execute(select(branch.c.root, Agency.key).join(Agency, Agency.id == branch.c.agency)):
        found[top].add(key)
    return {top: frozenset(keys) for top, keys in found.items()}
