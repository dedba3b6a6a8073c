import pytest

from members.models import Preferences
from tests.factories import make_member

PROFILE = {"name": "Mo Member", "username": "mo-member", "bio": "I listen.", "time_zone": "Europe/Berlin"}
CHOICES = {
    "letter_frequency": "monthly",
    "letter_weekday": "4",
    "letter_hour": "",
    "letter_format": "text",
    "letter_paused_until": "",
    "style": "join",
    "comment_order": "old",
}


@pytest.fixture
def mo(client, member):
    client.force_login(member)
    return member


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/preferences/", "/preferences/profile/"])
def test_visitors_are_asked_to_sign_in(client, path):
    assert client.get(path).url == f"/accounts/login/?next={path}"


def test_a_profile_is_changed(client, mo):
    assert client.post("/preferences/profile/", PROFILE).status_code == 303
    mo.refresh_from_db()
    assert (mo.username, mo.bio, mo.time_zone) == ("mo-member", "I listen.", "Europe/Berlin")


@pytest.mark.parametrize(
    "wrong",
    [{"username": "admin"}, {"username": "а-cyrillic"}, {"time_zone": "Moon"}, {"bio": "x" * 501}, {"name": "?"}],
)
def test_a_mistake_keeps_what_was_typed(client, mo, wrong):
    old = mo.username
    answer = client.post("/preferences/profile/", PROFILE | wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    for value in (PROFILE | wrong).values():
        assert value in page
    mo.refresh_from_db()
    assert (mo.username, mo.bio) == (old, "")


def test_a_taken_name_changes_nothing_else(client, mo):
    make_member("Carl", username="carl")
    answer = client.post("/preferences/profile/", PROFILE | {"username": "car1"})
    assert answer.status_code == 422
    mo.refresh_from_db()
    assert mo.bio == ""


def test_a_zone_may_be_typed_loosely(client, mo):
    client.post("/preferences/profile/", PROFILE | {"time_zone": "america/new york"})
    mo.refresh_from_db()
    assert mo.time_zone == "America/New_York"


def test_choices_are_kept(client, mo):
    assert client.post("/preferences/", CHOICES).status_code == 303
    kept = Preferences.objects.get(member=mo)
    assert (kept.letter_frequency, kept.letter_weekday, kept.letter_hour) == ("monthly", 4, None)


def test_no_choice_is_offered_that_nothing_reads(client, mo):
    assert "learning_devices" not in client.get("/preferences/").context["form"].fields
    client.post("/preferences/", CHOICES)
    assert Preferences.objects.get(member=mo).learning_devices


@pytest.mark.parametrize(
    "wrong", [{"letter_weekday": "7"}, {"letter_hour": "24"}, {"style": "boss"}, {"letter_paused_until": "soon"}]
)
def test_impossible_choices_are_refused(client, mo, wrong):
    assert client.post("/preferences/", CHOICES | wrong).status_code == 422
    assert Preferences.objects.get(member=mo).letter_frequency == "weekly"


def test_only_organizers_see_their_letters_switch(client, mo, organizer):
    assert b"organizer_letter" not in client.get("/preferences/").content
    client.force_login(organizer)
    assert b"organizer_letter" in client.get("/preferences/").content


def test_an_organizer_who_is_none_cannot_be_told_so(client, mo):
    client.post("/preferences/", CHOICES)
    assert Preferences.objects.get(member=mo).organizer_letter


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "queries"), [("/about/", 1), ("/norms/", 0), ("/privacy/", 0), ("/accessibility/", 0)]
)
def test_what_the_site_says_about_itself(client, path, queries, django_assert_num_queries):
    client.get(path)
    with django_assert_num_queries(queries):
        page = client.get(path)
    assert page.content.count(b"<h1") == 1
