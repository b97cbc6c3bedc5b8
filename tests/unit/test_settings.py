"""What the environment may say, and what is refused at once."""

from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from qms.settings import Settings, SettingsError


def test_without_anything_the_data_is_a_file_in_the_home_folder():
    settings = Settings.from_environment({})
    assert settings.home == Path.home() / ".qms"
    assert settings.database_url == make_url(f"sqlite:///{Path.home() / '.qms' / 'qms.sqlite3'}")


def test_the_home_folder_is_made_absolute(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    settings = Settings.from_environment({"QMS_HOME": "du-lieu"})
    assert settings.home == tmp_path / "du-lieu"
    assert settings.database_url.database == str(tmp_path / "du-lieu" / "qms.sqlite3")


def test_a_home_that_is_a_file_is_refused(tmp_path):
    path = tmp_path / "tep"
    path.touch()
    with pytest.raises(SettingsError, match="QMS_HOME phải là một thư mục"):
        Settings.from_environment({"QMS_HOME": str(path)})


@pytest.mark.parametrize(
    "address", ["postgresql://an@host/qms", "postgresql+psycopg://an@host/qms", "postgresql+psycopg2://an@host/qms"]
)
def test_every_spelling_of_postgresql_uses_the_driver_that_is_there(address, tmp_path):
    url = Settings.from_environment({"QMS_HOME": str(tmp_path), "QMS_DATABASE_URL": address}).database_url
    assert (url.drivername, url.database) == ("postgresql+psycopg", "qms")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("mysql://an@host/qms", "không nhận “mysql”"),
        ("nonsense", "không phải là một địa chỉ cơ sở dữ liệu"),
        ("postgresql://an@host:cổng/qms", "không phải là một địa chỉ cơ sở dữ liệu"),
        ("sqlite://", "phải nêu tên tệp SQLite"),
        ("sqlite:///:memory:", "phải nêu tên tệp SQLite"),
    ],
)
def test_an_address_that_cannot_work_is_refused_with_an_example(address, said, tmp_path):
    with pytest.raises(SettingsError, match=said) as refusal:
        Settings.from_environment({"QMS_HOME": str(tmp_path), "QMS_DATABASE_URL": address})
    assert "sqlite" in str(refusal.value) or "postgresql" in str(refusal.value)
