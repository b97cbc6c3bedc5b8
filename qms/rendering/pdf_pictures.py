"""Pictures on paper: upright, on white, and no finer than a printer can show."""

from io import BytesIO

from PIL import Image, ImageOps

FINEST = 300 / 72  # picture elements for a point of paper: 300 dpi
QUALITY = 90
_JPEG, _PNG = "JPEG", "PNG"
_ORIENTATION = 0x0112  # of EXIF; 1: as it is stored
_PLAIN = ("L", "RGB")


def readable(content: bytes, longest: float) -> tuple[bytes, tuple[int, int]]:
    """A PNG or JPEG file as it is drawn into a box of at most so many points, and its width and height in picture elements.

    A JPEG file that stands upright stays as it is; everything else is drawn anew: turned as its camera says, transparent
    parts white. The same file gives the same bytes. Raises OSError when the bytes are no picture.
    """
    with Image.open(BytesIO(content)) as picture:
        kind = _JPEG if picture.format == _JPEG else _PNG
        if kind == _JPEG and picture.mode in _PLAIN and picture.getexif().get(_ORIENTATION, 1) == 1:
            return content, picture.size
        largest = (int(longest * FINEST),) * 2
        picture.draft("RGB", largest)
        drawn = _on_white(ImageOps.exif_transpose(picture))
    drawn.thumbnail(largest)
    target = BytesIO()
    drawn.save(target, kind, quality=QUALITY)
    return target.getvalue(), drawn.size


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in _PLAIN:
        return picture
    clear = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")
