"""Posts change hands: on the day, with everything that lies with the former holder, in one batch; nobody leaves an orphan."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from qms.exchange.editing import Edited, find_written
from qms.exchange.importing import import_workbook
from qms.language import Phrase, UserError
from qms.people import use_cases
from qms.people.models import Person
from qms.people.open_items import OpenItem
from qms.people.queries import load_viewer
from qms.people.sheet import PEOPLE, POSTS, SHEETS
from qms.people.use_cases import assign, close_post, deactivate_person, end_holding, hand_over, reactivate_person
from qms.security.acting import NotAllowed, NotVisible, Operator, SignedIn
from qms.signing_in.models import LoginSession
from qms.signing_in.sessions import open_session
from qms.storage.database import Database
from qms.trail.entries import Change
from qms.trail.models import TrailBatch
from qms.units import use_cases as units
from tests.factories.people_rows import agencies, full_people, holding, person, post
from tests.factories.workbook import ACTOR, MOMENT, import_rows, workbook

TODAY = date(2026, 11, 23)
OPERATOR = Operator(ACTOR, MOMENT)


@dataclass
class Tasks:
    """A noun with open items: numbers of tasks by the person who has them."""

    of: dict[int, list[str]] = field(default_factory=dict)

    def of_post(self, session: Session, post_id: int) -> Sequence[OpenItem]:
        return []

    def of_person(self, session: Session, person_id: int, agency: str | None) -> Sequence[OpenItem]:
        return [OpenItem("task", f"so-a · {number}", Phrase("Soát xét"), number) for number in self.of.get(person_id, [])]

    def move(self, session: Session, items: Sequence[OpenItem], from_person: int, to_person: int) -> Sequence[Change]:
        self.of.setdefault(to_person, []).extend(self.of.pop(from_person))
        return [Change("task:moved", item.key, {"person": (from_person, to_person)}) for item in items]


@pytest.fixture
def staffed(database: Database, tmp_path: Path) -> Database:
    """``an`` holds TK and ``bình`` GD in so-a; ``mới`` holds nothing; ``qt`` administers."""
    rows = {name: list(listed) for name, listed in full_people().items()}
    rows["Người dùng"] += [person("mới"), person("qt")]
    rows["Vị trí"].append(post("QT", Loại="quản trị hệ thống"))
    rows["Người giữ"].append(holding("qt", "QT"))
    import_rows(database, agencies())
    with database.writing() as session:
        path = workbook(tmp_path / "người.xlsx", rows)
        assert import_workbook(session, path, actor=ACTOR, moment=MOMENT, sheets=SHEETS).stored
    return database


def ids(database: Database) -> dict[str, int]:
    with database.reading() as session:
        return {row.key: row.id for row in session.execute(select(Person.key, Person.id))}


def last_batch(database: Database) -> tuple[str | None, list[tuple[str, str, dict[str, list[object]]]]]:
    with database.reading() as session:
        batch = session.scalars(select(TrailBatch).order_by(TrailBatch.first.desc())).first()
        assert batch is not None
        return batch.reason, [(entry.verb, entry.object_key, json.loads(entry.diff)) for entry in batch.entries]


def holders(database: Database, day: date) -> list[str]:
    """Who holds TK on the day."""
    with database.reading() as session:
        viewers = [load_viewer(session, number, day) for number in ids(database).values()]
    return [viewer.key for viewer in viewers if viewer and any(held.title == "Chức danh TK" for held in viewer.posts)]


def handed_over(database: Database, tasks: Tasks, to: str = "mới", on_day: date = TODAY, code: str = "tk") -> Edited:
    with database.writing() as session:
        return hand_over(session, OPERATOR, [tasks], new_holder("SO-A", code, to, on_day), "QĐ 12")


def new_holder(agency: str, post: str, person: str, on_day: date = TODAY) -> dict[str, str]:
    return {"agency": agency, "post": post, "person": person, "valid_from": f"{on_day:%d/%m/%Y}"}


def test_hand_over_ends_begins_and_moves_in_one_batch(staffed: Database) -> None:
    tasks = Tasks({ids(staffed)["an"]: ["7", "8"]})
    assert handed_over(staffed, tasks).stored
    assert tasks.of == {ids(staffed)["mới"]: ["7", "8"]}
    assert (holders(staffed, date(2026, 11, 22)), holders(staffed, TODAY)) == (["an"], ["mới"])
    reason, entries = last_batch(staffed)
    assert reason == "QĐ 12"
    assert [entry[:2] for entry in entries] == [
        ("post_holding:created", "so-a · tk · 2026-11-23"),
        ("post_holding:changed", "so-a · tk · 2022-07-01"),
        ("task:moved", "so-a · 7"),
        ("task:moved", "so-a · 8"),
    ]
    assert entries[1][2] == {"valid_to": [None, "2026-11-23"]}


@pytest.mark.parametrize(
    ("to", "on_day"),
    [
        ("an", TODAY),
        ("mới", date(2026, 11, 24)),  # tomorrow
        ("mới", date(2022, 7, 1)),  # the first day of the former holder
        ("mới", date(2020, 1, 1)),  # of the one before
    ],
)
def test_hand_over_that_makes_no_sense_changes_nothing(staffed: Database, to: str, on_day: date) -> None:
    tasks = Tasks({ids(staffed)["an"]: ["7"]})
    with pytest.raises(UserError):
        handed_over(staffed, tasks, to, on_day)
    assert tasks.of == {ids(staffed)["an"]: ["7"]} and holders(staffed, TODAY) == ["an"]


@pytest.mark.parametrize("to", ["cũ", "nobody"])
def test_hand_over_to_nobody_who_can_hold_it_is_a_fault_of_the_field(staffed: Database, to: str) -> None:
    tasks = Tasks({ids(staffed)["an"]: ["7"]})
    edited = handed_over(staffed, tasks, to)
    assert [(fault.edit, fault.field) for fault in edited.faults] == [(1, "person")] and not edited.stored
    assert tasks.of == {ids(staffed)["an"]: ["7"]} and holders(staffed, TODAY) == ["an"]


def test_hand_over_on_the_second_day_is_the_first_possible(staffed: Database) -> None:
    assert handed_over(staffed, Tasks(), on_day=date(2022, 7, 2)).stored
    assert (holders(staffed, date(2022, 7, 1)), holders(staffed, date(2022, 7, 2))) == (["an"], ["mới"])


def test_units_are_kept_by_their_own_body_only(staffed: Database) -> None:
    cells = {"unit": "X", "name": "Phòng X", "kind": "phòng", "valid_from": "1/1/2026"}
    acts: list[Callable[[Session, SignedIn, str], object]] = [
        lambda session, acting, body: units.add_unit(session, acting, body, cells, None),
        lambda session, acting, body: units.correct_unit(session, acting, body, cells, "", None),
        lambda session, acting, body: units.withdraw_unit(session, acting, body, cells, "", None),
    ]
    with staffed.writing() as session:
        for act in acts:
            with pytest.raises(NotVisible):
                act(session, signed_in(staffed, "an"), "so-b")
            with pytest.raises(NotAllowed):
                act(session, signed_in(staffed, "bình"), "so-a")


def signed_in(database: Database, key: str) -> SignedIn:
    with database.reading() as session:
        viewer = load_viewer(session, ids(database)[key], TODAY)
    assert viewer is not None
    return SignedIn(viewer, MOMENT, "web:10.0.0.1")


@pytest.mark.parametrize(
    ("who", "code", "allowed"),
    [
        ("an", "TK", True),
        ("an", "GD", False),
        ("an", "QT", False),
        ("bình", "GD", True),
        ("bình", "QT", False),
        ("qt", "QT", True),
    ],
)
def test_nobody_hands_over_what_reaches_further_than_he_does(staffed: Database, who: str, code: str, allowed: bool) -> None:
    acting = signed_in(staffed, who)
    with staffed.writing() as session:
        cells = new_holder("so-a", code, "mới")
        if allowed:
            assert hand_over(session, acting, [], cells, None).stored
        else:
            with pytest.raises(NotAllowed):
                hand_over(session, acting, [], cells, None)


def test_a_post_of_another_agency_does_not_exist_for_a_coordinator(staffed: Database) -> None:
    with staffed.writing() as session:
        cells = {"agency": "so-b", "post": "TK", "kind": "thư ký ISO", "title": "A", "valid_from": "1/1/2020"}
        assert use_cases.add_post(session, OPERATOR, cells).stored
    with staffed.writing() as session, pytest.raises(NotVisible):
        hand_over(session, signed_in(staffed, "an"), [], new_holder("so-b", "TK", "mới"), None)


def test_an_account_with_posts_or_open_items_is_not_stopped(staffed: Database) -> None:
    tasks = Tasks({ids(staffed)["mới"]: ["7"]})
    for key, said in (("an", "Chức danh TK"), ("mới", "so-a · 7")):
        with pytest.raises(UserError, match=said), staffed.writing() as session:
            deactivate_person(session, OPERATOR, [tasks], key, version(staffed, key), None)


def test_a_stopped_account_signs_nobody_in_and_its_sessions_have_ended(staffed: Database) -> None:
    with staffed.writing() as session:
        open_session(session, ids(staffed)["mới"], MOMENT, method="password", address="10.0.0.1", device="")
    with staffed.writing() as session:
        assert deactivate_person(session, OPERATOR, [], "MỚI", version(staffed, "mới"), "Nghỉ hưu").stored
    assert last_batch(staffed) == ("Nghỉ hưu", [("person:changed", "mới", {"active": ["active", "stopped"]})])
    with staffed.reading() as session:
        assert load_viewer(session, ids(staffed)["mới"], TODAY) is None
        assert session.scalars(select(LoginSession.ended_at)).all() == [MOMENT]
    with staffed.writing() as session:
        assert reactivate_person(session, OPERATOR, "mới", version(staffed, "mới"), None).stored


def version(database: Database, key: str) -> str:
    with database.reading() as session:
        written = find_written(session, PEOPLE, {"person": key})
    assert written is not None
    return written.version


def test_a_post_closes_only_when_nobody_holds_it_from_that_day(staffed: Database) -> None:
    closing = date(2026, 6, 1)
    with staffed.writing() as session:
        refused = close_post(session, OPERATOR, "so-a", "TK", closing)
    assert [fault.field for fault in refused.faults] == ["valid_to"]
    with staffed.writing() as session:
        assert end_holding(session, OPERATOR, "so-a", "TK", "1/6/2026").stored
    with staffed.writing() as session:
        assert close_post(session, OPERATOR, "so-a", "TK", closing).stored
        assert find_written(session, POSTS, {"agency": "so-a", "post": "TK"})
    assert (holders(staffed, date(2026, 5, 31)), holders(staffed, closing)) == (["an"], [])
    with staffed.writing() as session:
        late = assign(session, OPERATOR, new_holder("so-a", "TK", "mới", closing))
    assert [fault.field for fault in late.faults] == ["valid_from"]


def test_a_post_has_one_holder_at_a_time(staffed: Database) -> None:
    with staffed.writing() as session:
        second = assign(session, OPERATOR, new_holder("so-a", "TK", "mới"))
    assert second.faults and not second.stored
    with staffed.writing() as session:
        assert assign(session, OPERATOR, new_holder("so-a", "TP", "mới", date(2020, 1, 1))).stored
