"""Static files with their version in the address, and the icons, drawn into the page from Bootstrap's own sheet."""

import re
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from flask import Flask, current_app, url_for
from flask_bootstrap import Bootstrap5
from markupsafe import Markup

VERSION = "v"  # the parameter of a file's address that changes with its content
_SYMBOL = re.compile(r'<symbol\b[^>]*?viewBox="([^"]+)"[^>]*?\bid="([^"]+)"[^>]*>(.*?)</symbol>', re.DOTALL)


@cache
def _icons() -> dict[str, tuple[str, str]]:
    """Each icon's view box and shapes, by name."""
    sheet = files("flask_bootstrap").joinpath("static/bootstrap5/icons/bootstrap-icons.svg").read_text("utf-8")
    return {name: (box, shapes.strip()) for box, name, shapes in _SYMBOL.findall(sheet)}


@cache
def icon(name: str) -> Markup:
    """An icon beside words that say the same; KeyError when Bootstrap Icons has none of that name."""
    box, shapes = _icons()[name]
    return Markup(
        '<svg class="icon" viewBox="{}" width="16" height="16" fill="currentColor" aria-hidden="true" focusable="false">{}</svg>'
    ).format(box, Markup(shapes))  # the shapes come from the installed package, never from a user


@cache
def _digest(folder: str, filename: str) -> str:
    return sha256(Path(folder, filename).read_bytes()).hexdigest()[:12]


def asset(endpoint: str, filename: str) -> str:
    """The address of a static file, another one whenever its content is another."""
    owner = current_app if endpoint == "static" else current_app.blueprints[endpoint.partition(".")[0]]
    return url_for(endpoint, filename=filename, v=_digest(str(owner.static_folder), filename))


def init_app(app: Flask) -> None:
    app.config["BOOTSTRAP_SERVE_LOCAL"] = True
    Bootstrap5(app)
    app.jinja_env.globals.update(icon=icon, asset=asset)
