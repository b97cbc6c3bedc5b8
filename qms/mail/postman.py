"""The postman of a server process: goes when something was written, beside the requests, so that no answer waits for mail."""

import logging
from threading import Lock, Thread

from qms.clock import Clock
from qms.mail.sending import Way, send_waiting
from qms.storage.database import Database

logger = logging.getLogger("qms.mail")


class Postman:
    """At most one walk at a time; a call during a walk lets another one follow."""

    def __init__(self, database: Database, way: Way, clock: Clock) -> None:
        self._database, self._way, self._clock = database, way, clock
        self._lock = Lock()
        self._called = False
        self._walk: Thread | None = None

    def call(self) -> None:
        """Come soon; to be called after the letter's transaction has been committed."""
        with self._lock:
            self._called = True
            if self._walk is None:
                self._walk = Thread(target=self._go, name="postman", daemon=True)
                self._walk.start()

    def wait(self) -> None:
        """Return when nothing is under way."""
        walk = self._walk
        if walk is not None:
            walk.join()

    def _go(self) -> None:
        while self._is_called():
            try:
                outcome = send_waiting(self._database, self._way, self._clock)
                logger.info("letters sent: %d, failed: %d", outcome.sent, outcome.failed)
            except Exception:  # whatever it was: what waits is tried again with the next letter or by `qms mail send`
                logger.exception("letters could not be sent")

    def _is_called(self) -> bool:
        with self._lock:
            called, self._called = self._called, False
            if not called:
                self._walk = None
            return called
