"""A real provider of single sign-on (Canaille) as a process of its own, on a port of this machine.

``python -m tests.provider_process PORT SECRET COME_BACK`` serves one client called ``qms`` and one person.
"""

import logging
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from secrets import token_hex

USER, PASSWORD, EMAIL = "anh", "con-meo-tren-mai-nha", "anh@so-nnmt.example"
_ROOT = Path(__file__).parents[1]
_STARTING = 60  # seconds at most


@contextmanager
def running_provider(come_back: str) -> Iterator[tuple[str, str]]:
    """The issuer's address and the client's secret; the process ends with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    secret = token_hex(16)
    command = [sys.executable, "-W", "ignore", "-m", "tests.provider_process", str(port), secret, come_back]
    environment = {**os.environ, "AUTHLIB_INSECURE_TRANSPORT": "1"}
    with subprocess.Popen(command, cwd=_ROOT, env=environment, stderr=subprocess.PIPE) as process:
        try:
            _wait_for(process, port)
            yield f"http://localhost:{port}", secret
        finally:
            process.terminate()
            process.communicate()


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(_STARTING * 10):
        connection = HTTPConnection("localhost", port, timeout=5)
        try:
            connection.request("GET", "/.well-known/openid-configuration")
            assert connection.getresponse().status == 200
            return
        except OSError:
            if process.poll() is not None:
                assert process.stderr is not None
                raise RuntimeError(process.stderr.read().decode()) from None
            time.sleep(0.1)
        finally:
            connection.close()
    raise TimeoutError("the provider does not answer")


def serve(port: int, secret: str, come_back: str) -> None:
    """Only in the process of its own: the provider's packages are not needed elsewhere."""
    from canaille import create_app
    from canaille.app import models
    from canaille.backends import Backend
    from joserfc.jwk import JWKRegistry
    from werkzeug.serving import run_simple

    key = JWKRegistry.generate_key("RSA", 2048)
    key.ensure_kid()
    app = create_app(
        config={
            "SECRET_KEY": token_hex(32),
            "ENV_FILE": None,
            "WTF_CSRF_ENABLED": False,
            "PREFERRED_URL_SCHEME": "http",
            "SERVER_NAME": f"localhost:{port}",
            "CANAILLE": {"DATABASE": "memory", "JAVASCRIPT": False, "ACL": {"DEFAULT": {"PERMISSIONS": ["use_oidc"]}}},
            "CANAILLE_OIDC": {"ACTIVE_JWKS": [key.as_dict(private=True)]},
        }
    )
    app.config["CANAILLE_OIDC"]["USERINFO_MAPPING"]["EMAIL_VERIFIED"] = "true"  # no setting of it, but the claim is defined
    with app.app_context():
        backend = Backend.instance
        person = models.User(user_name=USER, formatted_name="Nguyễn Thị Ánh", family_name="Nguyễn", emails=[EMAIL])
        backend.save(person)
        backend.set_user_password(person, PASSWORD)
        client = models.Client(
            client_id="qms",
            client_secret=secret,
            client_name="QLCL",
            client_id_issued_at=datetime.now(UTC),
            redirect_uris=[come_back],
            grant_types=["authorization_code"],
            response_types=["code"],
            scope=["openid", "email"],
            token_endpoint_auth_method="client_secret_basic",
        )
        backend.save(client)
        client.audience = [client]
        backend.save(client)
        now = datetime.now(UTC)
        backend.save(models.Consent(consent_id="1", client=client, subject=person, scope=["openid", "email"], issue_date=now))
    logging.disable()
    run_simple("localhost", port, app, threaded=True)


if __name__ == "__main__":
    serve(int(sys.argv[1]), sys.argv[2], sys.argv[3])
