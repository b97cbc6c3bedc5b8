"""What a process compiles once for all the applications and databases of its tests, as one application would for itself."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import Dialect
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]


class KeptRule(Rule):
    """A route whose builder of addresses is compiled once for whatever application it stands in."""

    _builders: ClassVar[dict[tuple[object, ...], Builder]] = {}

    def _compile_builder(self, append_unknown: bool = True) -> Builder:
        key = (self.rule, tuple(self._trace), repr(self.defaults), append_unknown)
        if key not in self._builders:
            self._builders[key] = super()._compile_builder(append_unknown)
        return self._builders[key]


@contextmanager
def routes_and_templates(folder: Path) -> Iterator[None]:
    """Applications find their routes compiled, and in ``folder`` their templates, whichever process compiled them."""
    folder.mkdir(exist_ok=True)
    former: tuple[Any, Any] = Flask.jinja_options, Flask.url_rule_class
    Flask.jinja_options = {**former[0], "bytecode_cache": FileSystemBytecodeCache(str(folder))}
    Flask.url_rule_class = KeptRule
    yield
    Flask.jinja_options, Flask.url_rule_class = former


@contextmanager
def statements() -> Iterator[None]:
    """Databases of one kind share a dialect, by which compiled statements are found, and the statements."""
    dialects: dict[str, Dialect] = {}
    compiled: LRUCache[Any, Any] = LRUCache(2_000)

    def share(connection: Connection) -> None:
        connection.dialect = dialects.setdefault(connection.dialect.name, connection.dialect)
        connection.execution_options(compiled_cache=compiled)

    event.listen(Engine, "engine_connect", share)
    yield
    event.remove(Engine, "engine_connect", share)
