"""What people, posts and holdings must be like, whether they come from a form or from a workbook."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import select

from qms.exchange.checking import FinalState
from qms.exchange.comparing import Comparison
from qms.exchange.faults import Bad
from qms.exchange.sheet import Fact, FactKey, Misfit, Surroundings
from qms.exchange.whole import final_facts
from qms.language import Phrase, mark
from qms.people.models import Person, PostHolding
from qms.text import fold_key
from qms.units.models import OrganisationUnit

LONGEST_EMAIL = 254  # characters, RFC 5321 (4.5.3.1.3, less the angle brackets)
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+")
_CODE = re.compile(r"[^\s/]+")  # stands in addresses, too

CODE = Phrase(mark("Mã này không được có khoảng trắng hoặc dấu gạch chéo."))
BEFORE_POST = Phrase(mark("Vị trí chưa có vào ngày này; hãy chọn ngày từ khi có vị trí."))
AFTER_POST = Phrase(mark("Vị trí không còn từ ngày kết thúc của nó; việc giữ vị trí phải kết thúc không muộn hơn ngày đó."))
STOPPED = Phrase(mark("Tài khoản của người này đã ngừng dùng nên không giữ vị trí được."))
OUTSIDE_AGENCY = Phrase(mark("Cơ quan không tồn tại vào ngày này; hãy chọn ngày trong thời gian cơ quan tồn tại."))
OUTSIDE_UNIT = Phrase(mark("Đơn vị không tồn tại vào ngày này; hãy chọn ngày trong thời gian đơn vị tồn tại."))
EMAIL = Phrase(mark("Cần một địa chỉ thư điện tử, ví dụ an@vi-du.gov.vn."))
EMAIL_TAKEN = Phrase(mark("Địa chỉ này đã thuộc về một người dùng khác."))
STILL_HOLDS = mark("Người này còn giữ vị trí: {posts}. Hãy bàn giao trước khi ngừng tài khoản.")


def check_person(fact: Fact, around: Surroundings) -> Iterator[Misfit]:
    if isinstance(fact.person, str) and not _CODE.fullmatch(fact.person):
        yield Misfit("person", CODE)
    if isinstance(fact.email, str) and (not _EMAIL.fullmatch(fact.email) or len(fact.email) > LONGEST_EMAIL):
        yield Misfit("email", EMAIL)


def check_post(fact: Fact, around: Surroundings) -> Iterator[Misfit]:
    if isinstance(fact.post, str) and not _CODE.fullmatch(fact.post):
        yield Misfit("post", CODE)


def check_people(state: FinalState, comparison: Comparison) -> None:
    """An address belongs to one person; whoever holds a post without end keeps the account."""
    _check_emails(state, comparison)
    _check_stopped(state, comparison)


def _check_emails(state: FinalState, comparison: Comparison) -> None:
    wanted = {row: fold_key(fact.email) for row, fact in comparison.wanted.values() if isinstance(fact.email, str)}
    if not wanted:
        return
    people = final_facts(state, comparison.sheet, Person.email_folded.in_(set(wanted.values())))
    uses = Counter(fold_key(fact.email) for fact in people.values() if isinstance(fact.email, str))
    for row, email in wanted.items():
        if uses[email] > 1:
            comparison.parsed.refuse(row, "email", EMAIL_TAKEN)


def _check_stopped(state: FinalState, comparison: Comparison) -> None:
    stopped = {key[0]: row for key, (row, fact) in comparison.wanted.items() if fact.active == "stopped"}
    if not stopped:
        return
    holdings, _length = state.registry.sheet_of("post_holding")
    ids = select(Person.id).where(Person.key_folded.in_(stopped))
    held: dict[str, list[str]] = defaultdict(list)
    for fact in final_facts(state, holdings, PostHolding.person_id.in_(ids)).values():
        if isinstance(fact.person, str) and fact.person in stopped and fact.valid_to is None:
            held[fact.person].append(f"{fact.agency} · {fact.post}")
    for person, posts in held.items():
        comparison.parsed.refuse(stopped[person], "active", Phrase(STILL_HOLDS, posts=posts))


def check_posts(state: FinalState, comparison: Comparison) -> None:
    """A post begins while its agency and its unit exist."""
    units = _unit_lives(state, comparison)
    for row, fact in comparison.wanted.values():
        if not isinstance(fact.valid_from, date):
            continue
        lives = state.lives.get(fact.agency)
        if lives is not None and not _lives_on(lives, fact.valid_from):
            comparison.parsed.refuse(row, "valid_from", OUTSIDE_AGENCY)
        elif isinstance(fact.unit, str):
            lives = units.get((fact.agency, fact.unit))
            if lives is not None and not _lives_on(lives, fact.valid_from):
                comparison.parsed.refuse(row, "valid_from", OUTSIDE_UNIT)


def _unit_lives(state: FinalState, comparison: Comparison) -> dict[FactKey, list[tuple[Any, Any]]]:
    named = {(fact.agency, fact.unit) for _row, fact in comparison.wanted.values() if isinstance(fact.unit, str)}
    if not named:
        return {}
    sheet, _length = state.registry.sheet_of("organisation_unit")
    lives: dict[FactKey, list[tuple[Any, Any]]] = defaultdict(list)
    coded = OrganisationUnit.code_folded.in_({unit for _agency, unit in named})
    for key, fact in final_facts(state, sheet, coded).items():
        lives[key[:2]].append((fact.valid_from, fact.valid_to))
    return lives


def check_holding(fact: Fact, around: Surroundings) -> Iterator[Misfit]:
    """A holding lies within the life of its post; an account that is stopped holds nothing without end."""
    if any(isinstance(part, Bad) for part in fact):
        return
    post = around.find("post", (fact.agency, fact.post))
    if post is not None and isinstance(post.valid_from, date) and not isinstance(post.valid_to, Bad):
        if fact.valid_from < post.valid_from:
            yield Misfit("valid_from", BEFORE_POST)
        if post.valid_to is not None and (fact.valid_to is None or fact.valid_to > post.valid_to):
            yield Misfit("valid_to" if fact.valid_from < post.valid_to else "valid_from", AFTER_POST)
    person = around.find("person", (fact.person,))
    if person is not None and person.active == "stopped" and fact.valid_to is None:
        yield Misfit("person", STOPPED)


def _lives_on(lives: Iterable[tuple[Any, Any]], day: date) -> bool:
    """Whether a slice holds the day; one whose end could not be read is taken to."""
    return any(start <= day and (not isinstance(end, date) or day < end) for start, end in lives)
