"""Fifty equal sends of one form at once, through two real server processes: one comment, one answer."""

import contextlib
import http.client
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from comments.models import Comment
from posts.models import Post
from tests.factories import make_member, make_post
from tests.site import ROOT, clean_environment, free_port

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
SENDS = 50
CSRF = "x" * 32


def _database_url() -> str:
    """The test's own database, as the servers are told of it."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    where = f"{found['HOST'] or '127.0.0.1'}:{found['PORT'] or 5432}"
    return f"postgres://{found['USER']}:{found['PASSWORD']}@{where}/{found['NAME']}"


@pytest.fixture
def port(tmp_path) -> Iterator[int]:
    """Two server processes of two threads each on the test's own database."""
    port = free_port()
    environment = clean_environment(settings.DATA_DIR, port) | {
        "DATABASE_URL": _database_url(),
        "REDIS_URL": settings.REDIS_URL,
        "DJANGO_SETTINGS_MODULE": "learnsocial.settings",
    }
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "learnsocial.wsgi",
        "-w",
        "2",
        "--threads",
        "2",
        "-b",
        f"127.0.0.1:{port}",
    ]
    with (tmp_path / "out").open("wb") as out:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT)
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(port: int) -> None:
    for _ in range(600):
        with contextlib.suppress(OSError):
            _ask(port, "GET", "/healthz")
            return
        time.sleep(0.05)  # a real server is waited for
    raise AssertionError("the server did not answer")


def _ask(port: int, method: str, path: str, body: str = "", cookies: str = "") -> tuple[int, str]:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as line:
        headers = {"Host": f"localhost:{port}", "Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        line.request(method, path, body, headers | {"Origin": f"http://localhost:{port}"})
        answer = line.getresponse()
        answer.read()
        return answer.status, answer.getheader("Location") or ""


def _send_at_once(port: int, post: Post, cookies: str, token: str) -> list[tuple[int, str]]:
    answers: list[tuple[int, str]] = []
    gate = threading.Barrier(SENDS)
    body = urlencode({"body": "Said once.", "form_token": token, "csrfmiddlewaretoken": CSRF})

    def send() -> None:
        gate.wait()
        answers.append(_ask(port, "POST", f"/d/{post.pk}/comments/", body, cookies))

    threads = [threading.Thread(target=send) for _ in range(SENDS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def _signed_in() -> str:
    client = Client()
    client.force_login(make_member("Mo Member"))
    return f"sessionid={client.cookies[settings.SESSION_COOKIE_NAME].value}; csrftoken={CSRF}"


def test_fifty_equal_sends_make_one_comment(port):
    post = make_post(make_member("Ada Author"))
    cookies = _signed_in()
    for number in range(int(os.environ.get("PARALLEL_ROUNDS", "2"))):
        answers = _send_at_once(port, post, cookies, f"token-{number}")
        assert {status for status, _url in answers} == {303}
        assert len({url for _status, url in answers}) == 1
        assert Comment.objects.filter(form_token=f"token-{number}").count() == 1
    post.refresh_from_db()
    assert post.comment_count == Comment.objects.filter(post=post).count()
