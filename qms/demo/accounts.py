"""The accounts of a demonstration: passwords made up anew each time it is made, kept in one file that only its owner reads."""

import os
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import select

from qms.demo.people import STAFF
from qms.installation import Installation
from qms.language import gettext
from qms.people.models import Person
from qms.signing_in.accounts import account_of
from qms.signing_in.credentials import store_password
from qms.signing_in.passwords import HASHER, generate_password
from qms.terminal import format_table

ACCOUNTS = "demo-accounts.txt"
WIDTH = 100  # columns of the table


def open_accounts(installation: Installation) -> Mapping[str, str]:
    """Give everybody of the demonstration a password that stays; return the passwords by key."""
    passwords = {one.key: generate_password() for one in STAFF}
    hashes = {key: HASHER.hash(password) for key, password in passwords.items()}
    with installation.database.writing() as session:
        for person_id in session.scalars(select(Person.id).where(Person.key.in_(passwords)).order_by(Person.id)).all():
            account = account_of(session, person_id)
            assert account is not None
            store_password(session, installation.actor, account, hashes[account.key], installation.clock.now(), "")
    return passwords


def keep(folder: Path, passwords: Mapping[str, str]) -> str:
    """Write the table of accounts to the folder's file, for its owner only; return it."""
    path = folder / ACCOUNTS
    path.unlink(missing_ok=True)
    heads = [gettext("Tên đăng nhập"), gettext("Mật khẩu"), gettext("Vị trí"), gettext("Cơ quan")]
    table = format_table(heads, [[one.key, passwords[one.key], one.title, one.agency] for one in STAFF], WIDTH)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(f"{table}\n")
    return table
