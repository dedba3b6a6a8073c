"""What the site says about itself names the people to write to, and says what is true."""

import pytest

from posts.services import edit_post
from tests.factories import PASSWORD, make_member, make_post


@pytest.mark.parametrize("path", ["/privacy/", "/accessibility/"])
def test_where_organizers_are_found_is_said_where_one_is_told_to_write(client, organizer, path):
    assert 'href="/about/#organizers"' in client.get(path).content.decode()


def test_about_names_the_organizers_and_nobody_else(client, organizer, member):
    make_member("Gone Organizer", is_organizer=True, is_active=False)
    page = client.get("/about/").content.decode()
    assert 'id="organizers"' in page
    assert f'href="{organizer.get_absolute_url()}"' in page
    assert member.get_absolute_url() not in page
    assert "Gone Organizer" not in page


def test_about_without_organizers_says_so(client, db):
    assert "No organizer is named yet." in client.get("/about/").content.decode()


def test_who_reads_earlier_versions_is_said_as_it_is(client, author, member):
    assert "Members who may read the text as it is now" in client.get("/privacy/").content.decode()
    post = make_post(author)
    words = {"title": post.title, "body": "Quite other words.", "tags": ["learning"], "fields": {}}
    edit_post(editor=author, post=post, version=1, **words)
    client.force_login(member)
    assert "People said more at the door" in client.get(f"/d/{post.pk}/revisions/").content.decode()


@pytest.mark.parametrize("path", ["/preferences/profile/", "/accounts/email/", "/accounts/password/set/"])
def test_settings_lead_back_to_the_preferences(client, member, path):
    member.set_unusable_password()
    member.save()
    client.force_login(member)
    page = client.get(path).content.decode()
    assert '<a class="back-link" href="/preferences/">' in page
    assert "Set Password" not in page


def test_the_pages_of_two_step_sign_in_speak_as_the_others_do(client, member):
    client.post("/accounts/login/", {"login": member.email, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    assert "Set up an authenticator app" in page
    assert '<a class="back-link" href="/preferences/">' in page
