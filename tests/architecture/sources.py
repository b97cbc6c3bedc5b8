"""The product's own modules."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("qms", "documents", "audits", "reports")


def modules() -> list[Path]:
    """Every module of the product, without generated migrations."""
    found = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if "versions" not in path.parts]
    assert len(found) > 50
    return sorted(found)
