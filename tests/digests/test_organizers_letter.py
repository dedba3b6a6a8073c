"""The organizers' letter: who waits first of all, the same whenever it is read, and for organizers alone."""

import datetime as dt
from email import message_from_bytes, policy

from digests import services
from digests.models import Delivery, LetterKind
from kit import clock, site
from members.models import Member
from posts.services.written_down import hide_post
from tests.digests.test_letters import mails_to, send
from tests.factories import make_comment, make_member, make_post


def board_letter(sink, organizer: Member):
    send("--to", "organizers")
    (raw,) = mails_to(sink, organizer)
    return message_from_bytes(raw, policy=policy.default)


def test_the_organizers_letter_has_the_open_question_first_and_a_heading(sink, organizer, author, member):
    site.put(values={"SITE_NAME": "The Harbour Guild"}, by_name="the tests")
    thread = make_post(make_member("Sam Staff", staff_voice=True))
    with clock.at(clock.now() - dt.timedelta(days=5)):
        old = make_comment(member, thread, body="Has anyone counted?")
    with clock.at(clock.now() - dt.timedelta(hours=31)):
        make_post(author, kind="question", title="Has anyone let members write it?")
    mail = board_letter(sink, organizer)
    week = services.preview_for(member_id=organizer.pk, kind=LetterKind.ORGANIZER)[0].period.partition("-W")[2]
    assert mail["From"] == "The Harbour Guild <hello@localhost>"
    assert mail["Subject"] == "Ada Author has waited 32 hours"
    for kind in ("plain", "html"):
        words = " ".join(mail.get_body((kind,)).get_content().split())
        assert f"Week {week.lstrip('0')} at The Harbour Guild" in words
        assert "1 question was asked this week; none had a reply." in words
        assert "2 people are waiting for a first reply." in words
        assert f"/c/{old.pk}/reply/" in words
        assert "#reply" in words


def test_an_organizers_letter_says_later_what_it_said_when_it_went(sink, client, organizer, author, member):
    with clock.at(clock.now() - dt.timedelta(hours=31)):
        post = make_post(author, kind="question", title="Has anyone let members write it?")
    board_letter(sink, organizer)
    make_comment(member, post)
    client.force_login(organizer)
    with clock.at(clock.now() + dt.timedelta(days=3)):
        page = client.get(Delivery.objects.get().get_absolute_url()).content.decode()
    assert "none had a reply" in page
    assert "1 person is waiting for a first reply." in page
    assert f"{author.name}, 32 hours" in page
    assert "0 of 1" in page
    hide_post(post_id=post.pk)
    assert post.title not in client.get(Delivery.objects.get().get_absolute_url()).content.decode()


def test_whoever_is_no_organizer_any_more_reads_none_of_their_letters(sink, client, organizer):
    board_letter(sink, organizer)
    address = Delivery.objects.get().get_absolute_url()
    client.force_login(organizer)
    assert client.get(address).status_code == 200
    assert address in client.get("/letters/").content.decode()
    Member.objects.filter(pk=organizer.pk).update(is_organizer=False)
    assert client.get(address).status_code == 404
    assert address not in client.get("/letters/").content.decode()


def test_admins_look_at_the_organizers_letter_without_getting_it(client, admin):
    client.force_login(admin)
    page = client.get("/letters/preview/?kind=organizer").content.decode()
    assert "you do not get it" in page
    assert "?kind=organizer" in client.get("/letters/").content.decode()
