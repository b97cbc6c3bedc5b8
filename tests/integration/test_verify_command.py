"""``qms verify``: what it prints, and its exit codes."""

from qms.installation import Installation
from tests.factories.batches import append, head_of, last_number, three_batches
from tests.factories.vandal import Vandal, unguarded
from tests.integration.command_line import run


def test_a_whole_trail_is_said_to_be_whole_with_the_head_to_note(installation: Installation) -> None:
    append(installation.database, "x")
    said = run(installation, "verify")
    assert (said.code, said.err) == (0, "")
    assert said.lines == [
        f"Nhật ký có {last_number(installation.database)} mục.",
        f"Điểm cuối, hãy ghi lại để đối chiếu lần sau: {head_of(installation.database)}",
        "Nhật ký nguyên vẹn.",
    ]


def test_each_fault_is_a_sentence_and_the_exit_code_is_1(installation: Installation) -> None:
    start = three_batches(installation.database)
    with installation.database.writing() as session:
        unguarded(session)
        vandal = Vandal(session, start)
        vandal.edit(2)
        vandal.delete(4)
        vandal.delete(5)
    said = run(installation, "verify")
    assert said.code == 1
    assert said.lines[2:] == [
        f"Mục số {start + 2} đã bị sửa: nội dung không khớp với mã băm.",
        f"Các mục từ số {start + 4} đến số {start + 5} đã bị xóa.",
    ]


def test_a_noted_head_is_compared(installation: Installation) -> None:
    start = three_batches(installation.database)
    noted = head_of(installation.database)
    assert run(installation, "verify", "--head", noted).code == 0
    with installation.database.writing() as session:
        unguarded(session)
        Vandal(session, start).rewrite_from(5)
    assert run(installation, "verify").code == 0
    said = run(installation, "verify", "--head", noted)
    assert said.code == 1
    assert said.lines[2:] == [f"Mục số {start + 6} không còn mã băm đã ghi lại trước đây: nhật ký đã bị viết lại."]


def test_what_is_no_head_is_refused(installation: Installation) -> None:
    said = run(installation, "verify", "--head", "abc")
    assert said.code == 2
    assert "“abc”" in said.err
    assert run(installation, "verify", "--head", "").code == 2


def test_an_english_reader_is_answered_in_english(installation: Installation) -> None:
    said = run(installation, "verify", "--lang", "en")
    assert said.lines[-1] == "The trail is whole."
