"""The guard before every page: who has signed in, and whether the route is open to that person."""

from flask import Flask, Response, current_app, g, redirect, render_template, request, session, url_for

from qms.language import Phrase, mark
from qms.people.queries import load_viewer
from qms.security.acting import NotAllowed, SignedIn
from qms.security.permissions import Permission
from qms.security.viewer import Viewer
from qms.signing_in.models import LoginSession
from qms.signing_in.sessions import find_session, needs_noting, note_seen
from qms.web.access import STATIC_ENDPOINTS, Access, Mark, mark_of
from qms.web.database import installation, reading_session, writing
from qms.web.days import current_day, is_past_view
from qms.web.errors import PastView
from qms.web.unsaved import typed_in_vain

TOKEN = "sign_in"  # where the signed cookie keeps the session's token  # noqa: S105
SIGN_IN = "signing_in.sign_in"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def viewer() -> Viewer | None:
    """Who has signed in; None when nobody has."""
    found: Viewer | None = g.get("viewer")
    return found


def current_viewer() -> Viewer:
    """Who has signed in; only for routes that nobody else reaches."""
    found = viewer()
    if found is None:
        raise LookupError("nobody has signed in")
    return found


def current_login() -> LoginSession:
    """The session in which the present request was sent."""
    found: LoginSession | None = g.get("login")
    if found is None:
        raise LookupError("nobody has signed in")
    return found


def may(permission: Permission, agency: str | None = None) -> bool:
    """Whether whoever looks at the page holds the permission for the agency, or for any when None."""
    found = viewer()
    return found is not None and found.may(permission, agency)


def may_open(endpoint: str) -> bool:
    """Whether the mark of a view lets whoever looks at the page open it."""
    wanted = mark_of(current_app, endpoint)
    return wanted is Access.PUBLIC or (viewer() is not None and (wanted is Access.SIGNED_IN or may(wanted)))  # type: ignore[arg-type]


def require(permission: Permission, agency: str) -> None:
    """Go on only when the permission reaches the agency; otherwise the page answers 404, or 403 where its records are seen."""
    acting().under(permission, agency)


def acting() -> SignedIn:
    """Who acts through the present request, for use cases."""
    return SignedIn(current_viewer(), installation().clock.now(), f"web:{request.remote_addr or '?'}")


def own_path(target: str) -> str:
    """``target`` when it is a path of this site, else the first page: nobody is sent elsewhere."""
    plain = target.isprintable() and "\\" not in target
    return target if plain and target.startswith("/") and not target.startswith("//") else "/"


def _load_viewer() -> None:
    """Set ``g.viewer`` and ``g.login`` from the signed cookie, and note now and then that the session is in use."""
    g.viewer = g.login = None
    token = session.get(TOKEN)
    if not isinstance(token, str):
        return
    moment = installation().clock.now()
    login = find_session(reading_session(), token, moment)
    found = load_viewer(reading_session(), login.person_id, current_day()) if login is not None else None
    if login is None or found is None:
        session.clear()  # a cookie that opens nothing any more
        return
    g.viewer, g.login = found, login
    if needs_noting(login, moment):
        with writing() as writer:
            note_seen(writer, login.id, moment)


def _guard() -> Response | tuple[str, int] | None:
    if request.endpoint is None or request.endpoint in STATIC_ENDPOINTS:
        return None
    _load_viewer()
    wanted = mark_of(current_app, request.endpoint)
    if wanted is not Access.PUBLIC and viewer() is None:
        return _to_sign_in()
    _check(wanted)
    if request.method not in _SAFE and is_past_view():
        raise PastView
    return None


def _check(wanted: Mark | None) -> None:
    if isinstance(wanted, Permission) and not may(wanted):
        refusal = mark("Vị trí đang giữ không được mở trang này. Quyền cần có: {permission}")
        raise NotAllowed(Phrase(refusal, permission=wanted.sentence))


def _to_sign_in() -> Response | tuple[str, int]:
    """The way to sign in, and back; what was typed meanwhile is shown once more, for it is not kept."""
    has_page = request.method in _SAFE or (request.url_rule is not None and "GET" in (request.url_rule.methods or ()))
    back = request.full_path.rstrip("?") if has_page else None
    address = url_for(SIGN_IN, next=back if back != "/" else None, ngay=None)  # signing in belongs to no day
    typed = [] if request.method in _SAFE else typed_in_vain()
    if typed:
        return render_template("signing_in/expired.html", typed=typed, address=address), 401
    return redirect(address, 303)  # type: ignore[return-value]


def init_app(app: Flask) -> None:
    app.before_request(_guard)
    app.jinja_env.globals.update(viewer=viewer, may=may, may_open=may_open, Permission=Permission)
