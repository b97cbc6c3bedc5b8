"""The one module that knows every package: it collects what they offer; only the doors of the product import it."""

from collections.abc import Callable
from importlib import import_module

import click
from flask import Flask
from sqlalchemy.orm import Session

from documents.approval.open_items import DocumentWork
from documents.demonstration.story import tell_documents
from documents.duties import DocumentDuties
from documents.parts import SECTIONS as DOCUMENT_PARTS
from documents.search.use_cases import refresh
from documents.upkeep.commands import notify_command
from qms.daily import daily_command
from qms.demo.commands import demo_command
from qms.demo.tellers import Teller
from qms.exchange.commands import workbook_commands
from qms.exchange.nouns import nouns as sheet_nouns
from qms.exchange.sheet import Sheet
from qms.files.commands import files, sweep
from qms.installation import Installation
from qms.keeping import ground
from qms.keeping.views import keeping
from qms.mail.commands import mail, send
from qms.people.commands import people_command, user
from qms.people.open_items import Provider
from qms.people.sheet import SHEETS as PEOPLE_SHEETS
from qms.people.views import people
from qms.people.views.ground import keep_providers
from qms.settings import Settings
from qms.signing_in.second_factor import seal_stored
from qms.signing_in.views import signing_in
from qms.standards.commands import standard
from qms.standards.policy_commands import policy
from qms.storage.commands import migrate_command
from qms.storage.readiness import prepare
from qms.trail import readable
from qms.trail.commands import verify_command
from qms.trail.views import history, trail
from qms.trail.words import Circle, Noun
from qms.units.views import units
from qms.web.application import create_app
from qms.web.commands import serve_command
from qms.web.logs import speak_up
from reports.overviews.views import SECTIONS
from reports.publication.commands import compare_command, status_command, timeline_command
from reports.registers.commands import report_command
from reports.registers.views import reports

__all__ = ["commands", "load_models", "prepare", "sheets", "web_application", "wsgi"]

_MODELS = (
    "qms.agencies.models",
    "qms.units.models",
    "qms.people.models",
    "qms.signing_in.models",
    "qms.mail.models",
    "qms.files.models",
    "qms.signatures.models",
    "qms.catalogue.models",
    "qms.standards.models",
    "qms.trail.models",
    "documents.library.models",
    "documents.requests.models",
    "documents.approval.models",
    "documents.adoption.models",
    "documents.distribution.models",
    "documents.copies.models",
    "documents.upkeep.models",
    "documents.records.models",
    "documents.search.models",
    "audits.programme.models",
    "audits.nonconformities.models",
    "audits.corrective_actions.models",
    "audits.reviews.models",
    "reports.publication.models",
)
_SHEETS = (
    "qms.agencies.sheet",
    "qms.catalogue.sheet",
    "documents.library.sheet",
    "audits.programme.sheet",
    "audits.nonconformities.sheet",
    "audits.corrective_actions.sheet",
    "audits.reviews.sheet",
    "reports.publication.sheet",
)
_NOUNS = ("qms.standards.nouns", "qms.signing_in.nouns", "qms.signatures.nouns", "documents.nouns", "documents.part_nouns")

PROVIDERS: tuple[Provider, ...] = (DocumentWork(), DocumentDuties())  # of open items, which a hand-over shows and moves

TELLERS = (Teller("documents.demonstration", tell_documents),)  # what the demonstration shows beside its workbooks


_AFTER_MIGRATING: tuple[Callable[[Installation, Session], object], ...] = (
    lambda _installation, session: refresh(session),
    lambda installation, session: seal_stored(session, installation.vault),
)  # what an older program has stored, brought to the form that this one keeps


def load_models() -> None:
    """Import every table, so that ``Base.metadata`` is whole."""
    for name in _MODELS:
        import_module(name)


def sheets() -> list[Sheet]:
    """The sheets of the register workbook in its order: a sheet stands after those that it refers to."""
    return [sheet for name in _SHEETS for sheet in import_module(name).SHEETS]


def trail_nouns() -> list[Noun]:
    """What the trail records, in words: the facts of the sheets, and what each package says of its own nouns."""
    of_people = sheet_nouns(PEOPLE_SHEETS, Circle.KEEPERS)
    described = (noun for name in _NOUNS for noun in import_module(name).NOUNS)
    return [*of_people, *sheet_nouns(sheets(), Circle.EVERYBODY), *described]


def commands() -> list[click.Command]:
    """The commands of all packages, in the order a person would look for them."""
    return [
        demo_command(TELLERS),
        *workbook_commands(sheets),
        status_command,
        timeline_command,
        compare_command,
        report_command,
        user,
        people_command(lambda: PROVIDERS),
        policy,
        standard,
        migrate_command(_AFTER_MIGRATING),
        verify_command,
        notify_command,
        daily_command([notify_command, sweep, send]),
        mail,
        files,
        serve_command(web_application),
    ]


def web_application(installation: Installation) -> Flask:
    """The pages of all packages over an installation, in the order of the bar."""
    load_models()
    app = create_app(installation, [*SECTIONS, *DOCUMENT_PARTS, reports, keeping, people, units, signing_in, trail, history])
    readable.init_app(app, trail_nouns())
    ground.init_app(app, sheets)
    keep_providers(app, PROVIDERS)
    return app


def wsgi() -> Flask:
    """The pages for a WSGI server, over the installation that the environment names: ``gunicorn 'qms.app:wsgi()'``."""
    speak_up()
    return web_application(Installation(Settings.from_environment(), prepare))
