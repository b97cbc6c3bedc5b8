"""What people send: good files are kept and read, hostile ones refused in a sentence, and nothing is left of those."""

import io
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pikepdf
import pytest

from qms.files import examination
from qms.files.kinds import MEGABYTE, Kind
from qms.files.refusals import Reason, Refusal, RefusedFile
from qms.files.store import LocalStore, Readable
from qms.files.use_cases import Accepted, accept
from qms.language import speaking
from tests.factories import uploads
from tests.factories.uploads import SENTENCE, relation, relations


def send(store: LocalStore, name: str, content: bytes) -> Accepted:
    return accept(store, io.BytesIO(content), name)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", uploads.docx()),
        ("a.odt", uploads.odt()),
        ("a.xlsx", uploads.xlsx()),
        ("a.pdf", uploads.pdf()),
        ("a.PNG", uploads.picture()),
        ("a.jpeg", uploads.picture("JPEG")),
    ],
)
def test_good_files_are_kept_with_their_text(store: LocalStore, name: str, content: bytes) -> None:
    accepted = send(store, name, content)
    with store.open(accepted.digest) as kept:
        assert kept.read() == content
    assert accepted.size == len(content)
    picture = accepted.media_type.startswith("image/")
    assert accepted.text is None if picture else SENTENCE in str(accepted.text)
    assert accepted.name in {"a.docx", "a.odt", "a.xlsx", "a.pdf", "a.png", "a.jpg"}


