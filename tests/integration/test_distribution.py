"""Documents go to posts; the person in the post reads each revision once, and again only after a material change."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from documents.adoption.models import Adoption, AdoptionMode
from documents.distribution.models import Distribution
from documents.distribution.queries import Circulation, circulations, has_read, tallies, to_read
from documents.distribution.reading import Tally
from documents.distribution.use_cases import (
    NO_POST,
    NOT_ASKED,
    NOT_SENT,
    NOT_WORKED_BY,
    Distribute,
    acknowledge,
    distribute,
    stop_distributing,
)
from qms.language import UserError
from qms.people.kinds import PostKind
from qms.people.models import PostHolding
from qms.security.acting import NotAllowed, NotVisible
from qms.standards.models import Parameter, PolicyValue
from qms.storage.database import Database
from tests.factories.office import DAY, MOMENT, Office
from tests.factories.trail import keys, verbs
from tests.web.statements import counted

MINOR, MATERIAL = DAY + timedelta(days=20), DAY + timedelta(days=40)
POSTS = ("thu-ky", "mot", "hai")


@pytest.fixture
def office(database: Database) -> Database:
    """A document with a minor and then a material revision; three posts, one more that nobody holds; a neighbour."""
    with database.writing() as session:
        office = Office(session)
        for body in ("so-a", "so-b"):
            office.body(body)
        office.member("thu-ky", "so-a", PostKind.COORDINATOR)
        office.member("mot", "so-a")
        office.member("hai", "so-a")
        office.member("trong", "so-a", until=DAY)
        office.member("ke-ben", "so-b", PostKind.COORDINATOR)
        office.document("so-a", "QT-01")
        office.revision("QT-01", 1, 0, date(2026, 1, 1), material=True)
        office.revision("QT-01", 1, 1, MINOR, material=False)
        office.revision("QT-01", 1, 2, MATERIAL, material=True)
    return database


def send(database: Database, *posts: str, who: str = "thu-ky", body: str = "so-a", later: int = 0, stop: bool = False) -> int:
    with database.writing() as session:
        office = Office.found(session)
        command = Distribute(body, office.documents["QT-01"].id, [office.posts[post].id for post in posts])
        act = stop_distributing if stop else distribute
        return act(session, office.acting(who, MOMENT + timedelta(days=later)), command)


def read(database: Database, who: str, revision_no: int = 0, later: int = 0) -> int:
    with database.writing() as session:
        office = Office.found(session)
        revision = office.documents["QT-01"].revisions[revision_no]
        return acknowledge(session, office.acting(who, MOMENT + timedelta(days=later)), revision.id)


def seen(database: Database, day: date) -> Circulation:
    with database.reading() as session:
        (found,) = circulations(session, day)
        return found


def waiting(database: Database, who: str, day: date) -> list[tuple[int, date, bool]]:
    with database.reading() as session:
        person = Office.found(session).people[who]
        return [(one.working.revision_no, one.asked_on, one.overdue) for one in to_read(session, person.id, day)]


def test_several_posts_at_once_and_none_twice(office: Database) -> None:
    assert send(office, *POSTS) == 3
    assert send(office, "hai", "trong") == 1
    assert keys(office) == [["so-a · QT-01 · hai", "so-a · QT-01 · mot", "so-a · QT-01 · thu-ky"], ["so-a · QT-01 · trong"]]
    assert seen(office, DAY).tally == Tally(0, 3, 1)
    with pytest.raises(UserError) as refused:
        send(office, "hai")
    assert refused.value.message == NO_POST


def test_reading_counts_through_a_minor_correction_and_not_through_a_material_change(office: Database) -> None:
    send(office, *POSTS)
    assert read(office, "mot") == 1
    for day, tally in ((DAY, (1, 3)), (MINOR, (1, 3)), (MATERIAL - timedelta(days=1), (1, 3)), (MATERIAL, (0, 3))):
        assert seen(office, day).tally == Tally(*tally, 0), day
    assert waiting(office, "mot", MINOR) == []
    assert waiting(office, "mot", MATERIAL) == [(2, MATERIAL, False)]
    assert verbs(office)[-1] == ["acknowledgement:created"]
    assert keys(office)[-1] == ["so-a · QT-01 · 1 · 0 · mot"]


def test_the_time_to_read_is_that_of_the_day(office: Database) -> None:
    send(office, "hai")
    with office.writing() as session:
        days = PolicyValue.parameter == Parameter.ACKNOWLEDGE_DOCUMENT_WITHIN_DAYS
        (shipped,) = session.scalars(select(PolicyValue).where(days))
        shipped.valid_to = DAY + timedelta(days=20)
        session.add(
            PolicyValue(parameter=shipped.parameter, value="20", valid_from=shipped.valid_to, source="Quyết định", verified=True)
        )
    late = [waiting(office, "hai", DAY + timedelta(days=after))[0][2] for after in (7, 8, 19, 20, 21)]
    assert late == [False, True, True, False, True]


def test_reminders_come_on_the_eighth_day(office: Database) -> None:
    send(office, *POSTS)
    assert waiting(office, "hai", DAY + timedelta(days=7)) == [(0, DAY, False)]
    assert waiting(office, "hai", DAY + timedelta(days=8)) == [(0, DAY, True)]
    assert [one.person for one in seen(office, DAY + timedelta(days=8)).overdue(DAY + timedelta(days=8))] == [
        "Người hai",
        "Người mot",
        "Người thu-ky",
    ]


def test_a_reading_is_not_there_before_its_day(office: Database) -> None:
    send(office, *POSTS)
    read(office, "mot", later=3)
    assert seen(office, DAY + timedelta(days=2)).tally == Tally(0, 3)
    assert seen(office, DAY + timedelta(days=3)).tally == Tally(1, 3)


def test_a_new_holder_reads_anew(office: Database) -> None:
    send(office, *POSTS)
    read(office, "mot")
    change = DAY + timedelta(days=5)
    with office.writing() as session:
        found = Office.found(session)
        holding = session.scalars(select(PostHolding).where(PostHolding.post == found.posts["mot"])).one()
        holding.held_to = change
        session.add(PostHolding(post=found.posts["mot"], person=found.people["trong"], held_from=change))
    assert seen(office, change - timedelta(days=1)).tally == Tally(1, 3)
    assert seen(office, change).tally == Tally(0, 3)
    assert waiting(office, "trong", change) == [(0, change, False)]


def test_nothing_is_confirmed_that_was_not_asked(office: Database) -> None:
    send(office, "mot")
    for who, revision_no in (("hai", 0), ("mot", 1), ("ke-ben", 0)):
        with pytest.raises(UserError) as refused:
            read(office, who, revision_no)
        assert refused.value.message == NOT_ASKED
    read(office, "mot")
    with pytest.raises(UserError):
        read(office, "mot")


def test_taking_a_post_off_the_list(office: Database) -> None:
    send(office, *POSTS)
    assert send(office, "mot", stop=True) == 1
    with office.reading() as session:
        assert len(session.scalars(select(Distribution)).all()) == 2, "taken back on its first day: as if it never was"
    assert send(office, "hai", stop=True, later=4) == 1
    assert [one.post_id for one in seen(office, DAY + timedelta(days=3)).recipients] != []
    assert seen(office, DAY + timedelta(days=3)).tally.asked == 2
    assert seen(office, DAY + timedelta(days=4)).tally.asked == 1
    with pytest.raises(UserError) as refused:
        send(office, "hai", stop=True, later=5)
    assert refused.value.message == NOT_SENT
    assert verbs(office)[1:] == [["distribution:withdrawn"], ["distribution:changed"]]


def test_who_may_send_what_to_whom(office: Database) -> None:
    with pytest.raises(NotAllowed):
        send(office, "mot", who="mot")
    with pytest.raises(NotVisible):
        send(office, "mot", who="ke-ben")
    with pytest.raises(NotVisible):
        send(office, "ke-ben")
    with pytest.raises(NotVisible) as foreign:
        send(office, "ke-ben", who="ke-ben", body="so-b")
    assert foreign.value.message == NOT_WORKED_BY


def test_who_adopts_reads_the_revision_adopted_and_not_the_newest(office: Database) -> None:
    with office.writing() as session:
        found = Office.found(session)
        document = found.documents["QT-01"]
        session.add(
            Adoption(
                agency=found.agencies["so-b"],
                document=document,
                revision=document.revisions[0],
                mode=AdoptionMode.ADOPTED,
                valid_from=DAY,
            )
        )
    assert send(office, "ke-ben", who="ke-ben", body="so-b") == 1
    assert waiting(office, "ke-ben", MATERIAL) == [(0, DAY, True)]
    assert read(office, "ke-ben") == 1
    assert keys(office)[-1] == ["so-b · QT-01 · 1 · 0 · ke-ben"]
    with office.reading() as session:
        found = Office.found(session)
        assert tallies(session, MATERIAL) == {found.agencies["so-b"].id: Tally(1, 1)}
        ((working, moment),) = has_read(session, found.people["ke-ben"].id, MATERIAL)
        assert (working.revision_no, moment) == (0, MOMENT)


def test_who_moves_to_a_new_revision_is_asked_from_then_on(office: Database) -> None:
    """Not from when the issuer put it into force: nobody could be asked to read what the body did not work by."""
    moved = MATERIAL + timedelta(days=30)
    with office.writing() as session:
        found = Office.found(session)
        document, body = found.documents["QT-01"], found.agencies["so-b"]
        for number, since, until in ((0, DAY, moved), (2, moved, None)):
            answer = Adoption(agency=body, document=document, revision=document.revisions[number], mode=AdoptionMode.ADOPTED)
            answer.valid_from, answer.valid_to = since, until
            session.add(answer)
    send(office, "ke-ben", who="ke-ben", body="so-b")
    read(office, "ke-ben")
    assert waiting(office, "ke-ben", moved - timedelta(days=1)) == []
    assert waiting(office, "ke-ben", moved) == [(2, moved, False)]
    assert waiting(office, "ke-ben", moved + timedelta(days=8)) == [(2, moved, True)]


def test_a_document_that_lost_force_asks_nothing(office: Database) -> None:
    send(office, *POSTS)
    with office.writing() as session:
        for revision in Office.found(session).documents["QT-01"].revisions:
            revision.ended_on = (revision.effective_on or DAY) + timedelta(days=400)
    last = MATERIAL + timedelta(days=399)
    assert waiting(office, "hai", last) != []
    assert waiting(office, "hai", last + timedelta(days=1)) == []


def test_everything_is_read_in_a_fixed_number_of_statements(office: Database) -> None:
    send(office, *POSTS)
    with counted(office.engine) as few, office.reading() as session:
        circulations(session, DAY)
    with office.writing() as session:
        found = Office.found(session)
        for number in range(30):
            document = found.document("so-a", f"HD-{number}")
            found.revision(f"HD-{number}")
            session.add_all(Distribution(document=document, post=post, valid_from=DAY) for post in found.posts.values())
    with counted(office.engine) as many, office.reading() as session:
        assert len(circulations(session, DAY)) == 31
    assert len(many) == len(few)
