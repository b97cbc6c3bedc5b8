"""Handing out a stored file: to be saved, never shown as a page of ours."""

from collections.abc import Iterator
from typing import BinaryIO

from flask import Response, send_file

from qms.files.store import Store

_PIECE = 256 * 1024
_SANDBOX = "default-src 'none'; sandbox"  # for a browser that shows it all the same


def send_stored(store: Store, digest: str, name: str, media_type: str) -> Response:
    """The file as an attachment called ``name``; raises FileNotFoundError when the store does not have it."""
    file = store.open(digest)
    size = file.seek(0, 2)
    file.seek(0)
    response = send_file(file, media_type, as_attachment=True, download_name=name, conditional=False, max_age=0)
    response.direct_passthrough = False
    response.response = _pieces(file)
    response.call_on_close(file.close)
    response.content_length = size
    response.headers["Content-Security-Policy"] = _SANDBOX
    return response


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    """The content; the file is closed as soon as it has been read."""
    with file:
        while piece := file.read(_PIECE):
            yield piece
