"""The postman of the pages: takes away what a request has written, after its transaction."""

from flask import current_app

from qms.installation import Installation
from qms.mail.outbox import make_postman
from qms.mail.postman import Postman

_POSTMAN = "qms_postman"


def postman(installation: Installation) -> Postman:
    """Who takes the letters of this application away."""
    found: Postman = current_app.extensions.get(_POSTMAN) or current_app.extensions.setdefault(
        _POSTMAN, make_postman(installation)
    )
    return found
