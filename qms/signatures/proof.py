"""That somebody has just shown to be who he is: what a signature asks for, and what only :mod:`proving` makes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Method(StrEnum):
    """How it was shown: by the password, typed again, or by signing in again at the single sign-on."""

    PASSWORD = "password"  # noqa: S105 - the name of a method
    SSO = "sso"


@dataclass(frozen=True)
class Proof:
    """The person has proved it at the moment ``at``. It serves the act at hand and is kept nowhere."""

    person_id: int
    method: Method
    at: datetime
