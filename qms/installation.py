"""One running installation: its settings, its clock, its database, its files, and who acts through the command line."""

import getpass
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from qms.clock import Clock, SystemClock
from qms.files.store import LocalStore, Store
from qms.security.secrets import secret_key
from qms.security.vault import Vault
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
    def secret_key(self) -> str:
        """What signs cookies and what the vault's key is derived from; raises SettingsError."""
        return secret_key(self.settings.secret_key, self.settings.home)

    @cached_property
    def vault(self) -> Vault:
        return Vault(self.secret_key)

    @cached_property
    def actor(self) -> Actor:
        return Actor(getpass.getuser(), f"cli:{socket.gethostname()}")
