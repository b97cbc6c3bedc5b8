"""Keeping the registry on pages: lists, forms, conflicts, history; each act one batch."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from qms.agencies.models import Agency, AgencySlice
from qms.catalogue.models import AdministrativeProcedure, Authority
from qms.installation import Installation
from qms.trail.models import TrailBatch
from qms.web.database import EXTENSION
from tests.web.cast import COORDINATOR, LEAD_OFFICER, LEADER
from tests.web.client import CheckingClient
from tests.web.markup import read
from tests.web.statements import counted

XSS = "<script>alert(1)</script>\"'><img src=x>"
AGENCY = "/so-dang-ky/co-quan/"
RENAMED = "khoa=so-tu-phap&khoa=2015-01-01"


@pytest.fixture
def keeper(at_work: Callable[..., CheckingClient]) -> CheckingClient:
    return at_work(LEAD_OFFICER)


def batches(app: Flask) -> list[tuple[str | None, str | None, list[str]]]:
    """Reason, person and verbs of each batch that the pages wrote."""
    installation: Installation = app.extensions[EXTENSION]
    with installation.database.reading() as session:
        found = session.scalars(select(TrailBatch).where(TrailBatch.origin.startswith("web:")).order_by(TrailBatch.first))
        return [(one.reason, one.person, [entry.verb for entry in one.entries]) for one in found]


def typed_in(page: str) -> dict[str, str]:
    """What the page's form would send."""
    values = {}
    markup = read(page)
    for control in markup.all("input"):
        name = control.attributes.get("name")
        if name and control.attributes.get("type") not in ("submit", "search", "checkbox"):
            values[name] = control.attributes.get("value", "")
    for control in markup.all("textarea"):
        values[control.attributes["name"]] = control.text.strip()
    for option in markup.all("option"):
        if "selected" in option.attributes:
            values[option.attributes["value"]] = ""
    return values


ADDRESSES = (
    "",
    "co-quan/",
    "co-quan/?tim=noi+vu&sap-xep=-ten&hieu-luc=now",
    "bien-dong/",
    "bien-dong/?co-quan=so-nnmt",
    "tthc/?tim=khong-co",
    "tthc/?sap-xep=ten",
    "tham-quyen/?tim=noi+vu&sap-xep=-ma&trang=2&co-quan=so-noi-vu&hieu-luc=now",
    "tham-quyen/",
    "co-quan/them",
    "bien-dong/them",
    "tthc/them",
    "tham-quyen/them",
    "co-quan/xem?khoa=so-nnmt",
    f"co-quan/sua?{RENAMED}",
    f"co-quan/doi?{RENAMED}",
    f"co-quan/ket-thuc?{RENAMED}",
    f"co-quan/rut?{RENAMED}",
    "tham-so/",
    "tham-so/accepted_edition/them",
    "tep/nhap",
    "co-quan/?ngay=2020-01-01",
    "co-quan/xem?khoa=so-nnmt&ngay=2020-01-01",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_opens(signed_in: Callable[..., CheckingClient], address: str) -> None:
    assert signed_in(LEAD_OFFICER).get(f"/so-dang-ky/{address}").status_code == 200
