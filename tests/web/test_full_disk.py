"""No room left, or too many at once: a clean answer that says so, and nothing half done."""

import gc
import io
import logging
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from qms.files.models import StoredFile
from tests.factories import uploads
from tests.web.cast import OFFICER
from tests.web.client import CheckingClient
from tests.web.test_access_posts import sample
from tests.web.walking import as_member, batches, installation_of

MEGABYTE = 1024 * 1024


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file of this process grows beyond ``size`` bytes, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@dataclass(frozen=True)
class Upload:
    """A form with a file, ready to be sent as bytes: the client writes nothing to the disk."""

    client: CheckingClient
    where: str
    boundary: str
    body: bytes

    def send(self) -> TestResponse:
        kind = f"multipart/form-data; boundary={self.boundary}"
        return self.client.open(self.where, method="POST", input_stream=io.BytesIO(self.body), content_type=kind,
                                headers={"Content-Length": str(len(self.body))})  # fmt: skip


def upload(app: Flask, content: bytes) -> Upload:
    client, (where, fields) = as_member(app, OFFICER), sample(app, "approval.upload")
    file = FileStorage(io.BytesIO(content), "quy-trinh.pdf", "file", "application/pdf")
    boundary, body = encode_multipart({**fields, "csrf_token": client.csrf, "file": file})
    return Upload(client, where, boundary, body)


def padded(size: int) -> bytes:
    """A sound PDF of about that many bytes."""
    content = uploads.pdf()
    return content.replace(b"\n", b"\n%" + b"x" * (size - len(content)) + b"\n", 1)


@pytest.fixture
def heard(workplace: Flask, caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    workplace.config["PROPAGATE_EXCEPTIONS"] = False
    caplog.set_level(logging.ERROR, logger="qms.web")
    return caplog


@pytest.mark.parametrize(("size", "room"), [(300_000, 200_000), (3 * MEGABYTE, MEGABYTE)], ids=["in the store", "on its way"])
def test_an_upload_that_finds_no_room_is_told_and_leaves_nothing(
    workplace: Flask, heard: pytest.LogCaptureFixture, size: int, room: int
) -> None:
    installation, sent = installation_of(workplace), upload(workplace, padded(size))
    with installation.database.reading() as session:
        before = batches(session), session.scalar(select(func.count()).select_from(StoredFile))
    with room_for(room):
        answer = sent.send()
    assert answer.status_code == 507 and "Máy chủ đã hết chỗ lưu" in answer.text
    [record] = [record for record in heard.records if record.name == "qms.web"]
    assert str(record.args[0]) in answer.text  # type: ignore[index]
    with installation.database.reading() as session:
        assert (batches(session), session.scalar(select(func.count()).select_from(StoredFile))) == before
    folder: Path = installation.settings.home / "files"
    assert [path for path in folder.rglob("*") if path.is_file() and path.name != "lock"] == []
    assert sent.send().status_code == 303, "with room again it is taken"
    del record
    heard.clear()
    gc.collect()  # a file left open would be found out here and not by another test


@pytest.mark.parametrize(
    ("code", "status", "said"),
    [
        (sqlite3.SQLITE_FULL, 507, "Máy chủ đã hết chỗ lưu"),
        (sqlite3.SQLITE_BUSY, 503, "Hệ thống đang bận"),
        (sqlite3.SQLITE_CORRUPT, 500, "Hệ thống gặp sự cố"),
    ],
)
def test_a_database_in_trouble_is_told_apart(
    workplace: Flask, heard: pytest.LogCaptureFixture, code: int, status: int, said: str
) -> None:
    trouble = sqlite3.OperationalError("trouble at /srv/qms/qms.sqlite3")
    trouble.sqlite_errorcode = code

    def failing(**_values: str) -> str:
        raise OperationalError("INSERT INTO password", {}, trouble)

    failing.qms_access = workplace.view_functions["library.index"].qms_access  # type: ignore[attr-defined]
    workplace.view_functions["library.index"] = failing
    answer = as_member(workplace, OFFICER).get("/tai-lieu/")
    assert (answer.status_code, said in answer.text) == (status, True)
    assert "/srv/qms" not in answer.text and "INSERT" not in answer.text and "/srv/qms" in str(heard.records[-1].exc_info)
