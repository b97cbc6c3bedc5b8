"""``qms policy``: values with their dates and sources."""

import csv
from datetime import date
from io import StringIO

import pytest
from sqlalchemy import func, select

from qms.standards.models import PolicyValue
from qms.trail.models import TrailBatch, TrailEntry
from tests.integration.command_line import run

HEADER = "parameter,value,valid_from,valid_to,source,note\n"
INTERVAL = "internal_audit_interval_months"


def stored(installation, parameter=INTERVAL):
    """The parameter's values as (value, from, to, source, verified, note)."""
    with installation.database.reading() as session:
        rows = session.scalars(select(PolicyValue).where(PolicyValue.parameter == parameter).order_by(PolicyValue.valid_from))
        return [(row.value, row.valid_from, row.valid_to, row.source, row.verified, row.note) for row in rows]


def trail(installation):
    """The trail's entries as (verb, object, diff)."""
    with installation.database.reading() as session:
        return list(session.execute(select(TrailEntry.verb, TrailEntry.object_key, TrailEntry.diff).order_by(TrailEntry.number)))


def everything(installation):
    with installation.database.reading() as session:
        values = session.execute(select(PolicyValue.parameter, PolicyValue.value, PolicyValue.valid_from, PolicyValue.source))
        return sorted(map(tuple, values)), session.scalar(select(func.count()).select_from(TrailEntry))


