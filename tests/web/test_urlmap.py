"""Every route says who may open it."""

import pytest
from flask import Flask

from qms.app import create_app
from qms.installation import Installation
from qms.web.access import unmarked_endpoints
from qms.web.application import create_app as create_shell
from qms.web.sections import Section


def test_no_route_of_the_product_lacks_its_access_mark(installation: Installation) -> None:
    assert unmarked_endpoints(create_app(installation)) == []


def test_an_application_with_an_unmarked_route_does_not_start(shell: Flask) -> None:
    careless = Section("careless", __name__)
    careless.add_url_rule("/quen", "index", lambda: "")
    with pytest.raises(RuntimeError, match="careless.index"):
        create_shell(shell.extensions["qms"], [careless])
