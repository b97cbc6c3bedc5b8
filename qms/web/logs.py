"""What a server says while it runs: one line for each event, to standard error, where the service manager keeps it."""

import logging
import sys
from typing import TextIO

_FORM = "%(asctime)s %(levelname)s %(name)s %(message)s"


class _ToStandardError(logging.StreamHandler[TextIO]):
    """Writes to what is standard error at the moment."""

    @property
    def stream(self) -> TextIO:
        return sys.stderr

    @stream.setter
    def stream(self, _given: TextIO) -> None:
        """What the base class sets once counts for nothing."""


def speak_up() -> None:
    """Let the product's own loggers (security, mail, pages) be heard from INFO on; whoever has set them up already keeps that."""
    own = logging.getLogger("qms")
    if own.handlers or own.level:
        return
    handler = _ToStandardError()
    handler.setFormatter(logging.Formatter(_FORM))
    own.addHandler(handler)
    own.setLevel(logging.INFO)
