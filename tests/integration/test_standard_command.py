"""``qms standard`` and what ships with the package: editions, clauses, correspondence, framework slots."""

from datetime import date

import pytest
from sqlalchemy import func, select

from qms.clock import FixedClock
from qms.standards import queries
from qms.standards.models import Clause, ClauseCorrespondence, Edition, FrameworkSlot, PolicyValue
from qms.standards.use_cases import ensure_shipped, load_shipped
from qms.trail.entries import Actor
from qms.trail.models import TrailEntry
from tests.integration.command_line import run

EDITIONS = "edition,title,national_standard,published,verified,note\n"
CLAUSES = "number,title_en,title_vi,maintain_document,retain_record,asked_at\n"
FRAMEWORK = "edition,slot,title_vi,title_en,clauses,agency_kinds\n"


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "chuẩn"
    path.mkdir()
    return path


def count(installation, model):
    with installation.database.reading() as session:
        return session.scalar(select(func.count()).select_from(model))


def library(installation):
    with installation.database.reading() as session:
        return queries.library(session)


def test_what_ships_is_whole(installation):
    found = library(installation)
    assert [edition.year for edition in found.editions] == ["2008", "2015", "2026"]
    assert [edition.verified for edition in found.editions] == [True, True, False]
    assert [sum(row.edition == year for row in found.clauses) for year in ("2008", "2015", "2026")] == [67, 91, 0]
    assert [sum(row.edition == year for row in found.slots) for year in ("2008", "2015", "2026")] == [10, 10, 0]
    assert len(found.correspondences) == 47
    assert count(installation, PolicyValue) == 14


def test_clauses_stand_in_the_order_of_the_standard(installation):
    numbers = [row.number for row in library(installation).only("2015").clauses]
    assert numbers[:3] == ["4", "4.1", "4.2"]
    assert numbers.index("9.3") < numbers.index("10") < numbers.index("10.1")
    assert [row.position for row in library(installation).only("2015").clauses] == list(range(1, 92))


def test_every_clause_of_a_slot_and_of_a_correspondence_exists(installation):
    found = library(installation)
    known = {(row.edition, row.number) for row in found.clauses}
    assert {(row.edition, number) for row in found.slots for number in row.clauses.split()} <= known


def test_loading_again_changes_nothing(database, clock: FixedClock, actor: Actor):
    with database.writing() as session:
        outcome = load_shipped(session, actor, clock.now())
    assert (outcome.changes, sum(outcome.unchanged.values())) == ([], 3 + 158 + 47 + 20 + 14)
    assert ensure_shipped(database, actor, clock.now()) is False


def test_an_empty_registry_is_filled_on_the_trail(database, clock: FixedClock, actor: Actor):
    with database.writing() as session:
        for model in (ClauseCorrespondence, Clause, FrameworkSlot, PolicyValue, Edition):
            for row in session.scalars(select(model)):
                session.delete(row)
            session.flush()
        before = session.scalar(select(func.max(TrailEntry.number)))
    assert ensure_shipped(database, actor, clock.now()) is True
    with database.reading() as session:
        assert session.scalar(select(func.max(TrailEntry.number))) - before == 3 + 158 + 47 + 20 + 14


def test_the_list_shows_editions(installation):
    said = run(installation, "standard")
    assert (said.code, said.err) == (0, "")
    assert said.out == run(installation, "standard", "list").out
    assert any(line.startswith("ISO 9001:2015") and "15/09/2015" in line and "91" in line for line in said.lines)


@pytest.mark.parametrize("asked", ["2015", "ISO 9001:2015", "TCVN ISO 9001:2015"])
def test_one_edition_is_shown_with_clauses_and_slots(installation, asked):
    said = run(installation, "standard", "list", "--edition", asked)
    assert said.code == 0
    assert "Bối cảnh của tổ chức" in said.out
    assert "documented-" in said.out
    assert "preventive-action" not in said.out
    english = run(installation, "standard", "list", "--edition", asked, "--lang", "en").out
    assert "Context of the organization" in english
    assert "Bối cảnh" not in english


def test_json_holds_everything(installation):
    data = run(installation, "standard", "list", "--format", "json").data
    assert [edition["edition"] for edition in data["editions"]] == ["2008", "2015", "2026"]
    assert len(data["correspondences"]) == 47
    newest = run(installation, "standard", "list", "--edition", "2015", "--format", "json").data["editions"]
    assert [len(newest), len(newest[0]["clauses"]), len(newest[0]["slots"])] == [1, 91, 10]
    assert newest[0]["published_on"] == "2015-09-15"


def test_an_unknown_edition_is_said(installation):
    said = run(installation, "standard", "list", "--edition", "1994")
    assert said.code == 1
    assert "đã biết: 2008, 2015, 2026" in said.err