def write(tmp_path, text, name="policy.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def test_alone_it_lists_every_value_with_its_source(installation):
    said = run(installation, "policy")
    assert (said.code, said.err) == (0, "")
    assert said.out == run(installation, "policy", "list").out
    assert "01/07/2021" in said.out
    assert "(chưa kiểm chứng)" in said.out
    assert max(map(len, said.lines)) <= 100


def test_as_of_a_day_only_what_counts_then(installation):
    def editions(day):
        values = run(installation, "policy", "list", "--as-of", day, "--format", "json").data["values"]
        return [row["value"] for row in values if row["parameter"] == "accepted_edition"]

    assert editions("2009-09-29") == []
    assert editions("30/9/2009") == ["2008"]
    assert editions("2016-01-01") == ["2008", "2015"]
    assert editions("2021-06-30") == ["2008", "2015"]
    assert editions("2021-07-01") == ["2015"]


def test_of_several_values_in_force_the_one_that_began_last_counts(installation):
    run(installation, "policy", "set", INTERVAL, "18", "--from", "2020-01-01", "--source", "QĐ 5")

    def counting(day):
        values = run(installation, "policy", "list", "--as-of", day, "--format", "json").data["values"]
        return [row["value"] for row in values if row["parameter"] == INTERVAL]

    assert (counting("2019-12-31"), counting("2020-01-01")) == (["12"], ["18"])


def test_json_has_every_field_and_says_what_counts_today(installation):
    data = run(installation, "policy", "list", "--format", "json").data
    assert data["as_of"] is None
    first = data["values"][0]
    assert first == {
        "parameter": "accepted_edition",
        "value": "2008",
        "valid_from": "2009-09-30",
        "valid_to": "2021-07-01",
        "source": "QĐ 118/2009/QĐ-TTg; QĐ 19/2014/QĐ-TTg",
        "verified": False,
        "note": "ngày cuối thường được dẫn là 30/6/2021; cần kiểm chứng",
        "label": "Phiên bản ISO 9001 được chấp nhận",
        "in_force": False,
    }
    assert data["values"][1]["in_force"] is True


def test_shipped_sources_are_shown_in_the_readers_language(installation):
    assert "thông lệ của tỉnh" in run(installation, "policy").out
    english = run(installation, "--lang", "en", "policy").out
    assert "provincial practice" in english
    assert "thông lệ" not in english


def test_what_is_listed_as_csv_can_be_imported_again_without_change(installation, tmp_path):
    run(
        installation,
        "policy",
        "set",
        INTERVAL,
        "18",
        "--from",
        "2020-01-01",
        "--source",
        "=SUM(1)",
        "--note",
        "cần kiểm chứng; a,b",
    )
    listed = run(installation, "policy", "list", "--format", "csv").out
    assert next(csv.DictReader(StringIO(listed)))["value"] == "2008"
    before = everything(installation)
    said = run(installation, "policy", "import", write(tmp_path, listed))
    assert (said.code, said.out) == (0, "Không có gì thay đổi.\n")
    assert everything(installation) == before


def test_setting_adds_a_value_and_says_so_on_the_trail(installation):
    said = run(
        installation,
        "policy",
        "set",
        INTERVAL,
        "18",
        "--from",
        "1/1/2020",
        "--to",
        "2022-01-01",
        "--source",
        "QĐ 5",
        "--note",
        "tạm",
    )
    assert said.code == 0
    assert stored(installation)[1] == ("18", date(2020, 1, 1), date(2022, 1, 1), "QĐ 5", True, "tạm")
    verb, key, diff = trail(installation)[-1]
    assert (verb, key) == ("policy:created", f"{INTERVAL} 2020-01-01")
    assert "18" in str(diff)
    assert "2022-01-01" in str(diff)


def test_setting_the_same_first_day_replaces_the_value(installation):
    run(installation, "policy", "set", INTERVAL, "6", "--from", "2009-01-01", "--source", "QĐ 5", "--note", "verify")
    assert stored(installation) == [("6", date(2009, 1, 1), None, "QĐ 5", False, "verify")]
    assert trail(installation)[-1].verb == "policy:changed"


def test_setting_what_is_already_so_leaves_no_trace(installation):
    arguments = ("policy", "set", INTERVAL, "6", "--from", "2009-01-01", "--source", "QĐ 5")
    run(installation, *arguments)
    before = everything(installation)
    assert run(installation, *arguments).out == "Không có gì thay đổi.\n"
    assert everything(installation) == before


def test_accepted_editions_are_a_set(installation):
    said = run(installation, "policy", "set", "accepted_edition", "TCVN ISO 9001:2015", "--from", "2009-09-30", "--source", "x")
    assert said.code == 0
    assert [row[:2] for row in stored(installation, "accepted_edition")].count(("2015", date(2009, 9, 30))) == 1
    assert ("2008", date(2009, 9, 30)) in [row[:2] for row in stored(installation, "accepted_edition")]


@pytest.mark.parametrize(
    ("parameter", "value", "said"),
    [
        ("xyz", "1", "Không có tham số “xyz”"),
        (INTERVAL, "-1", "cần một số nguyên từ 0"),
        (INTERVAL, "1.5", "cần một số nguyên từ 0"),
        (INTERVAL, "mười", "cần một số nguyên từ 0"),
        (INTERVAL, "99999999999999999999", "cần một số nguyên từ 0"),
        ("scope_tolerance_percent", "101", "từ 0 đến 100"),
        ("accepted_edition", "1994", "đã biết: 2008, 2015, 2026"),
        ("accepted_edition", "ISO 9001", "đã biết: 2008, 2015, 2026"),
        ("annual_report_due", "13-01", "ví dụ 12-15"),
        ("annual_report_due", "02-29", "ví dụ 12-15"),
        ("annual_report_due", "15/12", "ví dụ 12-15"),
    ],
)
def test_a_value_that_cannot_be_is_refused(installation, parameter, value, said):
    before = everything(installation)
    refused = run(installation, "policy", "set", "--from", "2020-01-01", "--source", "x", "--", parameter, value)
    assert refused.code == 2
    assert said in refused.err
    assert everything(installation) == before


@pytest.mark.parametrize(
    ("parameter", "value", "kept"),
    [("scope_tolerance_percent", "100", "100"), ("annual_report_due", "1-5", "01-05"), (INTERVAL, "012", "12")],
)
def test_values_are_stored_in_one_spelling(installation, parameter, value, kept):
    assert run(installation, "policy", "set", parameter, value, "--from", "2020-01-01", "--source", "x").code == 0
    assert stored(installation, parameter)[-1][0] == kept


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--from", "2020-01-01", "--to", "2020-01-01", "--source", "x"], "phải sau ngày bắt đầu"),
        (["--from", "2020-01-01", "--source", "  "], "Phải nêu căn cứ"),
        (["--from", "32/1/2020", "--source", "x"], "không có trong lịch"),
        (["--source", "x"], "Thiếu tùy chọn '--from'"),
        (["--from", "2020-01-01"], "Thiếu tùy chọn '--source'"),
    ],
)
def test_wrong_usage_is_refused(installation, options, said):
    refused = run(installation, "policy", "set", INTERVAL, "3", *options)
    assert refused.code == 2
    assert said in refused.err


