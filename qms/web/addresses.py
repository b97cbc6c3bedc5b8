"""What an address may hold: numbers that a database can count to; and redirects to a tidied address, which name no host."""

from urllib.parse import urlsplit

from flask import Flask, Response
from werkzeug.routing import IntegerConverter, Map

from qms.web.numbers import LARGEST

_TIDIED = 308  # how the router leads to the address with the slash that was forgotten


class Number(IntegerConverter):
    """``<int:…>``: a number that a row may have."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=LARGEST)


def stay_here(response: Response) -> Response:
    """The router writes the whole address, with the host that the request claims; the path is enough."""
    if response.status_code == _TIDIED and response.location:
        parts = urlsplit(response.location)
        response.location = parts._replace(scheme="", netloc="", path="/" + parts.path.lstrip("/")).geturl()
    return response


def init_app(app: Flask) -> None:
    app.url_map.converters["int"] = Number
    app.after_request(stay_here)
