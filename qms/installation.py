"""One running installation: its settings, its clock, its database, its files, and who acts through the command line."""

import getpass
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from qms.clock import Clock, SystemClock
from qms.files.store import LocalStore, Store
from qms.settings import Settings
from qms.storage.database import Database
from qms.trail.entries import Actor


@dataclass
class Installation:
    """``prepare`` makes a newly opened database usable or raises a UserError that says what to do."""

    settings: Settings
    prepare: Callable[["Installation", Database], None]
    clock: Clock = field(default_factory=SystemClock)

    @cached_property
    def database(self) -> Database:
        self.settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        database = Database(self.settings.database_url)
        self.prepare(self, database)
        return database

    @cached_property
    def files(self) -> Store:
        return LocalStore(self.settings.home / "files")

    @cached_property
    def actor(self) -> Actor:
        return Actor(getpass.getuser(), f"cli:{socket.gethostname()}")
