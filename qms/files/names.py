"""What a stored file is called when it is handed out again: the sender's name, made harmless."""

import unicodedata

from qms.files.kinds import Kind

LONGEST_NAME = 120  # characters, ending included
_UNUSABLE = str.maketrans(dict.fromkeys('<>:"|?*', "_"))  # on Windows
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
_NAMELESS = "tai-lieu"


def base_name(client_name: str) -> str:
    """The last part of what the browser called the file, without control and direction characters, in NFC, for showing."""
    last = client_name.replace("\\", "/").rpartition("/")[2]
    visible = "".join(" " if letter.isspace() else letter for letter in last if letter.isspace() or _is_shown(letter))
    return unicodedata.normalize("NFC", " ".join(visible.split()))


def _is_shown(letter: str) -> bool:
    """No control, format (right-to-left override), surrogate, private or unassigned character."""
    return not unicodedata.category(letter).startswith("C")


def stored_name(client_name: str, kind: Kind) -> str:
    """A name that every system can save: at most LONGEST_NAME characters, its ending the one of ``kind``."""
    stem, dot, _ending = base_name(client_name).rpartition(".")
    stem = (stem if dot else "").translate(_UNUSABLE).strip(" .")
    room = LONGEST_NAME - len(kind) - 1
    stem = stem[:room].rstrip(" .") or _NAMELESS
    if stem.partition(".")[0].lower() in _DEVICES:
        stem = f"_{stem}"[:room]
    return f"{stem}.{kind}"
