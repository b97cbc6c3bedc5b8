"""What the environment may say about mail, single sign-on and the public address, and what is refused at the start."""

import pytest

from qms.connections import MailServer, Provider
from qms.settings import Settings, SettingsError


def read(**variables: str) -> Settings:
    return Settings.from_environment({f"QMS_{name}": value for name, value in variables.items()})


def test_nothing_is_connected_by_default():
    settings = read()
    assert (settings.public_url, settings.mail_server, settings.provider, settings.proxies) == (None, None, None, 0)


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("smtp://relay.vn?from=a@b.vn&tls=no", MailServer("relay.vn", 587, "a@b.vn", plain=True)),
        ("smtp://u%40b.vn:p%2Fw@m.vn:2525?from=a@b.vn", MailServer("m.vn", 2525, "a@b.vn", "u@b.vn", "p/w")),
        ("smtps://u:p@m.vn?from=a@b.vn", MailServer("m.vn", 465, "a@b.vn", "u", "p", smtps=True)),
    ],
)
def test_a_mail_server_is_an_address(address, server):
    assert read(MAIL_URL=address).mail_server == server


@pytest.mark.parametrize(
    "address",
    ["mail.vn", "http://m.vn?from=a@b.vn", "smtp://m.vn", "smtp://m.vn?from=", "smtp://m.vn?from=nobody%0A@b.vn",
     "smtp://m.vn:x?from=a@b.vn", "smtp://?from=a@b.vn", "smtp://m.vn?from=a@b.vn&tls=maybe", "smtp://m.vn?from=a@b.vn&x=1"],
)  # fmt: skip
def test_what_is_no_mail_server_is_refused_with_an_example(address):
    with pytest.raises(SettingsError, match="smtp://user:password@"):
        read(MAIL_URL=address)


def test_a_mail_password_without_encryption_is_refused():
    with pytest.raises(SettingsError, match="không mã hóa"):
        read(MAIL_URL="smtp://u:p@m.vn?from=a@b.vn&tls=no")


@pytest.mark.parametrize("address", ["https://qlcl.tinh.vn", "http://localhost:8080", "http://127.0.0.1:8080/"])
def test_the_public_address_has_no_path(address):
    assert read(PUBLIC_URL=address).public_url == address.rstrip("/")


@pytest.mark.parametrize(
    "address", ["http://qlcl.tinh.vn", "qlcl.tinh.vn", "https://a.vn/x", "https://a.vn:x", "https://u@a.vn", "ftp://a"]
)
def test_a_public_address_without_encryption_is_refused(address):
    with pytest.raises(SettingsError, match="QMS_PUBLIC_URL"):
        read(PUBLIC_URL=address)


def test_a_provider_needs_an_issuer_and_a_client(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("s3cret\n")
    provider = read(OIDC_ISSUER="https://sso.vn/realm", OIDC_CLIENT_ID="qms", OIDC_CLIENT_SECRET_FILE=str(secret)).provider
    assert provider == Provider("https://sso.vn/realm", "qms", "sso.vn", "s3cret")
    assert "s3cret" not in repr(provider)
    for variables, said in (
        ({"OIDC_ISSUER": "https://sso.vn"}, "QMS_OIDC_CLIENT_ID"),
        ({"OIDC_ISSUER": "http://sso.vn", "OIDC_CLIENT_ID": "qms"}, "QMS_OIDC_ISSUER"),
        ({"OIDC_ISSUER": "https://sso.vn", "OIDC_CLIENT_ID": "qms", "OIDC_CLIENT_SECRET_FILE": "/none"}, "SECRET_FILE"),
    ):
        with pytest.raises(SettingsError, match=said):
            read(**variables)


@pytest.mark.parametrize("number", ["-1", "x", "10", "1.5"])
def test_a_number_of_proxies_is_small(number):
    assert read(TRUSTED_PROXIES="2").proxies == 2
    with pytest.raises(SettingsError, match="QMS_TRUSTED_PROXIES"):
        read(TRUSTED_PROXIES=number)
