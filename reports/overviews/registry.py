"""The registry behind the pages, kept on a shelf from one change of it to the next, and what was made of it."""

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from flask import current_app, g, render_template, request
from markupsafe import Markup
from sqlalchemy.orm import Session

from documents.library.shelf import PAPERWORK
from qms.language import current_language
from qms.web.database import reading_session
from qms.web.days import is_past_view, viewed_day
from qms.web.shelf import ABOUT_PEOPLE, Few, Shelf
from reports.publication.engine import Registry
from reports.publication.queries import load_registry, reload_agencies
from reports.publication.standing import Standing

MOST_MADE = 200  # things made of one registry: boards, lists and pages of agencies; the largest is a page of 100 kB
OF_ONE_AGENCY = frozenset(
    {
        "agency_slice",
        "authority",
        "revision",
        "audit",
        "nonconformity",
        "corrective_action",
        "management_review",
        "declaration",
        "annex",
        "override",
    }
)  # nouns of the trail whose object key begins with the key of the one agency they concern
WITHOUT_EFFECT = ABOUT_PEOPLE | PAPERWORK | {"dossier"}  # nouns of the trail that no rule of publication looks at
_EXTENSION = "qms_registry"
Made = TypeVar("Made")


class RegistryShelf(Shelf[Registry]):
    """The registry, and beside it what pages have made of it alone: the one goes with the other."""

    of_one_agency = OF_ONE_AGENCY
    without_effect = WITHOUT_EFFECT

    def __init__(self) -> None:
        super().__init__()
        self._made: WeakKeyDictionary[Registry, Few] = WeakKeyDictionary()

    def read(self, session: Session) -> Registry:
        return load_registry(session)

    def renew(self, session: Session, kept: Registry, agencies: Collection[str]) -> Registry:
        return reload_agencies(session, kept, agencies)

    def agencies(self, kept: Registry) -> Iterable[str]:
        return kept.agencies

    def made(self, registry: Registry, name: Hashable, make: Callable[[], Made]) -> Made:
        """What ``make`` gives, made once for each registry and name."""
        return self._made.setdefault(registry, Few(MOST_MADE)).made(name, make)


def current_registry() -> Registry:
    """The registry as the present request sees it: the same object throughout the request."""
    if "registry" not in g:
        g.registry = _shelf().value(reading_session())
    registry: Registry = g.registry
    return registry


def markup_of_registry(template: str, *name: Hashable, values: Callable[[], dict[str, Any]]) -> Markup:
    """A part of a page that follows from the registry, from how the page is looked at and from ``name`` alone."""
    looked_at = (viewed_day(), is_past_view(), current_language(), request.script_root)  # language and the addresses of links
    return made_of_registry((template, *looked_at, *name), lambda: Markup(render_template(template, **values())))


def made_of_registry(name: Hashable, make: Callable[[], Made]) -> Made:
    """What ``make`` gives, kept until the registry changes.

    It must follow from the present registry and ``name`` alone, be the same for every reader, and not hold the registry.
    """
    return _shelf().made(current_registry(), name, make)


def current_board() -> Sequence[Standing]:
    """Every body that exists on the day shown, in the order of the board."""
    day, registry = viewed_day(), current_registry()
    return made_of_registry(("board", day), lambda: tuple(registry.board(day)))


def _shelf() -> RegistryShelf:
    shelf: RegistryShelf = current_app.extensions.setdefault(_EXTENSION, RegistryShelf())
    return shelf
