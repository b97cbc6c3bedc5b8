"""The language of a request: Vietnamese, unless the reader has switched; the switch is a link and is kept in a cookie."""

from contextlib import ExitStack

from flask import Flask, Response, current_app, g, request

from qms.language import LANGUAGES, current_language, speaking
from qms.web.access import STATIC_ENDPOINTS
from qms.web.addresses import address_with, arguments_without, lead_to

PARAMETER = "lang"
COOKIE = "qms_language"
ONE_YEAR = 365 * 24 * 3600


def address_in(language: str) -> str:
    """The present address with the switch to ``language`` in it."""
    return address_with({**arguments_without(PARAMETER), PARAMETER: [language]})


def _switched(language: str) -> Response:
    response = lead_to(arguments_without(PARAMETER))
    secure = request.is_secure or current_app.config["SESSION_COOKIE_SECURE"]
    response.set_cookie(COOKIE, language, max_age=ONE_YEAR, httponly=True, samesite="Lax", secure=secure)
    return response


def init_app(app: Flask) -> None:
    @app.before_request
    def choose_language() -> Response | None:
        kept = request.cookies.get(COOKIE, "")
        g.speaking = ExitStack()
        g.speaking.enter_context(speaking(kept if kept in LANGUAGES else LANGUAGES[0]))
        wanted = request.args.get(PARAMETER, "")
        if wanted in LANGUAGES and request.method in ("GET", "HEAD") and request.endpoint not in STATIC_ENDPOINTS:
            return _switched(wanted)
        return None

    @app.after_request
    def tell_language(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.headers["Content-Language"] = current_language()
            response.vary.add("Cookie")
        return response

    @app.teardown_request
    def end_language(_error: BaseException | None) -> None:
        stack: ExitStack | None = g.pop("speaking", None)
        if stack is not None:
            stack.close()
