"""The web application: one factory that puts sections on the common ground and checks that the whole is sound."""

from collections.abc import Iterable
from importlib.resources import files

from flask import Flask
from flask_wtf import CSRFProtect

from qms.demo.home import is_demonstration
from qms.installation import Installation
from qms.web import (
    addresses,
    assets,
    database,
    days,
    deployment,
    display,
    errors,
    forms,
    guard,
    headers,
    languages,
    navigation,
    uploads,
)
from qms.web.access import unmarked_endpoints
from qms.web.sections import Section

LARGEST_REQUEST = 1024 * 1024  # bytes; a view that takes files allows itself more


def create_app(installation: Installation, sections: Iterable[Section]) -> Flask:
    """An application over ``installation`` with ``sections`` in the order in which the bar shows them.

    Raise RuntimeError when a route carries no access mark.
    """
    app = Flask("qms.web", template_folder=str(files("templates")))
    settings = installation.settings
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        SECRET_KEY=installation.secret_key,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a form left open over lunch is not lost
    )
    deployment.init_app(app, settings)
    database.init_app(app, installation)
    languages.init_app(app)
    days.init_app(app)
    for part in (addresses, assets, display, errors, forms, headers, guard, uploads):
        part.init_app(app)
    CSRFProtect(app)  # after the guard: who has to sign in first is sent there
    app.jinja_env.globals["is_demonstration"] = is_demonstration(settings.home)
    _add_sections(app, list(sections))
    unmarked = unmarked_endpoints(app)
    if unmarked:
        raise RuntimeError(f"routes without an access mark: {', '.join(unmarked)}")
    return app


def _add_sections(app: Flask, sections: list[Section]) -> None:
    for section in sections:
        app.register_blueprint(section)
    navigation.init_app(app, sections)
