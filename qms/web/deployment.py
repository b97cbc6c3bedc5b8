"""How the server is reached: what its cookies may rely on, and which proxies are believed."""

from flask import Flask, Response
from werkzeug.middleware.proxy_fix import ProxyFix

from qms.settings import Settings


def init_app(app: Flask, settings: Settings) -> None:
    """Where people come by https, cookies travel by nothing else and belong to this host alone (``__Host-``)."""
    secure = (settings.public_url or "").startswith("https:")
    app.config.update(
        SESSION_COOKIE_NAME="__Host-qms_session" if secure else "qms_session",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_PATH="/",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",  # a person who comes back from the provider of single sign-on is still known
    )
    if secure:
        app.after_request(_insist)
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]


def _insist(response: Response) -> Response:
    """For a year browsers come by https of their own accord."""
    response.headers["Strict-Transport-Security"] = "max-age=31536000"
    return response
