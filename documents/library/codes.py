"""Codes of documents: by the pattern of the agency, unique there, and never used twice."""

import re
from collections.abc import Iterable, Mapping

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from documents.library.models import CodePattern, Document, DocumentKind
from documents.library.telling import changed
from qms.agencies.models import Agency, AgencySlice
from qms.clock import day_of
from qms.exchange.sheet import KEY_SEPARATOR
from qms.language import Phrase, UserError, mark
from qms.people.queries import in_force
from qms.security.acting import Acting
from qms.security.permissions import Permission
from qms.storage.base import KEY_LENGTH
from qms.text import fold_key, tidy
from qms.trail.models import TrailEntry
from qms.trail.use_cases import record

KIND, UNIT, NUMBER = "{LOAI}", "{DONVI}", "{STT}"
SHORTEST_NUMBER = 2  # digits: QT-01
ABBREVIATIONS: Mapping[DocumentKind, str] = {
    DocumentKind.POLICY: "CSCL",
    DocumentKind.OBJECTIVES: "MTCL",
    DocumentKind.MANUAL: "STCL",
    DocumentKind.PROCEDURE: "QT",
    DocumentKind.WORK_INSTRUCTION: "HD",
    DocumentKind.FORM: "BM",
    DocumentKind.EXTERNAL: "BN",
}
DEFAULT_PATTERN = f"{KIND}-{NUMBER}"
_TOKEN = re.compile(r"\{[^{}]*\}")
_LAST_CHARACTER = "\U0010ffff"


def set_pattern(session: Session, acting: Acting, agency: Agency, kind: DocumentKind, pattern: str) -> None:
    """From now on documents of one kind get codes of this pattern; those there are keep theirs."""
    actor = acting.under(Permission.DISTRIBUTE_DOCUMENTS, agency.key)
    pattern = tidy(pattern)
    check_pattern(pattern)
    stored = session.get(CodePattern, (agency.id, kind), with_for_update=True)
    before = {"pattern": stored.pattern if stored else None}
    if stored is None:
        session.add(CodePattern(agency_id=agency.id, kind=kind, pattern=pattern))
    else:
        stored.pattern = pattern
    key = KEY_SEPARATOR.join((agency.key_folded, kind.value))
    record(session, actor, acting.moment, changed("code_pattern", key, before, {"pattern": pattern}))


def check_pattern(pattern: str) -> None:
    """Raise UserError unless the pattern numbers and uses no token but ours."""
    if pattern.count(NUMBER) != 1 or set(_TOKEN.findall(pattern)) - {KIND, UNIT, NUMBER} or len(pattern) > KEY_LENGTH:
        raise UserError(
            Phrase(
                mark("Mẫu mã phải có {number} đúng một lần, và ngoài ra chỉ được dùng {kind} và {unit}; ví dụ: {example}."),
                number=NUMBER,
                kind=KIND,
                unit=UNIT,
                example=f"{KIND}-{UNIT}-{NUMBER}",
            )
        )


def pattern_of(session: Session, agency: Agency, kind: DocumentKind) -> str:
    stored = session.get(CodePattern, (agency.id, kind))
    return stored.pattern if stored else DEFAULT_PATTERN


def next_code(session: Session, acting: Acting, agency: Agency, kind: DocumentKind) -> str:
    """The code after the highest that the pattern ever gave. Take it in the transaction that holds :func:`lock_codes`."""
    said = pattern_of(session, agency, kind).replace(KIND, ABBREVIATIONS[kind]).replace(UNIT, _symbol(session, acting, agency))
    before, _, after = said.partition(NUMBER)
    used = [*_codes(session, agency), *_withdrawn_codes(session, agency)]
    return f"{before}{_highest(used, before, after) + 1:0{SHORTEST_NUMBER}}{after}"


def lock_codes(session: Session, agency: Agency) -> None:
    """From here to the end of the transaction nobody else gives codes of this agency."""
    session.execute(select(Agency.id).where(Agency.id == agency.id).with_for_update(key_share=True))


def check_free(session: Session, agency: Agency, code: str) -> None:
    """Raise UserError when the code was ever used in the agency, be it by a document that has been withdrawn since."""
    same = exists().where(Document.agency_id == agency.id, Document.code_folded == fold_key(code))
    if session.scalar(select(same)) or fold_key(code) in map(fold_key, _withdrawn_codes(session, agency)):
        raise UserError(Phrase(mark("Mã “{code}” đã được dùng tại cơ quan này; mã tài liệu không dùng lại."), code=code))


def _highest(codes: Iterable[str], before: str, after: str) -> int:
    pattern = re.compile(re.escape(fold_key(before)) + r"(\d{1,9})" + re.escape(fold_key(after)))
    return max((int(found[1]) for code in codes if (found := pattern.fullmatch(fold_key(code)))), default=0)


def _codes(session: Session, agency: Agency) -> list[str]:
    return list(session.scalars(select(Document.code).where(Document.agency_id == agency.id)))


def _withdrawn_codes(session: Session, agency: Agency) -> list[str]:
    """Codes of revisions that the trail has told of and that are gone, with their documents or without."""
    start = agency.key_folded + KEY_SEPARATOR
    told = select(TrailEntry.object_key).where(
        TrailEntry.object_key >= start, TrailEntry.object_key < start + _LAST_CHARACTER, TrailEntry.verb == "revision:withdrawn"
    )
    return [KEY_SEPARATOR.join(key.removeprefix(start).split(KEY_SEPARATOR)[:-2]) for key in session.scalars(told)]


def _symbol(session: Session, acting: Acting, agency: Agency) -> str:
    """The agency's symbol (ký hiệu) on the day, its key in capitals where it has none."""
    found = session.scalar(
        select(AgencySlice.symbol).where(
            AgencySlice.agency_id == agency.id, in_force(AgencySlice.valid_from, AgencySlice.valid_to, day_of(acting.moment))
        )
    )
    return found or agency.key.upper()
