"""The demo: whole, the same each time, and readable for whoever looks."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from comments.models import Comment
from curation.models import Seed
from curation.selectors import garden, people_waiting
from digests import services as digests
from digests.models import LetterKind
from kit import clock
from kit.mail import local_mailbox
from learning.models import Takeaway
from members.models import Member
from operations.demo.people import LETTER_TODAY
from operations.demo.personas import PERSONAS
from posts.models import Draft, Kind, Post
from tests.factories import make_member

ANCHOR = "2026-09-01T08:00+00:00"


def counts() -> list[int]:
    return [table.objects.count() for table in (Member, Post, Comment, Takeaway, Seed, Draft)]


def test_the_guild_is_built_once_and_can_be_read(client, db):
    call_command("load_demo", anchor=dt.datetime.fromisoformat(ANCHOR), verbosity=0)
    built = counts()
    call_command("load_demo", verbosity=0)
    assert counts() == built
    assert Member.objects.filter(is_demo=True).count() == 60
    assert set(Post.objects.values_list("kind", flat=True)) == set(Kind.values)
    assert set(Seed.objects.values_list("state", flat=True)) >= {"scheduled", "planted", "sprouting", "faded"}
    assert Post.objects.filter(byline__isnull=False).exists()
    for handle in [persona.username for persona in PERSONAS]:
        client.force_login(Member.objects.get(username=handle))
        for address in ("/", "/notifications/", "/learning/"):
            assert client.get(address).status_code == 200, (handle, address)


def test_on_any_weekday_letters_are_due_and_lively_seeds_grow(client, db, settings):
    settings.DEMO_MODE = True
    late_on_saturday = dt.datetime.fromisoformat("2026-09-05T23:40+00:00")
    call_command("load_demo", anchor=late_on_saturday, verbosity=0)
    with clock.at(late_on_saturday + dt.timedelta(minutes=2)):
        for kind in LetterKind:
            digests.plan_letters(kind=kind)
        assert digests.send_letters() == len(LETTER_TODAY) + 1  # Helen gets the organizers' too
        assert [(one.who, one.kind) for one in people_waiting()] == [("Noor Haddad", "question")]
        words = {row.word for row in garden().growing}
        client.force_login(Member.objects.get(username="lucia"))
        assert "Worth your time this week" in client.get("/letters/preview/").content.decode()
    assert words == {"planted", "sprouting"}
    subjects = [mail.subject for mail in local_mailbox() if mail.to == "helen@harbour-guild.example"]
    assert "Noor Haddad has waited 31 hours" in subjects
    assert len(subjects) == 2
    answer = client.post("/demo/sign-in/", {"username": "helen"}, follow=True)
    assert answer.redirect_chain == [("/letters/preview/?kind=organizer", 303)]
    assert answer.status_code == 200
    faded = Seed.objects.get(state="faded")
    assert (faded.faded_at - faded.planted_at).days == 7


def test_invented_people_are_not_mixed_with_real_ones(db):
    make_member("Somebody Real")
    with pytest.raises(CommandError, match="of its own"):
        call_command("load_demo", verbosity=0)
    assert not Post.objects.exists()
