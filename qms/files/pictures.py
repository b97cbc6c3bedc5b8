"""Whether a PNG or JPEG can be opened, and is small enough to be shown."""

from pathlib import Path
from zipfile import is_zipfile

from PIL import Image

from qms.files.kinds import Kind
from qms.files.refusals import Reason, Refusal

MOST_PIXELS = 64_000_000
_FORMATS = {Kind.PNG: "PNG", Kind.JPEG: "JPEG"}
_GLANCE = (64, 64)  # a JPEG can be decoded at a fraction of its size

Image.MAX_IMAGE_PIXELS = None  # the limit is MOST_PIXELS, and said in our words


def examine(path: Path, kind: Kind) -> None:
    """Raise Refusal unless the file is a whole picture of the kind, of at most MOST_PIXELS, and nothing besides."""
    if is_zipfile(path):
        raise Refusal(Reason.STRANGE_BYTES, kind=_FORMATS[kind])
    try:
        with Image.open(path, formats=[_FORMATS[kind]]) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                raise Refusal(Reason.TOO_MANY_PIXELS, width=width, height=height)
            picture.verify()
        if kind is Kind.JPEG:
            with Image.open(path, formats=[_FORMATS[kind]]) as picture:
                picture.draft("L", _GLANCE)
                picture.load()
    except (OSError, SyntaxError, ValueError) as error:  # what Pillow raises for damage
        raise Refusal(Reason.DAMAGED) from error
