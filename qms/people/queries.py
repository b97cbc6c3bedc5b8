"""Reading people: who somebody is today, and in which posts."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Case, ColumnElement, Date, Select, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from qms.agencies.models import Agency, AgencySlice
from qms.people.kinds import PostKind
from qms.people.models import Person, Post, PostHolding
from qms.security.policy import reaches_below
from qms.security.viewer import HeldPost, Viewer
from qms.text import fold_key, sort_key
from qms.units.models import UnitSlice

_ORDER = {kind: place for place, kind in enumerate(PostKind)}


def in_force(
    start: InstrumentedAttribute[date], end: InstrumentedAttribute[date | None], day: date | BindParameter[date]
) -> ColumnElement[bool]:
    """Whether the interval from ``start`` until the day before ``end`` holds ``day``."""
    return and_(start <= day, or_(end.is_(None), end > day))


def load_viewer(session: Session, person_id: int, day: date) -> Viewer | None:
    """The person with the posts held on ``day``; None when there is no such active account.

    One statement for the person, unless the session has read it, one for the posts, and one for what stands below their bodies
    where a post reaches there.
    """
    person = session.get(Person, person_id)
    if person is None or not person.active:
        return None
    return Viewer(person_id, person.key, person.name, _posts(session, person_id, day))


def _held_posts() -> Select[*tuple[Any, ...]]:
    """Posts held on :day by :person. A body that does not exist then has none to give, but an administrator serves the
    installation, which would else stand without one on the day that his body is merged into another."""
    day = bindparam("day", type_=Date)
    return (
        select(Post.id, Post.kind, Post.title, Agency.id, Agency.key, AgencySlice.name, UnitSlice.name)
        .join(PostHolding, PostHolding.post_id == Post.id)
        .outerjoin(Agency, Post.agency_id == Agency.id)
        .outerjoin(
            AgencySlice, and_(AgencySlice.agency_id == Agency.id, in_force(AgencySlice.valid_from, AgencySlice.valid_to, day))
        )
        .outerjoin(UnitSlice, and_(UnitSlice.unit_id == Post.unit_id, in_force(UnitSlice.valid_from, UnitSlice.valid_to, day)))
        .where(
            PostHolding.person_id == bindparam("person"),
            in_force(PostHolding.held_from, PostHolding.held_to, day),
            in_force(Post.valid_from, Post.valid_to, day),
            or_(AgencySlice.id.is_not(None), Post.kind == PostKind.ADMINISTRATOR),
        )
    )


_HELD_POSTS = _held_posts()  # asked before every page: composed once


def _posts(session: Session, person_id: int, day: date) -> tuple[HeldPost, ...]:
    rows = session.execute(_HELD_POSTS, {"person": person_id, "day": day}).all()
    reaching = {row[3] for row in rows if row[3] is not None and reaches_below(row[1])}
    branches = load_branches(session, reaching, day)
    posts = [
        HeldPost(post_id, kind, key or "", name or key or "", unit, title, branches.get(agency_id, frozenset()))
        for post_id, kind, title, agency_id, key, name, unit in rows
    ]
    return tuple(sorted(posts, key=lambda post: (_ORDER[post.kind], post.agency, post.id)))


def _branches() -> Select[*tuple[Any, ...]]:
    """For each agency of :agencies itself and every agency below it on :day, as pairs of its id and a key."""
    tops = select(Agency.id.label("root"), Agency.id.label("agency")).where(Agency.id.in_(bindparam("agencies", expanding=True)))
    root = tops.cte("branch", recursive=True)
    below = aliased(AgencySlice)
    branch = root.union(
        select(root.c.root, below.agency_id)
        .join(below, below.parent_id == root.c.agency)
        .where(in_force(below.valid_from, below.valid_to, bindparam("day", type_=Date)))
    )
    return select(branch.c.root, Agency.key).join(Agency, Agency.id == branch.c.agency)


_BRANCHES = _branches()


def load_branches(session: Session, agency_ids: Collection[int], day: date) -> dict[int, frozenset[str]]:
    """For each agency the keys of itself and of every agency below it on ``day``, in one statement."""
    if not agency_ids:
        return {}
    found: defaultdict[int, set[str]] = defaultdict(set)
    for top, key in session.execute(_BRANCHES, {"agencies": list(agency_ids), "day": day}):
        found[top].add(key)
    return {top: frozenset(keys) for top, keys in found.items()}


@dataclass(frozen=True)
class HeldBy:
    """A holding as lists show it: which post of which body, held by whom and when. Names are those of the last day of it, or
    of the day asked for while it lasts; ``unit`` None where the post belongs to the body itself."""

    person: str
    person_name: str
    agency: str | None
    agency_name: str | None
    post: str
    title: str
    kind: PostKind
    unit: str | None
    held_from: date
    held_to: date | None

    def holds(self, day: date) -> bool:
        return self.held_from <= day and (self.held_to is None or day < self.held_to)


@dataclass(frozen=True)
class Listed:
    """A person in the list, with the posts held on the day asked for."""

    key: str
    name: str
    email: str | None
    active: bool
    posts: tuple[HeldBy, ...]


@dataclass(frozen=True)
class PostLine:
    """A post of a body with its holder on the day asked for, if anybody holds it."""

    post: str
    title: str
    kind: PostKind
    unit: str | None
    valid_from: date
    valid_to: date | None
    holder: str | None
    holder_name: str | None
    held_from: date | None


def people(session: Session, day: date) -> list[Listed]:
    """Everybody in the order of names, in two statements."""
    posts: defaultdict[str, list[HeldBy]] = defaultdict(list)
    for held in holdings(session, day, in_force(PostHolding.held_from, PostHolding.held_to, day)):
        posts[held.person].append(held)
    rows = session.execute(select(Person.key, Person.name, Person.email, Person.active))
    listed = [Listed(key, name, email, active, tuple(posts[key])) for key, name, email, active in rows]
    return sorted(listed, key=lambda one: (sort_key(given_name_first(one.name)), one.key))


def given_name_first(name: str) -> str:
    """Vietnamese people are sorted by their given name, which stands last."""
    family, _, given = name.rpartition(" ")
    return f"{given} {family}"


def holdings(session: Session, day: date, *conditions: ColumnElement[bool]) -> list[HeldBy]:
    """Holdings of posts that fulfil ``conditions``, the most important posts first, then the latest; in one statement."""
    current = case((PostHolding.held_to <= day, PostHolding.held_to), else_=None)
    rows = session.execute(
        select(
            Person.key,
            Person.name,
            Agency.key,
            AgencySlice.name,
            Post.code,
            Post.title,
            Post.kind,
            UnitSlice.name,
            PostHolding.held_from,
            PostHolding.held_to,
        )
        .select_from(PostHolding)
        .join(Post, PostHolding.post_id == Post.id)
        .join(Person, PostHolding.person_id == Person.id)
        .outerjoin(Agency, Post.agency_id == Agency.id)
        .outerjoin(AgencySlice, and_(AgencySlice.agency_id == Agency.id, _named_on(AgencySlice, current, day)))
        .outerjoin(UnitSlice, and_(UnitSlice.unit_id == Post.unit_id, _named_on(UnitSlice, current, day)))
        .where(*conditions)
    )
    found = [HeldBy(key, name, body, body_name or body, *rest) for key, name, body, body_name, *rest in rows]
    return sorted(found, key=lambda one: (_ORDER[one.kind], -one.held_from.toordinal(), one.agency or "", one.post))


def _named_on(piece: type[AgencySlice] | type[UnitSlice], ended: Case[Any], day: date) -> ColumnElement[bool]:
    """Whether a slice is the one of the day before ``ended``, or of ``day`` where that is null."""
    last = and_(piece.valid_from < ended, or_(piece.valid_to.is_(None), piece.valid_to >= ended))
    return or_(and_(ended.is_(None), in_force(piece.valid_from, piece.valid_to, day)), and_(ended.is_not(None), last))


def holdings_of_person(session: Session, key: str, day: date) -> list[HeldBy]:
    """Posts past, present and to come of a person."""
    return holdings(session, day, Person.key_folded == fold_key(key))


def holdings_from(session: Session, key: str, day: date) -> list[HeldBy]:
    """Posts that a person holds on ``day`` or will hold later."""
    return [one for one in holdings_of_person(session, key, day) if one.held_to is None or one.held_to > day]


def holders_of_post(session: Session, agency: str, post: str, day: date) -> list[HeldBy]:
    """Who has held, holds and will hold a post, the latest first."""
    return holdings(session, day, Agency.key_folded == fold_key(agency), Post.code_folded == fold_key(post))


def holder_of(session: Session, post_id: int, day: date) -> int | None:
    """The id of the person who holds a post on ``day``."""
    held = in_force(PostHolding.held_from, PostHolding.held_to, day)
    return session.scalar(select(PostHolding.person_id).where(PostHolding.post_id == post_id, held))


def people_ever_in(session: Session, agency: str) -> set[str]:
    """The keys of everybody who has held, holds or will hold a post of the body."""
    keys = select(Person.key).join(PostHolding).join(Post).join(Agency, Post.agency_id == Agency.id)
    return set(session.scalars(keys.where(Agency.key_folded == fold_key(agency))))


def posts_of(session: Session, agency: str, day: date) -> list[PostLine]:
    """The posts of a body that exist on ``day`` or later, in one statement."""
    rows = session.execute(
        select(
            Post.code,
            Post.title,
            Post.kind,
            UnitSlice.name,
            Post.valid_from,
            Post.valid_to,
            Person.key,
            Person.name,
            PostHolding.held_from,
        )
        .join(Agency, Post.agency_id == Agency.id)
        .outerjoin(PostHolding, and_(PostHolding.post_id == Post.id, in_force(PostHolding.held_from, PostHolding.held_to, day)))
        .outerjoin(Person, PostHolding.person_id == Person.id)
        .outerjoin(UnitSlice, and_(UnitSlice.unit_id == Post.unit_id, in_force(UnitSlice.valid_from, UnitSlice.valid_to, day)))
        .where(Agency.key_folded == fold_key(agency), or_(Post.valid_to.is_(None), Post.valid_to > day))
    )
    lines = [PostLine(*row) for row in rows]
    return sorted(lines, key=lambda line: (_ORDER[line.kind], sort_key(line.title), line.post))


def find_agency(session: Session, key: str, day: date) -> tuple[str, str] | None:
    """The key as it is stored and the name on ``day`` (the latest one where it is none then); None for no such body."""
    row = session.execute(
        select(Agency.key, AgencySlice.name)
        .join(AgencySlice, AgencySlice.agency_id == Agency.id)
        .where(Agency.key_folded == fold_key(key))
        .order_by(in_force(AgencySlice.valid_from, AgencySlice.valid_to, day).desc(), AgencySlice.valid_from.desc())
    ).first()
    return None if row is None else (row[0], row[1])


def agencies_with_posts(session: Session, day: date) -> list[tuple[str, str, int, int]]:
    """Every body that exists on ``day``: key, name, its posts then and how many of them nobody holds."""
    rows = session.execute(
        select(Agency.key, AgencySlice.name, func.count(Post.id), func.count(Post.id) - func.count(PostHolding.id))
        .join(AgencySlice, and_(AgencySlice.agency_id == Agency.id, in_force(AgencySlice.valid_from, AgencySlice.valid_to, day)))
        .outerjoin(Post, and_(Post.agency_id == Agency.id, in_force(Post.valid_from, Post.valid_to, day)))
        .outerjoin(PostHolding, and_(PostHolding.post_id == Post.id, in_force(PostHolding.held_from, PostHolding.held_to, day)))
        .group_by(Agency.key, AgencySlice.name)
    )
    return sorted(((key, name, posts, vacant) for key, name, posts, vacant in rows), key=lambda row: sort_key(row[1]))