def _javascript(document: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    document.Root.OpenAction = document.make_indirect(action)


def _launch(document: pikepdf.Pdf) -> None:
    link = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe"))
    document.pages[0].Annots = pikepdf.Array([link])


def _attachment(document: pikepdf.Pdf) -> None:
    document.attachments["a.exe"] = b"MZ"


def _nested(document: pikepdf.Pdf) -> None:
    item: pikepdf.Object = pikepdf.Array([])
    for _level in range(200):
        item = pikepdf.Array([item])
    document.Root.Deep = item


def _locked(**passwords: str) -> bytes:
    return uploads.pdf_with(lambda _document: None, encryption=pikepdf.Encryption(**passwords))


_MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
_BOMB = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
_SETTINGS = "word/_rels/settings.xml.rels"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
_LINK = '<draw:image xlink:href="https://example.vn/a.png"/>'
_CALL = '<text:a xlink:href="vnd.sun.star.script:Standard.A.B?language=Basic"/>'


def _docx_with(name: str, content: bytes | str) -> Callable[[], bytes]:
    return lambda: uploads.docx(parts={name: content.encode() if isinstance(content, str) else content})


def _related(kind: str, target: str) -> Callable[[], bytes]:
    return _docx_with(_SETTINGS, relations(relation(kind, target, "External")))


HOSTILE: dict[str, tuple[str, Callable[[], bytes], Reason]] = {
    "no bytes": ("a.pdf", lambda: b"", Reason.EMPTY),
    "unknown ending": ("a.exe", lambda: b"MZ", Reason.UNKNOWN_ENDING),
    "no ending": ("/etc/passwd", lambda: b"root", Reason.UNKNOWN_ENDING),
    "html as pdf": ("a.pdf", lambda: b"<html><script>alert(1)</script></html>", Reason.NOT_THIS_KIND),
    "svg as png": ("a.png", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>', Reason.NOT_THIS_KIND),
    "program as docx": ("a.docx", lambda: b"MZ" + bytes(500), Reason.NOT_THIS_KIND),
    "pdf as docx": ("a.docx", uploads.pdf, Reason.OTHER_CONTENT),
    "png as jpg": ("a.jpg", uploads.picture, Reason.OTHER_CONTENT),
    "docx as xlsx": ("a.xlsx", uploads.docx, Reason.OTHER_CONTENT),
    "docx as odt": ("a.odt", uploads.docx, Reason.OTHER_CONTENT),
    "odt as docx": ("a.docx", uploads.odt, Reason.OTHER_CONTENT),
    "any zip": ("a.docx", lambda: uploads.package({"a.txt": b"a"}), Reason.NOT_THIS_KIND),
    "other office zip": ("a.docx", lambda: uploads.package(uploads.docx_parts(main="application/x")), Reason.NOT_THIS_KIND),
    "old word": ("a.docx", lambda: _OLE, Reason.OLD_OFFICE),
    "half a docx": ("a.docx", lambda: uploads.docx()[:-60], Reason.DAMAGED),
    "docx whose text is no xml": ("a.docx", _docx_with("word/document.xml", "<w:p>"), Reason.DAMAGED),
    "docx without text": ("a.docx", _docx_with("_rels/.rels", relations()), Reason.DAMAGED),
    "zip bomb": ("a.docx", lambda: uploads.docx(parts={"word/media/a.bmp": bytes(300 * MEGABYTE)}), Reason.UNPACKS_TOO_LARGE),
    "many parts": ("a.docx", lambda: uploads.docx(parts={f"x/{n}": b"" for n in range(3001)}), Reason.UNPACKS_TOO_LARGE),
    "zip with password": ("a.docx", lambda: _flagged(uploads.docx()), Reason.LOCKED),
    "external entity": ("a.docx", _docx_with("word/document.xml", _BOMB), Reason.DOCTYPE),
    "external entity in utf-16": ("a.docx", _docx_with("word/styles.xml", _BOMB.encode("utf-16")), Reason.DOCTYPE),
    "external entity in types": ("a.docx", _docx_with("[Content_Types].xml", _BOMB), Reason.DOCTYPE),
    "doctype between pieces": ("a.docx", _docx_with("x.xml", b" " * (MEGABYTE - 4) + _BOMB.encode()), Reason.DOCTYPE),
    "external entity in odt": ("a.odt", lambda: uploads.odt(parts={"styles.xml": _BOMB.encode()}), Reason.DOCTYPE),
    "macros by type": ("a.docx", lambda: uploads.package(uploads.docx_parts(main=_MACRO_TYPE)), Reason.MACROS),
    "macros by part": ("a.docx", _docx_with("word/vbaProject.bin", b"x"), Reason.MACROS),
    "macros in an object": ("a.docx", _docx_with("word/x.bin", _OLE + "_VBA_PROJECT".encode("utf-16-le")), Reason.MACROS),
    "old macro sheet": ("a.xlsx", lambda: _added(uploads.xlsx(), "xl/macrosheets/sheet1.xml", b"<a/>"), Reason.MACROS),
    "controls": ("a.docx", _docx_with("word/activeX/activeX1.xml", "<a/>"), Reason.MACROS),
    "odt with basic": ("a.odt", lambda: uploads.odt(parts={"Basic/Standard/Module1.xml": b"<a/>"}), Reason.MACROS),
    "odt calling macros": ("a.odt", lambda: uploads.odt(f"<text:p>{_CALL}</text:p>"), Reason.MACROS),
    "odt with password": (
        "a.odt",
        lambda: uploads.odt(parts={"META-INF/manifest.xml": b"<manifest:encryption-data/>"}),
        Reason.LOCKED,
    ),
    "odt fetching": ("a.odt", lambda: uploads.odt(f"<text:p>{_LINK}</text:p>"), Reason.FETCHES),
    "template from the web": ("a.docx", _related("attachedTemplate", "http://example.vn/a.dotm"), Reason.FETCHES),
    "template from a share": ("a.docx", _related("attachedTemplate", "file://host/a.dotm"), Reason.FETCHES),
    "object from outside": ("a.docx", _related("oleObject", "file:///C:/a.xlsx"), Reason.FETCHES),
    "picture from outside": ("a.docx", _related("image", r"\\host\a.png"), Reason.FETCHES),
    "outside unsaid": ("a.docx", _docx_with(_SETTINGS, relations(relation("image", "https://a.vn/b"))), Reason.FETCHES),
    "link that runs": ("a.docx", _related("hyperlink", "javascript:alert(1)"), Reason.FETCHES),
    "foreign markup": ("a.docx", _docx_with(_SETTINGS, relations(relation("aFChunk", "a.html"))), Reason.STRANGE_PARTS),
    "archive inside": ("a.docx", _docx_with("word/media/a.zip", uploads.package({"a": b"a"})), Reason.ARCHIVE_INSIDE),
    "macros one level down": (
        "a.docx",
        _docx_with("word/embeddings/a.docx", uploads.docx(parts={"word/vbaProject.bin": b"x"})),
        Reason.MACROS,
    ),
    "two levels down": (
        "a.docx",
        _docx_with("word/embeddings/a.docx", uploads.docx(parts={"word/embeddings/b.xlsx": uploads.xlsx()})),
        Reason.ARCHIVE_INSIDE,
    ),
    "program inside": ("a.docx", _docx_with("word/media/a.png", b"MZ\x90"), Reason.PROGRAM_INSIDE),
    "any file in an object": ("a.docx", _docx_with("x.bin", _OLE + "Ole10Native".encode("utf-16-le")), Reason.PROGRAM_INSIDE),
    "part above": ("a.docx", _docx_with("../../x", "a"), Reason.STRANGE_PARTS),
    "part at the root": ("a.docx", _docx_with("/etc/x", "a"), Reason.STRANGE_PARTS),
    "part on a drive": ("a.docx", _docx_with("C:\\x", "a"), Reason.STRANGE_PARTS),
    "page before the zip": ("a.docx", lambda: b"PK\x03\x04<html>" + uploads.docx(), Reason.STRANGE_PARTS),
    "page behind the zip": ("a.docx", lambda: uploads.docx() + b"<html>", Reason.STRANGE_PARTS),
    "pdf behind a page": ("a.pdf", lambda: b"<html>" + uploads.pdf(), Reason.NOT_THIS_KIND),
    "page in a pdf": ("a.pdf", lambda: uploads.pdf().replace(b"\n", b"\n%<HTML><script>\n", 1), Reason.STRANGE_BYTES),
    "zip in a pdf": ("a.pdf", lambda: uploads.pdf() + uploads.docx(), Reason.STRANGE_BYTES),
    "no pdf": ("a.pdf", lambda: b"%PDF-1.7\n" + bytes(500), Reason.DAMAGED),
    "pdf with script": ("a.pdf", lambda: uploads.pdf_with(_javascript), Reason.PDF_SCRIPT),
    "pdf that starts programs": ("a.pdf", lambda: uploads.pdf_with(_launch), Reason.PDF_LAUNCH),
    "pdf with a file": ("a.pdf", lambda: uploads.pdf_with(_attachment), Reason.PDF_ATTACHMENT),
    "pdf nested without end": ("a.pdf", lambda: uploads.pdf_with(_nested), Reason.TOO_COMPLEX),
    "pdf with password": ("a.pdf", lambda: _locked(owner="a", user="b"), Reason.LOCKED),
    "pdf with rights": ("a.pdf", lambda: _locked(owner="a", user=""), Reason.LOCKED),
    "picture of 400 million pixels": ("a.png", uploads.huge_png, Reason.TOO_MANY_PIXELS),
    "half a png": ("a.png", lambda: uploads.picture()[:-20], Reason.DAMAGED),
    "half a jpeg": ("a.jpg", lambda: uploads.picture("JPEG", (400, 300))[:-900], Reason.DAMAGED),
    "zip in a picture": ("a.png", lambda: uploads.picture() + uploads.docx(), Reason.STRANGE_BYTES),
}


def _flagged(content: bytes) -> bytes:
    """The archive with the mark of a password on its first part, in the part's own header and in the directory."""
    changed = bytearray(content)
    changed[6] |= 1
    changed[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


def _added(content: bytes, name: str, part: bytes) -> bytes:
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(name, part)
    return file.getvalue()


def _replaced(content: bytes, name: str, part: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return uploads.package({entry: part if entry == name else archive.read(entry) for entry in archive.namelist()})


def _far_cell() -> bytes:
    """A sheet that some readers lay out whole: 300 million cells."""
    cells = '<row><c r="A1"><v>1</v></c></row><row r="20000"><c r="XFD20000"><v>1</v></c></row>'
    start = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return _replaced(uploads.xlsx(), "xl/worksheets/sheet1.xml", f"{start}{cells}</sheetData></worksheet>".encode())


def _pdf_bomb() -> bytes:
    """A PDF whose list of objects, without which it cannot be opened, unpacks to more than a gigabyte."""
    packed = uploads.deflated_zeros(1200 * MEGABYTE)
    about = b"<</Type/XRef/Size 500000000/W[1 2 1]/Root 2 0 R/Filter/FlateDecode/Length %d>>" % len(packed)
    return b"%PDF-1.7\n1 0 obj\n" + about + b"\nstream\n" + packed + b"\nendstream\nendobj\nstartxref\n9\n%%EOF\n"


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The examination without a process of its own, which takes time to start."""

    def ask(path: Path, _name: str, kind: Kind) -> dict[str, Any]:
        try:
            return {"text": examination.examine(path, kind)}
        except Refusal as refusal:
            return {"refused": refusal.reason, "values": refusal.values}

    monkeypatch.setattr("qms.files.guard._ask", ask)


def refusal(store: LocalStore, name: str, stream: Readable) -> Reason:
    """Why the file is refused; it is said in both languages, and nothing is kept."""
    with pytest.raises(RefusedFile) as caught:
        accept(store, stream, name)
    for language in ("vi", "en"):
        with speaking(language):
            assert "{" not in str(caught.value)
    assert list(store.names()) == []
    assert list(store.folder.glob("tmp/*")) == []
    return caught.value.reason


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(("name", "content", "reason"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_files_are_refused_and_nothing_is_kept(
    store: LocalStore, name: str, content: Callable[[], bytes], reason: Reason
) -> None:
    assert refusal(store, name, io.BytesIO(content())) is reason


@pytest.mark.parametrize(
    ("name", "content", "reasons"),
    [
        ("a.docx", lambda: HOSTILE["macros by part"][1](), {Reason.MACROS}),
        ("a.xlsx", _far_cell, {Reason.TOO_COMPLEX}),
        ("a.pdf", _pdf_bomb, {Reason.TOO_COMPLEX, Reason.DAMAGED}),
    ],
    ids=["reason is told", "far cell", "pdf bomb"],
)
def test_what_breaks_a_reader_breaks_nothing_else(
    store: LocalStore, name: str, content: Callable[[], bytes], reasons: set[Reason]
) -> None:
    assert refusal(store, name, io.BytesIO(content())) in reasons


def test_an_examination_that_never_ends_is_ended(store: LocalStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qms.files.guard._PATIENCE", 0.001)
    assert refusal(store, "a.pdf", io.BytesIO(uploads.pdf())) is Reason.TOO_COMPLEX


def test_the_examination_knows_no_secrets(store: LocalStore, monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}

    def run(_program: list[str], **options: Any) -> CompletedProcess[bytes]:
        given.update(options)
        return CompletedProcess([], 0, stdout=b'{"text": "a"}')

    monkeypatch.setenv("QMS_DATABASE_URL", "postgresql://user:secret@host/qms")
    monkeypatch.setattr("qms.files.guard.subprocess.run", run)
    assert send(store, "a.pdf", uploads.pdf()).text == "a"
    assert "secret" not in str(given)


@pytest.mark.parametrize(("name", "start"), [("a.pdf", b"%PDF-1.7\n"), ("a.docx", b"PK\x03\x04"), ("a.jpg", b"\xff\xd8\xff")])
def test_a_file_of_one_gigabyte_is_stopped_at_the_limit(store: LocalStore, name: str, start: bytes) -> None:
    stream = uploads.Endless(start, 1024 * MEGABYTE)
    tracemalloc.start()
    assert refusal(store, name, stream) is Reason.TOO_LARGE
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert stream.given <= 27 * MEGABYTE
    assert peak < 10 * MEGABYTE


@pytest.mark.usefixtures("here")
def test_a_zip_bomb_costs_no_memory(store: LocalStore) -> None:
    stream = io.BytesIO(uploads.docx(parts={"word/document.xml": bytes(300 * MEGABYTE)}))
    tracemalloc.start()
    assert refusal(store, "a.docx", stream) is Reason.UNPACKS_TOO_LARGE
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20 * MEGABYTE


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    "parts",
    [
        {"word/_rels/document.xml.rels": relations(relation("hyperlink", "https://hue.gov.vn", "External"))},
        {_SETTINGS: relations(relation("attachedTemplate", "file:///C:\\Users\\An\\Normal.dotm", "External"))},
        {"word/embeddings/Bảng.xlsx": uploads.xlsx()},
        {"word/embeddings/oleObject1.bin": _OLE},
        {"word/media/image1.emz": b"\x1f\x8b" + bytes(50)},
    ],
    ids=["link", "own template", "table of a chart", "drawing", "packed metafile"],
)
def test_what_real_documents_hold_is_let_pass(store: LocalStore, parts: dict[str, bytes]) -> None:
    assert send(store, "a.docx", uploads.docx(parts=parts)).text == SENTENCE


@pytest.mark.usefixtures("here")
def test_a_pdf_that_opens_at_a_page_with_links_is_let_pass(store: LocalStore) -> None:
    def change(document: pikepdf.Pdf) -> None:
        document.Root.OpenAction = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])
        link = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://hue.gov.vn")
        document.pages[0].Annots = pikepdf.Array([pikepdf.Dictionary(Subtype=pikepdf.Name.Link, A=link)])

    assert send(store, "a.pdf", uploads.pdf_with(change)).text == SENTENCE


@pytest.mark.usefixtures("here")
def test_the_store_knows_nothing_of_the_senders_name(store: LocalStore) -> None:
    accepted = send(store, "../../etc/\u202efdp.Quy trình\0.pdf", uploads.pdf())
    assert accepted.name == "fdp.Quy trình.pdf"
    kept = [path for path in store.folder.rglob("*") if path.is_file()]
    assert {path.relative_to(store.folder).as_posix() for path in kept} == {
        "lock",
        f"{accepted.digest[:2]}/{accepted.digest[2:4]}/{accepted.digest}",
    }
