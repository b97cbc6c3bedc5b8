"""A running server tells its log what happened at the door."""

import re
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path


def test_a_forged_sign_in_is_one_line_of_the_servers_log(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "qms", "serve", "--port", "0"]
    environment = {"QMS_HOME": str(tmp_path), "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as server:
        assert server.stdout is not None
        try:
            said = server.stdout.readline().decode()
            connection = HTTPConnection(*re.findall(r"http://(.+):(\d+)/", said)[0])
            for agent in ("an ordinary browser", 'forged\tevent="signed_in"'):
                headers = {"User-Agent": agent, "Content-Type": "application/x-www-form-urlencoded"}
                connection.request("POST", "/dang-nhap", "key=an&password=x", headers)
                answer = connection.getresponse()
                assert answer.status == 400 and answer.read()
            connection.close()
        finally:
            server.terminate()
            log = server.communicate()[1].decode()
    lines = [line for line in log.splitlines() if "qms.security" in line]
    assert len(lines) == 2 and all(line.endswith('event="forged" address="127.0.0.1"') for line in lines), log
