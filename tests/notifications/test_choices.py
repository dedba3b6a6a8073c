"""What one wants to be told: presets fill the table, a changed cell makes it one's own, and it holds at once."""

import pytest

from members.models import PersonWatch, Preferences
from notifications.models import Notice
from notifications.services import Message, notify
from tests.factories import make_comment, make_member, make_post

PAGE = "/preferences/notices/"


@pytest.fixture
def mo(client, member):
    client.force_login(member)
    return member


def table(client, **changed) -> dict[str, str]:
    """The form as a browser sends it back."""
    form = client.get(PAGE).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    return {name: str(value) for name, value in (sent | changed).items() if value is not False}


def choice(member) -> str:
    return Preferences.objects.get(member=member).notice_preset


def test_visitors_are_asked_to_sign_in(client, db):
    for path in (PAGE, "/preferences/following/"):
        assert client.get(path).url == f"/accounts/login/?next={path}"


@pytest.mark.parametrize("preset", ["quiet", "steady", "close"])
def test_a_preset_fills_the_table(client, mo, preset):
    assert client.post(PAGE, {"preset": preset}).status_code == 303
    assert choice(mo) == preset
    assert client.post(PAGE, table(client)).status_code == 303
    assert choice(mo) == preset


def test_a_changed_cell_makes_it_ones_own(client, mo):
    assert client.post(PAGE, table(client, reply_mail="never", quiet_from="22")).status_code == 303
    kept = Preferences.objects.get(member=mo)
    assert (kept.notice_preset, kept.notice_choices["reply"], kept.quiet_from) == ("own", [True, "never"], 22)
    assert client.post(PAGE, table(client, reply_mail="soon")).status_code == 303
    assert choice(mo) == "steady"


@pytest.mark.parametrize("wrong", [{"reply_mail": "hourly"}, {"quiet_from": "24"}])
def test_what_cannot_be_is_refused(client, mo, wrong):
    assert client.post(PAGE, table(client, **wrong)).status_code == 422
    assert choice(mo) == "steady"


def test_what_curators_do_about_ones_words_is_always_on_the_site(client, mo, curator):
    client.post(PAGE, {name: word for name, word in table(client).items() if not name.endswith("_site")})
    for kind in ("moderation", "reply"):
        notify(recipients=[mo.pk], message=Message(kind=kind, text="Look", title="T", url="/", subject=kind))
    assert list(mo.notices.order_by("pk").values_list("kind", "on_site")) == [("moderation", True), ("reply", False)]


def test_only_curators_see_their_rows(client, mo, curator):
    assert b"report_mail" not in client.get(PAGE).content
    client.force_login(curator)
    assert b"report_mail" in client.get(PAGE).content


def test_what_is_wanted_nowhere_makes_no_row(client, mo, author):
    sent = table(client, comment_mail="never")
    del sent["comment_site"]
    client.post(PAGE, sent)
    make_comment(author, make_post(mo))
    assert not mo.notices.exists()


@pytest.mark.parametrize("level", ["follow", "less", "muted", "blocked"])
def test_people_are_regarded_and_not_told(client, mo, author, level):
    answer = client.post(f"/people/{author.username}/level/", {"level": level})
    assert answer.url == author.get_absolute_url()
    assert PersonWatch.objects.get().level == level
    assert not author.notices.exists()
    assert author.name in client.get("/preferences/following/").content.decode()
    client.post(f"/people/{author.username}/level/", {"level": "", "next": "/preferences/following/"})
    assert not PersonWatch.objects.exists()


def test_nobody_regards_themselves(client, mo):
    assert client.post(f"/people/{mo.username}/level/", {"level": "blocked"}).status_code == 404
    assert not PersonWatch.objects.exists()


@pytest.mark.parametrize("level", ["muted", "blocked"])
def test_somebody_silenced_notifies_nobody_and_what_waited_is_gone(client, mo, author, level):
    post = make_post(mo)
    make_comment(author, post)
    assert mo.notices.count() == 1
    client.post(f"/people/{author.username}/level/", {"level": level})
    assert not mo.notices.exists()
    make_comment(author, post, body=f"@{mo.username} and again")
    assert not mo.notices.exists()
    assert "Ada Author" in client.get(post.get_absolute_url()).content.decode()


def test_a_blocked_person_cannot_write_in_private(client, mo, author):
    client.post(f"/people/{author.username}/level/", {"level": "blocked"})
    client.force_login(author)
    client.post("/private/new/", {"about": f"person:{mo.pk}", "body": "Just between us", "form_token": "t1"})
    assert not Notice.objects.filter(recipient=mo).exists()


def test_from_somebody_turned_down_comes_no_mail_but_the_mornings(client, mo, author):
    client.post(f"/people/{author.username}/level/", {"level": "less"})
    make_comment(author, make_post(mo))
    make_comment(make_member(), make_post(mo))
    low, usual = mo.notices.order_by("pk")
    assert low.mail_at > usual.mail_at or low.mail_at.hour == 7


def test_followers_of_a_person_hear_when_they_start_something(client, mo, author):
    client.post(f"/people/{author.username}/level/", {"level": "follow"})
    post = make_post(author)
    assert list(mo.notices.values_list("kind", "latest__url")) == [("started", post.get_absolute_url())]
    make_post(author, kind="hallway", tags=())
    assert mo.notices.count() == 1
