import pytest

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
