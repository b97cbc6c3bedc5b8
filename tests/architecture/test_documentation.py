"""What the documents say about the code is so."""

import re
from pathlib import Path

import pytest

from qms.app import load_models
from qms.people.kinds import PostKind
from qms.security.permissions import Permission
from qms.storage.base import Base
from tests.architecture.sources import ROOT
from tests.architecture.test_translations import source_texts

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(#[^)\s]*)?\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_ITALIC = re.compile(r"(?<!\*)\*(?![*\s])([^*\n]+?)\*(?!\*)")
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_NO_LABEL = {"nghiêng", "XLSX", "CSV", "PDF"}  # what the guide says of its own type; names of files, shown as they are
_FEWEST_LETTERS = 4  # of a text with values in it: fewer would fit anything


def test_every_test_named_as_a_proof_of_security_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs" / "security.md").read_text(encoding="utf-8")))
    files = (path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    there = {name for text in files for name in re.findall(r"^def (test_\w+)", text, re.MULTILINE)}
    assert len(named) > 80
    assert named - there == set()


def test_the_glossary_knows_every_table_permission_and_kind_of_post() -> None:
    load_models()
    said = set(re.findall(r"`(\w+)`", (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")))
    tables = {mapper.class_.__name__ for mapper in Base.registry.mappers}
    assert (tables | {one.value for one in (*Permission, *PostKind)}) - said == set()


def test_the_guide_names_buttons_fields_and_pages_as_the_screen_does() -> None:
    """What stands in italics in the guide is a text of the product: with values in it, or cut short (…)."""
    guide = _CODE.sub("", (ROOT / "docs" / "huong-dan.md").read_text(encoding="utf-8"))
    texts = {text.rpartition("\x04")[2] for text in source_texts()}  # a text in a context is shown without it
    fixed = {text.lower() for text in texts}
    with_values = [_with_values(text) for text in texts if "{" in text and len(re.sub(r"{\w+}|\W", "", text)) >= _FEWEST_LETTERS]
    named = set(_ITALIC.findall(guide)) - _NO_LABEL
    assert len(named) > 150
    wrong = [
        label
        for label in sorted(named)
        if label.lower() not in fixed
        and not any(text.match(label) for text in with_values)
        and not (label.endswith("…") and any(text.startswith(label.rstrip("… ").lower()) for text in fixed))
    ]
    assert wrong == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    dead = [
        target + anchor
        for target, anchor in _LINK.findall(text)
        if not (path.parent / target).exists()
        or (anchor and anchor[1:] not in _anchors(path.parent / target if target else path))
    ]
    assert dead == []


def test_the_picture_of_the_packages_shows_folders_that_exist() -> None:
    """ARCHITECTURE.md names each noun of the product, and no other."""
    tree = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").split("```")[1]
    shown, package = set(), ""
    for line in tree.splitlines():
        if found := re.match(r"(  )?([a-z_]+)/", line):
            package = package if found[1] else found[2]
            shown |= {f"{package}/{found[2]}"} if found[1] else set()
    there = {
        f"{package}/{folder.name}"
        for package in ("qms", "documents", "audits", "reports")
        for folder in (ROOT / package).iterdir()
        if (folder / "__init__.py").exists()
    }
    assert shown == there


def _with_values(text: str) -> re.Pattern[str]:
    return re.compile(".+".join(map(re.escape, re.split(r"{\w+}", text))) + "$")


def _anchors(path: Path) -> set[str]:
    """The anchors that a page of documents gives its headings."""
    headings = _HEADING.findall(path.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
