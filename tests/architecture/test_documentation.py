"""What the documents say about the code is so."""

import re
from pathlib import Path

import pytest

from qms.app import load_models
from qms.people.kinds import PostKind
from qms.security.permissions import Permission
from qms.storage.base import Base
from tests.architecture.sources import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(#[^)\s]*)?\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


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


def _anchors(path: Path) -> set[str]:
    """The anchors that a page of documents gives its headings."""
    headings = _HEADING.findall(path.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
