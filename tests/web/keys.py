"""The secret key of every installation in the tests of pages, and what it opens."""

from qms.security.vault import Vault

SECRET_KEY = "only-for-tests-of-pages-0123456789"
VAULT = Vault(SECRET_KEY)


def sealed_secret(person_id: int, secret: str) -> str:
    """The secret of a second factor as the database keeps it."""
    return VAULT.seal(secret, f"second_factor:{person_id}")