def test_a_file_from_excel_is_imported(installation, tmp_path):
    text = "\ufeffTham số của tỉnh;;;;;\r\nParameter ; VALUE;valid_from;valid_to;source;note\r\n"
    text += f'{INTERVAL};18;1/1/2020;;"QĐ 5; QĐ 6";verify\r\n;;;;;\r\n'
    said = run(installation, "policy", "import", write(tmp_path, text))
    assert said.code == 0
    assert stored(installation)[-1] == ("18", date(2020, 1, 1), None, "QĐ 5; QĐ 6", False, "verify")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_texts_of_every_kind_are_read(installation, tmp_path, encoding):
    path = write(tmp_path, HEADER + f"{INTERVAL},18,2020-01-01,,thông lệ,\n", encoding=encoding)
    assert run(installation, "policy", "import", path).code == 0
    assert stored(installation)[-1][3] == "thông lệ"


def test_importing_twice_changes_nothing_and_what_is_not_listed_stays(installation, tmp_path):
    path = write(tmp_path, HEADER + f"{INTERVAL},18,2020-01-01,,x,\n")
    run(installation, "policy", "import", path)
    before = everything(installation)
    assert len(before[0]) == 15
    assert run(installation, "policy", "import", path).out == "Không có gì thay đổi.\n"
    assert everything(installation) == before


def test_an_import_is_one_batch(installation, tmp_path):
    path = write(tmp_path, HEADER + "".join(f"{INTERVAL},{n},20{n}-01-01,,x,\n" for n in (10, 11, 12)))
    run(installation, "policy", "import", path)
    with installation.database.reading() as session:
        batch = session.scalars(select(TrailBatch).order_by(TrailBatch.first.desc())).first()
        assert [entry.object_key for entry in batch.entries] == [f"{INTERVAL} 20{n}-01-01" for n in (10, 11, 12)]
        assert (batch.actor, batch.origin) == (installation.actor.name, installation.actor.origin)


def test_every_fault_is_named_at_once_and_nothing_is_stored(installation, tmp_path):
    before = everything(installation)
    text = HEADER + (
        "xyz,1,2015-01-01,,a,\n"
        "scope_tolerance_percent,200,2015-13-01,,,\n"
        "accepted_edition,ISO 9001,2015-01-01,2014-01-01,x,\n"
        f"{INTERVAL},3,2020-01-01,,x,\n"
        f"{INTERVAL},4,2020-01-01,,x,\n"
        f"{INTERVAL},5,2021-01-01,,x,,too much\n"
    )
    said = run(installation, "policy", "import", write(tmp_path, text))
    assert said.code == 1
    places = [line.split(":")[0] for line in said.err.splitlines()[:-1]]
    assert places == [
        "policy.csv, dòng 2, cột parameter",
        "policy.csv, dòng 3, cột valid_from",
        "policy.csv, dòng 3, cột value",
        "policy.csv, dòng 3, cột source",
        "policy.csv, dòng 4, cột valid_to",
        "policy.csv, dòng 4, cột value",
        "policy.csv, dòng 6",
        "policy.csv, dòng 7",
    ]
    assert said.err.splitlines()[-1] == "Có 8 lỗi, chưa ghi gì."
    assert everything(installation) == before


def test_the_same_row_twice_is_no_fault(installation, tmp_path):
    row = f"{INTERVAL},18,2020-01-01,,x,\n"
    assert run(installation, "policy", "import", write(tmp_path, HEADER + row + row)).code == 0
    assert len(stored(installation)) == 2


def test_only_fifty_faults_are_shown(installation, tmp_path):
    said = run(installation, "policy", "import", write(tmp_path, HEADER + "xyz,1,2015-01-01,,a,\n" * 60))
    lines = said.err.splitlines()
    assert len(lines) == 52
    assert lines[-2:] == ["… và 10 lỗi khác.", "Có 60 lỗi, chưa ghi gì."]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04\xff\xff", "UTF-8"),
        (b"a\0b", "không phải là tệp CSV"),
        (b"", "không có dòng tiêu đề"),
        (b"edition,title,published\n2015,x,2015-09-15\n", "không có dòng tiêu đề"),
        (b"x" * 5_000_001, "quá lớn"),
    ],
)
def test_a_file_that_is_no_policy_is_refused(installation, tmp_path, content, said):
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    refused = run(installation, "policy", "import", path)
    assert refused.code == 2
    assert said in refused.err


def test_a_file_that_is_not_there_is_refused(installation, tmp_path):
    refused = run(installation, "policy", "import", tmp_path / "không-có.csv")
    assert (refused.code, "không-có.csv" in refused.err) == (2, True)
    assert run(installation, "policy", "import", tmp_path).code == 2
