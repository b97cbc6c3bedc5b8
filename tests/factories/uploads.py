"""Files as people send them, good and hostile, made by code."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

import openpyxl
import pikepdf
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from qms.rendering import fonts

SENTENCE = "Quy trình đánh giá nội bộ của Sở Khoa học và Công nghệ"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
XML = '<?xml version="1.0" encoding="UTF-8"?>'

Parts = dict[str, bytes]


def package(parts: Mapping[str, bytes]) -> bytes:
    """A ZIP of the parts, in their order; the same parts give the same bytes, whenever they are asked for."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            member = zipfile.ZipInfo(name)  # its day is the first that a ZIP can name, not the day of the run
            archive.writestr(member, content, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return file.getvalue()


def paragraph(*runs: str) -> str:
    return "<w:p>" + "".join(run if run.startswith("<") else f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def relation(kind: str, target: str, mode: str = "") -> str:
    outside = f' TargetMode="{mode}"' if mode else ""
    return f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind}" Target="{target}"{outside}/>'


def relations(*items: str) -> bytes:
    return f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(items)}</Relationships>'.encode()


def docx_parts(body: str = paragraph(SENTENCE), main: str = _MAIN) -> Parts:
    types = (
        f'{XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    )
    return {
        "[Content_Types].xml": types.encode(),
        "_rels/.rels": relations(relation("officeDocument", "word/document.xml")),
        "word/document.xml": word("document", f"<w:body>{body}</w:body>"),
    }


def word(kind: str, content: str) -> bytes:
    """A part of a DOCX whose outermost element is ``kind``."""
    return f'{XML}<w:{kind} xmlns:w="{_WORD}">{content}</w:{kind}>'.encode()


def docx(body: str = paragraph(SENTENCE), parts: Mapping[str, bytes] | None = None) -> bytes:
    """With more parts, or others in place of the good ones."""
    return package({**docx_parts(body), **(parts or {})})


def odt_parts(body: str = f"<text:p>{SENTENCE}</text:p>", styles: str = "") -> Parts:
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in {"office": "office", "text": "text", "draw": "drawing", "style": "style"}.items()
    )
    names += ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return {
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "styles.xml": f"{XML}<office:document-styles {names}>{styles}</office:document-styles>".encode(),
        "content.xml": f"{XML}<office:document-content {names}>{body}</office:document-content>".encode(),
        "META-INF/manifest.xml": f"{XML}{manifest}".encode(),
    }


def odt(body: str = f"<text:p>{SENTENCE}</text:p>", parts: Mapping[str, bytes] | None = None) -> bytes:
    return package({**odt_parts(body), **(parts or {})})


def xlsx(rows: list[list[Any]] | None = None) -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    assert book.active is not None
    book.active.title = "Danh mục"
    for row in rows or [[SENTENCE, 5]]:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def pdf(text: str = SENTENCE) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1)
    canvas.setFont(fonts.packaged().regular, 12)
    canvas.drawString(72, 720, text)
    canvas.save()
    return file.getvalue()


def pdf_with(change: Any, **saving: Any) -> bytes:
    """The good PDF after ``change`` has had its pikepdf document."""
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        change(document)
        document.save(file, **saving)
    return file.getvalue()


def picture(kind: str = "PNG", size: tuple[int, int] = (20, 10)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "navy").save(file, kind)
    return file.getvalue()


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def huge_png(width: int = 20_000, height: int = 20_000) -> bytes:
    """A small file that says it has so many pixels, and has: one bit each, all the same."""
    pixels = deflated_zeros(height * (1 + (width + 7) // 8))
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def deflated_zeros(size: int) -> bytes:
    """``size`` bytes of nought, packed."""
    deflate, block = zlib.compressobj(1), bytes(1024 * 1024)
    packed = [deflate.compress(block) for _block in range(size // len(block))]
    return b"".join([*packed, deflate.compress(bytes(size % len(block))), deflate.flush()])


class Endless:
    """A stream of ``size`` bytes that are made while it is read; ``given`` counts them."""

    def __init__(self, start: bytes, size: int) -> None:
        self.start, self.left, self.given = start, size, 0

    def read(self, size: int, /) -> bytes:
        piece = (self.start + bytes(max(0, size - len(self.start))))[: min(size, self.left)]
        self.start, self.left, self.given = b"", self.left - len(piece), self.given + len(piece)
        return piece
