"""Redis is gone, or takes connections and never answers: reading, posting and signing in by password go on."""

import socket
import time
from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.test import Client

from comments.models import Comment
from kit import cache as house_cache
from kit.cache import HouseCache
from members.models import Member
from tests.factories import PASSWORD, make_post

pytestmark = [pytest.mark.faults, pytest.mark.django_db]
PATIENCE_S = 0.5


@pytest.fixture(params=["gone", "deaf"])
def _no_redis(request, monkeypatch, settings) -> Iterator[None]:
    """The site's cache talks to an address where nobody answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        if request.param == "gone":
            server.close()
        monkeypatch.setattr(house_cache, "_breakers", {})
        before = caches["default"]
        caches["default"] = HouseCache(f"redis://127.0.0.1:{port}/1", {"KEY_PREFIX": "t"})
        yield
        caches["default"] = before


@pytest.mark.usefixtures("_no_redis")
def test_signing_in_reading_and_replying_go_on(member: Member, author: Member) -> None:
    post = make_post(author, title="How do you moor alone", visibility="public")
    client = Client()
    began = time.monotonic()
    assert client.get("/new/").status_code == 200
    assert time.monotonic() - began < PATIENCE_S + 1
    answer = client.post("/accounts/login/", {"login": member.email, "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    page = client.get(post.get_absolute_url())
    assert page.status_code == 200
    answer = client.post(f"/d/{post.pk}/comments/", {"body": "With a midship line first."})
    assert answer.status_code == 303
    assert Comment.objects.get().author == member


@pytest.mark.usefixtures("_no_redis")
def test_tries_at_a_password_are_still_counted(member: Member) -> None:
    client = Client()
    codes = [
        client.post("/accounts/login/", {"login": member.email, "password": f"wrong {number}"}).status_code
        for number in range(12)
    ]
    answer = client.post("/accounts/login/", {"login": member.email, "password": PASSWORD})
    assert answer.status_code != 302, codes
