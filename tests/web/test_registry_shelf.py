"""Pages read the registry once for each state of the trail, and never an older one."""

import shutil
from pathlib import Path

from qms.agencies.models import AgencySlice
from qms.app import web_application
from qms.trail.entries import Actor, Change
from qms.trail.use_cases import record
from tests.web.conftest import TODAY, installed


def test_a_change_is_seen_by_the_next_request(province_database: Path, tmp_path: Path) -> None:
    installation = installed(Path(shutil.copy(province_database, tmp_path / "changing.sqlite3")))
    client = web_application(installation).test_client()
    assert "Chi cục Kiểm lâm" in client.get("/co-quan/?nhom=sub_departments").text
    with installation.database.writing() as session:
        part = session.query(AgencySlice).filter_by(name="Chi cục Kiểm lâm").one()
        part.name = "Chi cục Lâm nghiệp"
        change = Change("agency:changed", "cc-kiem-lam", {"name": ("Chi cục Kiểm lâm", "Chi cục Lâm nghiệp")})
        record(session, Actor("an.nguyen", "cli:hue"), TODAY.now(), [change])
    page = client.get("/co-quan/?nhom=sub_departments").text
    assert "Chi cục Lâm nghiệp" in page and "Chi cục Kiểm lâm" not in page
    installation.database.close()
