"""What the tests of the rules share: each example is asked of the product and of the second reading."""

import pytest

from tests.oracle.readers import Read, engine, oracle


@pytest.fixture(params=[engine, oracle], ids=["engine", "oracle"])
def read(request: pytest.FixtureRequest) -> Read:
    reader: Read = request.param
    return reader