def test_a_folder_is_imported_at_once(installation, folder):
    (folder / "editions.csv").write_text(EDITIONS + "2030,ISO 9001:2030,,2030-01-31,0,\n")
    (folder / "clauses-2030.csv").write_text(CLAUSES + "10,Last,Cuối,0,0,system\n4,First,Đầu,1,0,unit\n4.1,,,0,1,unit\n")
    (folder / "clauses-2015-to-2030.csv").write_text("clause_2015,clause_2030\n4.1,4.1\n")
    (folder / "framework.csv").write_text(FRAMEWORK + "2030,policy,Chính sách,Policy,4 4.1,*\n")
    (folder / "agencies.csv").write_text("key,name\na,b\n")
    (folder / "policy.csv").write_text("parameter,value,valid_from,valid_to,source,note\naccepted_edition,2030,2030-01-01,,x,\n")
    said = run(installation, "standard", "import", folder)
    assert (said.code, said.err) == (0, "")
    found = library(installation).only("2030")
    assert [row.number for row in found.clauses] == ["4", "4.1", "10"]
    assert [(row.old_edition, row.old_number, row.new_number) for row in found.correspondences] == [("2015", "4.1", "4.1")]
    assert [row.slot for row in found.slots] == ["policy"]
    assert found.editions[0].published_on == date(2030, 1, 31)
    assert count(installation, PolicyValue) == 14
    before = count(installation, TrailEntry)
    assert run(installation, "standard", "import", folder).out == "Không có gì thay đổi.\n"
    assert count(installation, TrailEntry) == before


def test_the_framework_file_replaces_the_slots_of_the_editions_it_names(installation, folder):
    path = folder / "framework.csv"
    path.write_text(
        FRAMEWORK + "2015,risk,Rủi ro,Risks,6.1,*\n2015,policy,Chính sách,Policy,5.2,specialised_agency sub_department\n"
    )
    assert run(installation, "standard", "import", path).code == 0
    found = library(installation)
    assert [(row.slot, row.position) for row in found.only("2015").slots] == [("risk", 1), ("policy", 2)]
    assert len(found.only("2008").slots) == 10
    with installation.database.reading() as session:
        verbs = session.execute(select(TrailEntry.verb, func.count()).group_by(TrailEntry.verb)).all()
    assert dict(map(tuple, verbs))["slot:withdrawn"] == 8


def test_a_clause_may_be_added_between_others(installation, folder):
    path = folder / "clauses-2015.csv"
    path.write_text(CLAUSES + "6.1.3,New,Mới,0,0,unit\n4.1,Other,Tên khác,0,0,system\n")
    assert run(installation, "standard", "import", path).code == 0
    clauses = library(installation).only("2015").clauses
    assert [row.position for row in clauses] == list(range(1, 93))
    numbers = [row.number for row in clauses]
    assert numbers[numbers.index("6.1.3") - 1] == "6.1.2"
    assert next(row.title_vi for row in clauses if row.number == "4.1") == "Tên khác"


def test_correspondences_between_two_editions_are_replaced(installation, folder):
    path = folder / "clauses-2008-to-2015.csv"
    path.write_text("clause_2008;clause_2015\n4.1;4.4\n")
    assert run(installation, "standard", "import", path).code == 0
    assert len(library(installation).correspondences) == 1


def test_every_fault_of_every_file_is_named_and_nothing_is_stored(installation, folder):
    (folder / "editions.csv").write_text(EDITIONS + "2030,ISO 9001:2030,,31.1.2030,0,\nnăm nào,x,,2030-01-31,maybe,\n")
    (folder / "clauses-2030.csv").write_text(CLAUSES + "4,First,Đầu,1,0,unit\n4.x.,Bad,Xấu,2,,everywhere\n")
    (folder / "framework.csv").write_text(FRAMEWORK + "2015,risk,Rủi ro,,99,sở\n1999,risk,Rủi ro,Risks,4,*\n")
    (folder / "clauses-2015-to-2030.csv").write_text("clause_2015,clause_2030\n4.1,4\n77,4.1\n")
    said = run(installation, "standard", "import", folder)
    assert said.code == 1
    places = {line.split(":")[0] for line in said.err.splitlines()[:-1]}
    assert places == {
        "editions.csv, dòng 2, cột published",
        "editions.csv, dòng 3, cột edition",
        "editions.csv, dòng 3, cột verified",
        "clauses-2030.csv, dòng 3, cột number",
        "clauses-2030.csv, dòng 3, cột maintain_document",
        "clauses-2030.csv, dòng 3, cột retain_record",
        "clauses-2030.csv, dòng 3, cột asked_at",
        "framework.csv, dòng 2, cột title_en",
        "framework.csv, dòng 2, cột clauses",
        "framework.csv, dòng 2, cột agency_kinds",
        "framework.csv, dòng 3, cột edition",
        "clauses-2015-to-2030.csv, dòng 3, cột clause_2015",
        "clauses-2015-to-2030.csv, dòng 3, cột clause_2030",
    }
    assert [edition.year for edition in library(installation).editions] == ["2008", "2015", "2026"]
    assert count(installation, FrameworkSlot) == 20


@pytest.mark.parametrize("content", ["a,b\n1,2\n", "parameter,value,valid_from,source\n", ""])
def test_a_file_that_is_not_of_the_standard_is_refused(installation, folder, content):
    path = folder / "x.csv"
    path.write_text(content)
    for asked in (path, folder):
        said = run(installation, "standard", "import", asked)
        assert said.code == 2
        assert str(asked) in said.err
