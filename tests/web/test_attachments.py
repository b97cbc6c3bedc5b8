"""Stored files leave as attachments, whatever they are and are called."""

import io
from collections.abc import Callable
from urllib.parse import quote

import pytest
from flask import Flask, Response
from werkzeug.test import TestResponse

from qms.files.store import LocalStore
from qms.web import headers
from qms.web.attachments import send_stored


@pytest.fixture
def fetch(tmp_path) -> Callable[[str], TestResponse]:
    """The answer that hands out a file under a name."""
    store = LocalStore(tmp_path)
    with store.receive(io.BytesIO(b"<script>alert(1)</script>"), 100) as incoming:
        incoming.keep()
        digest = incoming.digest
    app = Flask("attachments")
    headers.init_app(app)

    @app.get("/<path:name>")
    def send(name: str) -> Response:
        return send_stored(store, digest, name, "application/pdf")

    return lambda name: app.test_client().get(f"/{quote(name)}")


def test_a_file_is_saved_and_not_shown(fetch) -> None:
    answer = fetch("a.pdf")
    assert answer.data == b"<script>alert(1)</script>"
    assert answer.headers["Content-Length"] == str(len(answer.data))
    assert answer.headers["Content-Disposition"] == "attachment; filename=a.pdf"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers.getlist("Content-Security-Policy") == ["default-src 'none'; sandbox"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_name_keeps_its_letters(fetch) -> None:
    said = fetch("Quy trình đánh giá.pdf").headers["Content-Disposition"]
    assert said.startswith("attachment; ")
    assert said.endswith("filename*=UTF-8''" + quote("Quy trình đánh giá.pdf"))
    assert said.isascii()
