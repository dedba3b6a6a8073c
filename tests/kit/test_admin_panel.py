"""The frame of the admin panel: plain names, and nothing in it that nobody tends by hand."""

import re

import pytest

NAMES = ["Seeds and care", "Comments", "Letters", "Members", "Settings and mail", "Discussions"]


def test_its_rooms_have_plain_names_and_each_list_is_there_once(client, admin):
    client.force_login(admin)
    apps = client.get("/admin/").context["app_list"]
    assert sorted(str(app["name"]) for app in apps) == sorted(NAMES)
    lists = [str(model["name"]).lower() for app in apps for model in app["models"]]
    assert len(lists) == len(set(lists))
    assert not {"groups", "authenticators", "user sessions", "email addresses"} & set(lists)


@pytest.mark.parametrize(
    "path", ["taggit/tag", "auth/group", "account/emailaddress", "mfa/authenticator", "usersessions/usersession"]
)
def test_what_is_made_elsewhere_has_no_page(client, admin, path):
    client.force_login(admin)
    assert client.get(f"/admin/{path}/").status_code == 404


@pytest.mark.parametrize("path", ["members/member/", "curation/seedtemplate/add/", "digests/curatornote/"])
def test_its_sheets_are_ours_and_nothing_is_inline(client, admin, path):
    client.force_login(admin)
    page = client.get(f"/admin/{path}").content.decode()
    assert re.findall(r'rel="stylesheet" href="([^"]+)"', page) == ["/static/css/admin.css", "/static/css/site.css"]
    assert "<style" not in page


def test_a_sentence_has_a_box_and_a_name_has_a_line(client, curator):
    client.force_login(curator)
    page = client.get("/admin/curation/seedtemplate/add/").content.decode()
    for name in ("text", "hypothesis", "best_when", "avoid_when"):
        assert re.search(rf'<textarea name="{name}"', page)
    assert re.search(r'<input type="text" name="name"', page)


def test_a_list_is_headed_by_what_it_lists(client, admin):
    client.force_login(admin)
    assert "<h1>Members</h1>" in client.get("/admin/members/member/").content.decode()
