from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from posts.models import Post
from tests.factories import make_post
from tests.kit import smtp_sink


@pytest.fixture
def sink(tmp_path: Path, settings: Any) -> Iterator[smtp_sink.Sink]:
    with smtp_sink.running(tmp_path / "taken") as server:
        settings.EMAIL_URL = server.url
        yield server


@pytest.fixture
def post(author) -> Post:
    return make_post(author)


def mails(sink: smtp_sink.Sink) -> list[EmailMessage]:
    """What the server took, read as a mail program would."""
    return [message_from_bytes(raw, policy=default) for raw in sink.taken()]
