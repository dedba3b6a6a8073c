"""Chromium as the machine has it, and leave for Django to be called while the browser's loop is running."""

from collections.abc import Iterator

import pytest

from kit import site
from posts.models import Post
from tests import chromium
from tests.town import Town, build


@pytest.fixture(scope="session", autouse=True)
def _django_beside_a_loop() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    return browser_type_launch_args | {"executable_path": chromium.found(), "args": ["--no-sandbox"]}


@pytest.fixture
def town(db, live_server) -> Town:
    """Its discussions may be read by everyone, so that a stranger's pages have something to show too."""
    town = build()
    site.put(values={"COMMUNITY_VISIBILITY": "public"}, by_name="the tests")
    Post.objects.exclude(pk=town.places["hidden"]).update(visibility="public")
    return town
