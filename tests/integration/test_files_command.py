"""``qms files``: what it prints, its exit codes, and that it works in the installation's own folder."""

import hashlib
import io
import os

from qms.files.use_cases import Accepted, remember
from qms.installation import Installation
from tests.integration.command_line import run


def keep(installation: Installation, content: bytes) -> str:
    """A file with its row; returns its digest."""
    with installation.files.receive(io.BytesIO(content), 1000) as incoming:
        incoming.keep()
        accepted = Accepted(incoming.digest, incoming.size, "application/pdf", "a.pdf", None)
    with installation.database.writing() as session:
        remember(session, accepted, installation.clock.now())
    return accepted.digest


def test_a_whole_store_is_said_to_be_whole(installation: Installation) -> None:
    keep(installation, b"abc")
    said = run(installation, "files", "verify")
    assert (said.code, said.lines) == (0, ["Kho có 1 tệp.", "Kho tệp nguyên vẹn."])


def test_what_is_missing_or_changed_is_named(installation: Installation) -> None:
    missing, broken = keep(installation, b"abc"), keep(installation, b"def")
    keep(installation, b"whole")
    folder = installation.settings.home / "files"
    (folder / missing[:2] / missing[2:4] / missing).unlink()
    (folder / broken[:2] / broken[2:4] / broken).write_bytes(b"deg")
    said = run(installation, "files", "verify")
    assert said.code == 1
    assert said.lines[0] == "Kho có 3 tệp."
    assert sorted(said.lines[1:]) == sorted([
        f"Thiếu tệp {missing}: hãy khôi phục từ bản sao lưu.",
        f"Tệp {broken} đã bị thay đổi: hãy khôi phục từ bản sao lưu.",
    ])  # fmt: skip


def test_sweeping_says_what_went(installation: Installation) -> None:
    content = b"nobody's"
    with installation.files.receive(io.BytesIO(content), 1000) as incoming:
        incoming.keep()
    digest = hashlib.sha256(content).hexdigest()
    os.utime(installation.settings.home / "files" / digest[:2] / digest[2:4] / digest, (0, 0))
    said = run(installation, "files", "sweep")
    assert said.lines == ["Đã bỏ 0 tệp khỏi danh sách, xóa 1 tệp và 0 tệp tải lên dở dang."]
    assert not installation.files.exists(digest)
