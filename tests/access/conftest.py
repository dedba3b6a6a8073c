import pytest

from tests.town import Town, build


@pytest.fixture
def town(db) -> Town:
    return build()
