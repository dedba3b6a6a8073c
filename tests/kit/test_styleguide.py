from datetime import UTC, datetime

import pytest
from django.template import Context, Template

pytestmark = pytest.mark.django_db


def test_staff_see_every_element(client, curator):
    client.force_login(curator)
    page = client.get("/styleguide/").content.decode()
    for mark in (
        "button-primary",
        "chip-amber",
        "avatar",
        "notice-warning",
        "field-bad",
        "page-links",
        "empty",
        "stat",
    ):
        assert mark in page


def test_for_others_there_is_no_such_page(client, member):
    assert client.get("/styleguide/").status_code == 404
    client.force_login(member)
    assert client.get("/styleguide/").status_code == 404


def test_a_full_stop_follows_a_moment_at_once():
    template = Template("Until {% when moment exact=True %}. {% when nothing %}.")
    shown = template.render(Context({"moment": datetime(2026, 12, 3, 14, 0, tzinfo=UTC), "nothing": None}))
    assert shown == 'Until <time datetime="2026-12-03T14:00:00Z" data-when="exact">3 Dec 2026, 14:00</time>. .'
