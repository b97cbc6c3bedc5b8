"""How entries of the trail are said: by the words that each noun has registered, and by their codes where none has."""

from json import dumps

import pytest

from qms.app import trail_nouns
from qms.language import speaking
from qms.trail.queries import Line
from qms.trail.words import VERBS, Said, Told, Words, show_value
from tests.architecture.nouns import recorded_nouns

WORDS = Words(trail_nouns())


def tell(verb: str, **diff: tuple[object, object]) -> Told:
    return WORDS.tell(Line(1, verb, "so-a · 1", dumps(diff)))


def test_every_noun_that_is_recorded_has_its_words() -> None:
    assert {noun: place for noun, place in recorded_nouns().items() if noun not in WORDS.nouns} == {}


def test_a_fact_of_the_register_is_told_in_the_words_of_its_sheet() -> None:
    told = tell(
        "declaration:changed",
        signed_on=("2015-12-01", "2015-12-31"),
        scope=(None, "*"),
        edition=("2008", None),
        covered=(["1", "2"], []),
    )
    assert (told.verb, told.noun) == (Said("Sửa"), Said("Công bố"))
    assert told.lines() == [
        "Ngày ký: 01/12/2015 → 31/12/2015",
        "Phiên bản ISO: ISO 9001:2008 → –",
        "Phạm vi: – → Tất cả TTHC",
        "covered: 1; 2 → –",
    ]
    assert tell("declaration:created", number=(None, "1"), signed_on=(None, "2015-12-31")).lines() == [
        "Số: 1",
        "Ngày ký: 31/12/2015",
    ]
    with speaking("en"):
        assert tell("agency_slice:withdrawn", obligation=("mandatory", None)).details[0].old == Said("mandatory")


def test_what_nobody_has_described_stands_as_it_is() -> None:
    told = tell("weather:turned", wind=(1234, None), grade=(None, {"a": 1}))
    assert (told.verb, told.noun) == (Said("turned", code=True), Said("weather", code=True))
    assert told.details[0].label == Said("grade", code=True)
    assert tell("nonconformity:changed", grade=("tiny", "major")).details[0].old == Said("tiny", code=True)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (True, "Có"),
        (False, "Không"),
        (0, "0"),
        (12345, "12.345"),
        ("2015-12-31", "31/12/2015"),
        ("2015-02-31", "2015-02-31"),
        ("2015-12-31T17:30:00+00:00", "01/01/2016 00:30:00"),
        ("2015-12-31T25:30:00+00:00", "2015-12-31T25:30:00+00:00"),
        (["2015-12-31", "a"], "31/12/2015; a"),
        (1.5, "1.5"),
    ],
)
def test_values_are_shown_as_one_reads_them(value: object, shown: str) -> None:
    assert show_value(value).text == shown


def test_an_object_is_told_with_what_belongs_to_it() -> None:
    assert WORDS.about("nonconformity", "k").nouns == {"nonconformity", "corrective_action"}
    assert WORDS.about("person", "k").nouns == {"person", "password", "second_factor", "external_identity", "login_session"}
    of_agency = WORDS.about("agency", "k").nouns
    assert of_agency and {"agency_slice", "declaration", "annex", "post", "dossier"} <= of_agency
    assert not of_agency & {"person", "password", "procedure"}
    assert set(VERBS) == {"created", "changed", "withdrawn"}
