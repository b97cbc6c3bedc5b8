"""The folder of a demonstration: whether it is ours, and whether it was made by this version of the generator."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from sqlalchemy.engine import URL

from qms import __version__
from qms.installation import Installation
from qms.language import Phrase, UserError, mark
from qms.settings import Settings
from qms.storage import schema

WORKBOOK, PEOPLE_WORKBOOK = "register.xlsx", "people.xlsx"
_OWN_PACKAGE = "qms.demo"
_DATABASE = "qms.sqlite3"
_MARKER = "demo.txt"
_UNFINISHED = "unfinished"


def demonstration_in(folder: Path, installation: Installation) -> Installation:
    """An installation of its own, never the one the command was called for: its data lies in ``folder`` alone."""
    settings = Settings(folder, URL.create("sqlite", database=str(folder / _DATABASE)))
    return Installation(settings, installation.prepare, installation.clock)


def is_demonstration(folder: Path) -> bool:
    """Whether the data in the folder is illustrative, which every page then says."""
    return (folder / _MARKER).exists()


def is_up_to_date(folder: Path, packages: Iterable[str] = ()) -> bool:
    """Whether the folder holds a whole demonstration made by this version, ``packages`` being those that told in it, too."""
    marker = folder / _MARKER
    return (folder / _DATABASE).exists() and marker.exists() and marker.read_text(encoding="ascii") == _version(packages)


def begin(folder: Path) -> None:
    """Make room for a new demonstration; raise UserError when the folder holds a registry that no demonstration made."""
    marker, database = folder / _MARKER, folder / _DATABASE
    if database.exists() and not marker.exists():
        raise UserError(
            Phrase(
                mark("Thư mục {folder} đã có một sổ đăng ký không phải là bản minh họa; hãy chọn thư mục khác bằng --dir."),
                folder=str(folder),
            )
        )
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    marker.write_text(_UNFINISHED, encoding="ascii")
    for ending in ("", "-wal", "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)


def finish(folder: Path, packages: Iterable[str] = ()) -> None:
    """Say that the demonstration in the folder is whole."""
    (folder / _MARKER).write_text(_version(packages), encoding="ascii")


def _version(packages: Iterable[str]) -> str:
    """A fingerprint of the program's version, its schema and everything the demonstration is made from."""
    digest = sha256("/".join((__version__, *schema.revisions())).encode())
    for package in (_OWN_PACKAGE, *packages):
        for content in _sources(package):
            digest.update(sha256(content).digest())
    return digest.hexdigest()


def _sources(name: str) -> Iterator[bytes]:
    package = files(name)
    folders = [folder for folder in (package, package / "data") if folder.is_dir()]
    for folder in folders:
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if entry.name.endswith((".py", ".csv")):
                yield entry.read_bytes()
