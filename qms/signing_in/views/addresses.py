"""How people reach this installation from outside: the beginning of links that leave it."""

from urllib.parse import urlsplit

from flask import request

from qms.connections import is_local
from qms.web.database import installation


def public_base() -> str | None:
    """The beginning of links, without a path: as the installation says; what the request says is believed only of this machine.

    None when it is not known: a request can claim any host.
    """
    public = installation().settings.public_url
    own = urlsplit(request.host_url)
    return public or (f"{own.scheme}://{own.netloc}" if is_local(own.hostname or "") else None)
