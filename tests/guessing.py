"""A guesser in a process of its own: light, because it is started anew for each test that needs it."""

from datetime import datetime

from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from sqlalchemy.engine import make_url

from qms.signing_in.passwords import HASHER
from qms.signing_in.use_cases import WRONG, Refused, Visitor, sign_in
from qms.storage.database import Database


def guess(address: str, key: str, passwords: list[str], visitor: Visitor, moment: datetime) -> int:
    """How many of the wrong passwords were examined."""
    HASHER.use(PasswordHasher.from_parameters(CHEAPEST))
    database = Database(make_url(address))
    examined = 0
    for password in passwords:
        try:
            sign_in(database.writing, key, password, visitor, moment)
        except Refused as refusal:
            examined += refusal.message == WRONG
    database.close()
    return examined
