"""Whether a PDF only shows pages, and what they say. Run by :mod:`qms.files.examination`: its libraries are native code."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import is_zipfile

import pikepdf
import pypdfium2

from qms.files.refusals import Reason, Refusal

_BROKEN_WORD = "\ufffe"  # what the library gives for a hyphen at the end of a line
_MOST_PAGES = 5000
_DEEPEST = 100  # objects within objects
_HEAD = 1024  # bytes in which some readers look for other kinds of file
_FOREIGN = (b"<html", b"<script", b"<!doctype", b"<svg", b"<?php")
_ACTIONS = {
    "/JavaScript": Reason.PDF_SCRIPT,
    "/Launch": Reason.PDF_LAUNCH,
    "/ImportData": Reason.PDF_LAUNCH,
    "/SubmitForm": Reason.PDF_LAUNCH,
    "/GoToE": Reason.PDF_LAUNCH,
    "/GoToR": Reason.PDF_LAUNCH,
    "/Rendition": Reason.PDF_FORM,
    "/RichMediaExecute": Reason.PDF_FORM,
}  # by /S of an action
_KEYS = {
    "/JS": Reason.PDF_SCRIPT,
    "/JavaScript": Reason.PDF_SCRIPT,
    "/EF": Reason.PDF_ATTACHMENT,
    "/EmbeddedFiles": Reason.PDF_ATTACHMENT,
    "/XFA": Reason.PDF_FORM,
}
_SUBTYPES = {
    "/FileAttachment": Reason.PDF_ATTACHMENT,
    "/RichMedia": Reason.PDF_FORM,
    "/Movie": Reason.PDF_FORM,
    "/Sound": Reason.PDF_FORM,
    "/3D": Reason.PDF_FORM,
}  # of annotations


def examine(path: Path) -> None:
    """Raise Refusal unless the file is a PDF without password, scripts, programs, attachments and moving content."""
    with path.open("rb") as file:
        head = file.read(_HEAD).lower()
    if is_zipfile(path) or any(sign in head for sign in _FOREIGN):
        raise Refusal(Reason.STRANGE_BYTES, kind="PDF")
    try:
        with pikepdf.open(path) as document:
            if document.is_encrypted:
                raise Refusal(Reason.LOCKED)
            if not 0 < len(document.pages) <= _MOST_PAGES:
                raise Refusal(Reason.TOO_COMPLEX)
            for item in document.objects:
                _check(item, 0)
    except pikepdf.PasswordError as error:
        raise Refusal(Reason.LOCKED) from error
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError) as error:
        raise Refusal(Reason.DAMAGED) from error


def _check(item: Any, depth: int) -> None:
    """Look at an object and at those written inside it; those it only points to have their own turn."""
    if depth > _DEEPEST:
        raise Refusal(Reason.TOO_COMPLEX)
    if isinstance(item, pikepdf.Array):
        inner: list[Any] = list(item.as_list())
    elif isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
        _check_entries(item)
        inner = [item.get(key) for key in item.keys()]  # noqa: SIM118 - a stream is iterated otherwise
    else:
        return
    for value in inner:
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            _check(value, depth + 1)


def _check_entries(item: Any) -> None:
    keys = set(item.keys())
    for key in keys & _KEYS.keys():
        raise Refusal(_KEYS[key])
    for key, reasons in (("/S", _ACTIONS), ("/Subtype", _SUBTYPES), ("/Type", {"/EmbeddedFile": Reason.PDF_ATTACHMENT})):
        value = str(item.get(key)) if key in keys and isinstance(item.get(key), pikepdf.Name) else ""
        if value in reasons:
            raise Refusal(reasons[value])
    if "/URI" in keys and str(item.get("/URI")).strip().lower().startswith(("javascript:", "file:")):
        raise Refusal(Reason.PDF_LAUNCH)


def paragraphs(path: Path) -> Iterator[str]:
    """The text of each page, line by line as it is set."""
    try:
        document = pypdfium2.PdfDocument(path)
        for number in islice(range(len(document)), _MOST_PAGES):
            page = document[number]
            yield page.get_textpage().get_text_bounded().replace(_BROKEN_WORD, "-")
            page.close()
        document.close()
    except pypdfium2.PdfiumError as error:
        raise Refusal(Reason.DAMAGED) from error
