from collections.abc import Callable

import pytest

from discovery.search.indexing import index_due

Read = Callable[[], int]


@pytest.fixture
def indexed(db) -> Read:
    """The worker's turn: what was written so far can be found afterwards."""
    return index_due
