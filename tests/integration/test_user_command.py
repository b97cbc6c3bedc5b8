"""``qms user``: the first account of an installation, further ones with their post, and passwords that are said once."""

from datetime import date

import pytest
from sqlalchemy import select

from qms.installation import Installation
from qms.language import UserError
from qms.people.appointing import end_administration
from qms.people.models import Person
from qms.people.queries import load_viewer
from qms.security.acting import Operator
from qms.security.permissions import Permission
from qms.security.viewer import Viewer
from qms.signing_in.models import Password
from qms.signing_in.passwords import HASHER
from qms.trail.models import TrailEntry
from tests.factories.people_rows import agencies
from tests.factories.workbook import import_rows
from tests.integration.command_line import run

TODAY = date(2026, 11, 23)


def viewer(installation: Installation, key: str, day: date = TODAY) -> Viewer:
    with installation.database.reading() as session:
        found = load_viewer(session, session.scalars(select(Person.id).where(Person.key == key)).one(), day)
    assert found is not None
    return found


def test_an_empty_registry_gets_its_first_administrator(installation: Installation) -> None:
    said = run(installation, "user", "add", "quan-tri", "--name", "Ngô Gia Bảo", "--administrator")
    assert said.code == 0, said.err
    password = said.out.split()[5]
    with installation.database.reading() as session:
        stored = session.scalars(select(Password)).one()
        verbs = session.execute(select(TrailEntry.verb, TrailEntry.object_key).order_by(TrailEntry.number)).all()[-4:]
    assert HASHER.verify(stored.hash, password) and stored.temporary
    assert [tuple(row) for row in verbs] == [
        ("person:created", "quan-tri"),
        ("post:created", "quan-tri"),
        ("post_holding:created", "quan-tri · 2026-11-23"),
        ("password:created", "quan-tri"),
    ]
    administrator = viewer(installation, "quan-tri")
    assert [post.in_full for post in administrator.posts] == ["Quản trị hệ thống"]
    assert administrator.may(Permission.KEEP_PEOPLE, "so-a") and not administrator.may(Permission.SEE_RECORDS, "so-a")
    assert viewer(installation, "quan-tri", date(2026, 11, 22)).posts == ()


def test_an_administrator_outside_every_agency_ceases_from_a_day(installation: Installation) -> None:
    run(installation, "user", "add", "quan-tri", "--name", "Bảo", "--administrator", "--from", "1/1/2026")
    operator = Operator(installation.actor, installation.clock.now())
    with installation.database.writing() as session, pytest.raises(UserError):
        end_administration(session, operator, "quan-tri", date(2026, 1, 1), None)
    with installation.database.writing() as session:
        end_administration(session, operator, "QUAN-TRI", date(2026, 1, 2), "Nghỉ")
    assert len(viewer(installation, "quan-tri", date(2026, 1, 1)).posts) == 1
    assert viewer(installation, "quan-tri", date(2026, 1, 2)).posts == ()


def test_an_account_with_a_post_of_an_agency(installation: Installation) -> None:
    import_rows(installation, agencies())
    options = ("--name", "An", "--email", "an@a.example", "--agency", "SO-A", "--post-kind", "coordinator")
    assert run(installation, "user", "add", "an", *options, "--title", "Thư ký ISO Sở A", "--from", "1/1/2026").code == 0
    assert [post.in_full for post in viewer(installation, "an", date(2026, 1, 1)).posts] == ["Thư ký ISO Sở A, Cơ quan so-a"]
    listed = run(installation, "user", "list", "--format", "json").data["people"]
    assert listed == [
        {"key": "an", "name": "An", "email": "an@a.example", "active": True, "posts": "Thư ký ISO Sở A, Cơ quan so-a"}
    ]


@pytest.mark.parametrize(
    "options",
    [
        ("--agency", "so-x", "--post-kind", "head"),  # no such agency
        ("--agency", "so-a", "--post-kind", "head", "--from", "31/12/2010"),  # before the agency
        ("--agency", "so-a"),
        ("--post-kind", "head"),
        ("--administrator", "--post-kind", "head"),
        ("--email", "no address"),
        ("--administrator", "--email", "no address"),
    ],
)
def test_what_does_not_fit_leaves_no_account(installation: Installation, options: tuple[str, ...]) -> None:
    import_rows(installation, agencies())
    assert run(installation, "user", "add", "an", "--name", "An", *options).code == 2
    assert run(installation, "user", "list", "--format", "json").data["people"] == []


def test_a_key_belongs_to_one_person(installation: Installation) -> None:
    assert run(installation, "user", "add", "an", "--name", "An").code == 0
    assert run(installation, "user", "add", "AN", "--name", "Khác", "--administrator").code == 2


def test_a_reset_password_replaces_the_former(installation: Installation) -> None:
    first = run(installation, "user", "add", "an", "--name", "An").out.split()[5]
    second = run(installation, "user", "password", "an").out.split()[5]
    with installation.database.reading() as session:
        hashed = session.scalars(select(Password.hash)).one()
    assert HASHER.verify(hashed, second) and not HASHER.verify(hashed, first)
    assert run(installation, "user", "password", "bình").code == 2
