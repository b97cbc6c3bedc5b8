"""Making a database ready: creating it when it is empty, upgrading it when asked, loading what ships with the package."""

from qms.failures import explain
from qms.installation import Installation
from qms.language import Phrase, UserError, mark
from qms.standards.use_cases import ensure_shipped
from qms.storage import schema
from qms.storage.database import Database


class NotReady(UserError):
    """The database's schema is not the one this program works with."""


def prepare(installation: Installation, database: Database) -> None:
    """Create an empty database; refuse one that is older or newer than the program. What every command does first."""
    state = _state(database)
    _refuse_newer(state)
    if state == "outdated":
        raise NotReady(Phrase(mark("Cơ sở dữ liệu thuộc phiên bản cũ; hãy sao lưu rồi chạy lệnh: qms migrate")))
    if state == "empty":
        schema.upgrade(database)
    ensure_shipped(database, installation.actor, installation.clock.now())


def migrate(installation: Installation, database: Database) -> tuple[schema.State, bool]:
    """Bring the schema to this program's version; return what it was before, and whether the shipped data was loaded."""
    before = _state(database)
    _refuse_newer(before)
    schema.upgrade(database)
    return before, ensure_shipped(database, installation.actor, installation.clock.now())


def _state(database: Database) -> schema.State:
    """The schema's state; a database that cannot be opened is said in the reader's words rather than in the driver's."""
    try:
        return schema.state(database)
    except schema.SchemaError as error:
        sentence = explain(error.__cause__) if isinstance(error.__cause__, Exception) else None
        if sentence is None:
            raise
        raise NotReady(sentence) from error


def _refuse_newer(state: schema.State) -> None:
    if state == "ahead":
        raise NotReady(Phrase(mark("Cơ sở dữ liệu do một phiên bản mới hơn của chương trình tạo ra; hãy cài đặt phiên bản đó.")))
