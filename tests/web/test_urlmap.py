"""Every route says who may open it."""

import pytest
from flask import Flask

from qms.web.access import unmarked_endpoints
from qms.web.application import create_app
from qms.web.sections import Section


def test_no_route_of_the_product_lacks_its_access_mark(site: Flask) -> None:
    assert len(site.view_functions) > 10
    assert unmarked_endpoints(site) == []


def test_an_application_with_an_unmarked_route_does_not_start(shell: Flask) -> None:
    careless = Section("careless", __name__)
    careless.add_url_rule("/quen", "index", lambda: "")
    with pytest.raises(RuntimeError, match=r"careless\.index"):
        create_app(shell.extensions["qms"], [careless])
