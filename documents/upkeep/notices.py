"""Letters about documents: to those who keep them, what a change of a TTHC has overtaken and what is overdue for review; to those
who have not read in time, what they have to read. Each once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from documents.distribution.queries import circulations
from documents.upkeep.marks import marks
from documents.upkeep.models import UpkeepNotice
from documents.upkeep.queries import upkept
from qms.agencies.models import Agency
from qms.clock import day_of
from qms.exchange.sheet import KEY_SEPARATOR
from qms.language import Phrase, mark, speaking
from qms.mail.use_cases import write_letter
from qms.people.kinds import PostKind
from qms.people.models import Person, Post, PostHolding
from qms.people.queries import in_force
from qms.text import fold_key
from qms.trail.entries import Actor, Change
from qms.trail.use_cases import record


class Words(NamedTuple):
    """What a letter says around its lines. ``subject`` holds {count}."""

    subject: str
    introduction: str
    where: str


UPKEEP = Words(
    mark("Tài liệu cần soát lại: {count} việc"),
    mark("Các tài liệu sau đây cần được soát lại:"),
    mark("Mở mục Tài liệu, phần Xem xét định kỳ, để xác nhận tài liệu vẫn còn phù hợp hoặc lập phiếu yêu cầu sửa đổi."),
)
READING = Words(
    mark("Tài liệu quá hạn đọc: {count} tài liệu"),
    mark("Các tài liệu sau đây chưa được xác nhận đã đọc, và đã quá hạn:"),
    mark("Mở mục Tài liệu, phần Tài liệu cần đọc, để đọc và xác nhận đã đọc."),
)
GREETING = mark("Kính gửi {name},")
LINE = mark("- {code} {title}: {said}.")
OVERDUE = mark("đã quá hạn xem xét định kỳ (hạn: ngày {day})")
UNREAD = mark("hạn đọc là ngày {day}")
MORE = mark("- và {count} việc khác.")
MOST_LINES = 50


@dataclass(frozen=True)
class Matter:
    """Something about a document that the holder of a post has to be told of, once: of its owner, or of one who has to read it.

    ``identity`` tells those of one document apart.
    """

    agency: str
    document_id: int
    code: str
    title: str
    post_id: int | None
    identity: str
    said: Phrase
    words: Words = UPKEEP


@dataclass(frozen=True)
class Outcome:
    """``unreached``: matters whose owners have no address; they are tried again next time."""

    letters: int
    matters: int
    unreached: int


@dataclass(frozen=True)
class _Reader:
    name: str
    email: str


def tell_owners(session: Session, actor: Actor, moment: datetime) -> Outcome:
    """Write to each person one letter about what has come up, since the last time, with the documents that the person keeps, and
    one about those that the person has not read in time."""
    day = day_of(moment)
    readers = _Readers(session, day)
    new = _untold(session, [*_matters(session, day), *_unread(session, day, readers)])
    by_reader: dict[tuple[_Reader, Words], list[Matter]] = defaultdict(list)
    reached = []
    for matter in new:
        found = readers.of(matter)
        for reader in found:
            by_reader[reader, matter.words].append(matter)
        if found:
            reached.append(matter)
    for (reader, words), matters in by_reader.items():
        _write(session, reader, words, matters, moment)
    session.add_all(UpkeepNotice(document_id=one.document_id, mark=one.identity, told_at=moment) for one in reached)
    record(session, actor, moment, [_told(matter) for matter in reached])
    return Outcome(len(by_reader), len(reached), len(new) - len(reached))


def _matters(session: Session, day: date) -> list[Matter]:
    marked = [
        Matter(one.agency, one.document_id, one.code, one.title, one.owner_post_id, one.identity, one.said)
        for one in marks(session, day)
    ]
    late = [
        Matter(
            one.agency,
            one.document_id,
            one.code,
            one.title,
            one.owner_post_id,
            KEY_SEPARATOR.join(("review", one.due_on.isoformat())),
            Phrase(OVERDUE, day=one.due_on),
        )
        for one in upkept(session, day)
        if one.due_on is not None and one.overdue_on(day)
    ]
    return [*marked, *late]


def _unread(session: Session, day: date, readers: "_Readers") -> list[Matter]:
    """What was not read in time by those who have an address; others are reminded by who distributes."""
    return [
        Matter(
            circulation.agency,
            circulation.working.document_id,
            circulation.working.code,
            circulation.working.title,
            one.post_id,
            KEY_SEPARATOR.join(
                ("reading", str(circulation.working.revision_id), str(one.post_id), str(one.reading.duty.person_id))
            ),
            Phrase(UNREAD, day=one.reading.due_on),
            READING,
        )
        for circulation in circulations(session, day)
        for one in circulation.overdue(day)
        if one.reading.due_on is not None and readers.reach(one.post_id)
    ]


def _untold(session: Session, matters: Iterable[Matter]) -> list[Matter]:
    told = {(document_id, said) for document_id, said in session.execute(select(UpkeepNotice.document_id, UpkeepNotice.mark))}
    return [one for one in matters if (one.document_id, one.identity) not in told]


class _Readers:
    """Who keeps which document on a day: the holder of the post that owns it, else the body's ISO coordinators."""

    def __init__(self, session: Session, day: date) -> None:
        rows = session.execute(
            select(Post.id, Post.kind, Agency.key, Person.name, Person.email)
            .join(Agency, Agency.id == Post.agency_id)
            .join(PostHolding, and_(PostHolding.post_id == Post.id, in_force(PostHolding.held_from, PostHolding.held_to, day)))
            .join(Person, Person.id == PostHolding.person_id)
            .where(in_force(Post.valid_from, Post.valid_to, day), Person.active, Person.email.is_not(None))
            .order_by(Person.id)
        )
        self._holders: dict[int, _Reader] = {}
        coordinators: dict[str, list[_Reader]] = defaultdict(list)
        for post_id, kind, agency, name, email in rows:
            self._holders[post_id] = _Reader(name, str(email))
            if kind is PostKind.COORDINATOR:
                coordinators[agency].append(self._holders[post_id])
        self._coordinators: Mapping[str, list[_Reader]] = coordinators

    def reach(self, post_id: int) -> bool:
        """Whether somebody with an address holds the post."""
        return post_id in self._holders

    def of(self, matter: Matter) -> list[_Reader]:
        if matter.post_id in self._holders:
            return [self._holders[matter.post_id]]
        return list(dict.fromkeys(self._coordinators.get(matter.agency, ())))


def _write(session: Session, reader: _Reader, words: Words, matters: list[Matter], moment: datetime) -> None:
    """In Vietnamese, which is what the registry is kept in."""
    with speaking("vi"):
        lines = [Phrase(LINE, code=one.code, title=one.title, said=str(one.said)) for one in matters[:MOST_LINES]]
        if len(matters) > MOST_LINES:
            lines.append(Phrase(MORE, count=len(matters) - MOST_LINES))
        text = (Phrase(GREETING, name=reader.name), "", Phrase(words.introduction), *lines, "", Phrase(words.where))
        subject = str(Phrase(words.subject, count=len(matters)))
        write_letter(session, reader.email, subject, "\n".join(map(str, text)), moment)


def _told(matter: Matter) -> Change:
    key = KEY_SEPARATOR.join((fold_key(matter.agency), matter.code))
    return Change("upkeep_notice:created", key, {"mark": (None, matter.identity)})
