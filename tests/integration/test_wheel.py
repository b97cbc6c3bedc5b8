"""The wheel works outside the checkout: templates, catalogues, data, typefaces and migrations travel with it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = """
from importlib.resources import files
import qms
from qms.app import wsgi
client = wsgi().test_client()
assert client.get("/dang-nhap").status_code == 200
for address in ("/", "/co-quan/", "/tai-lieu/", "/so-dang-ky/", "/bao-cao/tinh-hinh-cong-bo.pdf"):
    answer = client.get(address)
    assert answer.status_code == 303 and "/dang-nhap" in answer.location, (address, answer.status_code)
print(qms.__file__)
"""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the wheel was installed, without its dependencies: those of the tests serve."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    source = folder / "source"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(source)], check=True)
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", str(folder), str(source)], check=True)
    wheel = next(folder.glob("*.whl"))
    subprocess.run([*pip, "install", "--no-deps", "--target", str(folder / "installed"), str(wheel)], check=True)
    return folder / "installed"


def run(unpacked: Path, home: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(unpacked), "QMS_HOME": str(home), "LANG": "C.UTF-8"}
    environment.pop("QMS_DATABASE_URL", None)
    answer = subprocess.run(
        [sys.executable, *arguments], check=False, cwd=home.parent, env=environment, capture_output=True, text=True
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def test_commands_and_pages_work_from_the_wheel(unpacked: Path, tmp_path: Path):
    home = tmp_path / "home"
    program = ("-m", "qms")
    assert "Đã" in run(unpacked, home, *program, "migrate")
    assert json.loads(run(unpacked, home, *program, "status", "--format", "json"))["agencies"] == []
    assert "publication status" in run(unpacked, home, *program, "--lang", "en", "--help")
    run(unpacked, home, *program, "template", str(tmp_path / "template.xlsx"))
    assert (tmp_path / "template.xlsx").stat().st_size > 0
    assert run(unpacked, home, "-c", PAGES).strip().startswith(str(unpacked))
