"""Keeping the list of records (danh mục hồ sơ): entering, changing and ending series."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from documents.library.finding import find_agency, find_document
from documents.library.telling import changed, created
from documents.records.models import Medium, RecordSeries
from qms.agencies.models import Agency
from qms.exchange.sheet import KEY_SEPARATOR
from qms.language import Phrase, UserError, mark
from qms.people.models import Post
from qms.security.acting import Acting, NotVisible
from qms.security.permissions import Permission
from qms.storage.conflicts import CHANGED, Conflict
from qms.text import fold_key
from qms.trail.use_cases import record

OVERLAP = Phrase(mark("Mã hồ sơ này đã có trong danh mục vào thời gian đó. Hãy dùng mã khác, hoặc kết thúc dòng cũ trước."))
EMPTY_LIFE = Phrase(mark("Ngày kết thúc phải sau ngày bắt đầu."))
BASIS_WANTED = Phrase(mark("Hãy nêu căn cứ của thời hạn lưu."))


@dataclass(frozen=True)
class Series:
    """A line of the list. ``document`` is the code of the document that prescribes the record; ``retention_years`` None: kept
    for good. On the list from ``valid_from`` until the day before ``valid_to``."""

    code: str
    name: str
    place: str
    medium: Medium
    retention_years: int | None
    retention_basis: str | None
    disposal: str
    valid_from: date
    valid_to: date | None = None
    keeper_id: int | None = None
    document: str | None = None


def enter_series(session: Session, acting: Acting, agency_key: str, command: Series, reason: str | None = None) -> RecordSeries:
    agency = find_agency(session, agency_key)
    actor = acting.under(Permission.KEEP_RECORD_LISTS, agency.key)
    _lock(session, agency)
    _check(session, agency, command, None)
    series = RecordSeries(
        agency=agency, code=command.code, code_folded=fold_key(command.code), **_values(session, agency, command)
    )
    session.add(series)
    session.flush()
    record(session, actor, acting.moment, [created("record_series", series_key(series), series_facts(series))], reason)
    return series


def change_series(
    session: Session, acting: Acting, series_id: int, version: int, command: Series, reason: str | None = None
) -> RecordSeries:
    """Raise Conflict when the line is not as it was seen. The code stays: another record is another line."""
    series = session.get(RecordSeries, series_id, with_for_update=True)
    if series is None:
        raise NotVisible(Phrase(mark("Không có dòng này trong danh mục hồ sơ.")))
    agency = series.agency
    actor = acting.under(Permission.KEEP_RECORD_LISTS, agency.key)
    before = series_facts(series)
    if series.version != version:
        raise Conflict(CHANGED, before, series.version)
    _lock(session, agency)
    _check(session, agency, command, series)
    for name, value in _values(session, agency, command).items():
        setattr(series, name, value)
    session.flush()
    record(session, actor, acting.moment, changed("record_series", series_key(series), before, series_facts(series)), reason)
    return series


def series_key(series: RecordSeries) -> str:
    return KEY_SEPARATOR.join((series.agency.key_folded, series.code, series.valid_from.isoformat()))


def series_facts(series: RecordSeries) -> dict[str, Any]:
    return {
        "name": series.name,
        "document": series.document.code if series.document else None,
        "keeper": series.keeper.code if series.keeper else None,
        "place": series.place,
        "medium": series.medium.value,
        "retention_years": series.retention_years,
        "retention_basis": series.retention_basis,
        "disposal": series.disposal,
        "valid_from": series.valid_from.isoformat(),
        "valid_to": series.valid_to.isoformat() if series.valid_to else None,
    }


def _values(session: Session, agency: Agency, command: Series) -> dict[str, Any]:
    return {
        "name": command.name,
        "document": find_document(session, agency, command.document) if command.document else None,
        "keeper": _keeper(session, agency, command.keeper_id),
        "place": command.place,
        "medium": command.medium,
        "retention_years": command.retention_years,
        "retention_basis": command.retention_basis,
        "disposal": command.disposal,
        "valid_from": command.valid_from,
        "valid_to": command.valid_to,
    }


def _keeper(session: Session, agency: Agency, post_id: int | None) -> Post | None:
    if post_id is None:
        return None
    post = session.get(Post, post_id)
    if post is None or post.agency_id != agency.id:
        raise NotVisible(Phrase(mark("Có vị trí không thuộc cơ quan này.")))
    return post


def _lock(session: Session, agency: Agency) -> None:
    """One list is written by one person at a time."""
    session.execute(select(Agency.id).where(Agency.id == agency.id).with_for_update())


def _check(session: Session, agency: Agency, command: Series, itself: RecordSeries | None) -> None:
    """A code stands for one line at a time; a term of retention needs its basis."""
    if command.valid_to is not None and command.valid_to <= command.valid_from:
        raise UserError(EMPTY_LIFE)
    if not command.retention_basis:
        raise UserError(BASIS_WANTED)
    other = select(RecordSeries.id).where(
        RecordSeries.agency_id == agency.id,
        RecordSeries.code_folded == (itself.code_folded if itself else fold_key(command.code)),
        or_(RecordSeries.valid_to.is_(None), RecordSeries.valid_to > command.valid_from),
    )
    if command.valid_to is not None:
        other = other.where(RecordSeries.valid_from < command.valid_to)
    if itself is not None:
        other = other.where(RecordSeries.id != itself.id)
    if session.scalar(other.limit(1)) is not None:
        raise UserError(OVERLAP)
