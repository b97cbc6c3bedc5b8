"""What an address may hold: numbers that a database can count to; and redirects to a tidied address, which name no host."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode, urlsplit

from flask import Flask, Response, redirect, request
from werkzeug.routing import IntegerConverter, Map
from werkzeug.urls import iri_to_uri

from qms.web.numbers import LARGEST

_TIDIED = 308  # how the router leads to the address with the slash that was forgotten


class Number(IntegerConverter):
    """``<int:…>``: a number that a row may have."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=LARGEST)


def arguments_without(*names: str) -> dict[str, list[str]]:
    """The arguments of the present address but for those named."""
    return {name: request.args.getlist(name) for name in request.args if name not in names}


def address_with(arguments: Mapping[str, Iterable[str]]) -> str:
    """The present page with other arguments."""
    path = iri_to_uri("/" + request.path.lstrip("/"))  # never another host
    return f"{path}?{urlencode(arguments, doseq=True)}" if arguments else path


def lead_to(arguments: Mapping[str, Iterable[str]]) -> Response:
    """Send the reader to the present page with other arguments."""
    return redirect(address_with(arguments), 303)  # type: ignore[return-value]


def stay_here(response: Response) -> Response:
    """The router writes the whole address, with the host that the request claims; the path is enough."""
    if response.status_code == _TIDIED and response.location:
        parts = urlsplit(response.location)
        response.location = parts._replace(scheme="", netloc="", path="/" + parts.path.lstrip("/")).geturl()
    return response


def init_app(app: Flask) -> None:
    app.url_map.converters["int"] = Number
    app.after_request(stay_here)
