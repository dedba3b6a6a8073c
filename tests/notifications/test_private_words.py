"""Words between two people about one thing: opened by the two alone, and by curators only when one of them asks."""

import datetime as dt

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from curation import services as curation
from kit import clock
from kit.models import OutboxMail
from notifications import services
from notifications.models import Notice, PrivateMessage, PrivateSeat, PrivateThread
from tests.factories import make_comment, make_member, make_post

SECRET = "Between us: the grant fell through on Tuesday."


@pytest.fixture
def post(author):
    return make_post(author)


@pytest.fixture
def thread(author, member, post) -> PrivateThread:
    """Mo wrote to Ada about her discussion."""
    return services.write_privately(author=member, to=author, subject=f"post:{post.pk}", body=SECRET).thread


def as_(client, person):
    client.force_login(person)
    return client


def page(client, address):
    return client.get(address).content.decode()


def test_the_way_leads_from_a_discussion_to_its_author(client, member, post):
    as_(client, member)
    address = f"/private/new/?about=post:{post.pk}"
    assert address in page(client, post.get_absolute_url())
    assert post.title in page(client, address)
    answer = client.post(address, {"body": SECRET, "form_token": "one"})
    thread = PrivateThread.objects.get()
    assert (answer.status_code, answer.url) == (303, thread.get_absolute_url())
    assert SECRET in page(client, answer.url)
    assert client.get(address).url == thread.get_absolute_url()  # where they talk already


def test_from_a_comment_and_from_a_person_too(client, author, member, post):
    comment = make_comment(author, post)
    as_(client, member)
    for address, about in (
        (comment.get_absolute_url(), f"comment:{comment.pk}"),
        (author.get_absolute_url(), f"person:{author.pk}"),
    ):
        assert f"/private/new/?about={about}" in page(client, address)
        assert client.post(f"/private/new/?about={about}", {"body": "Thank you."}).status_code == 303
    assert set(PrivateThread.objects.values_list("subject", flat=True)) == {
        f"comment:{comment.pk}",
        f"person:{author.pk}",
    }


@pytest.mark.parametrize("about", ["", "post:0", "post:x", "draft:1", "comment:99", "nothing", "post:" + "9" * 50])
def test_about_nothing_there_is_nothing_to_write(client, member, post, about):
    assert as_(client, member).get(f"/private/new/?about={about}").status_code == 404


def test_nobody_writes_to_themselves_or_about_what_they_may_not_read(client, author, member, curator, post):
    assert as_(client, author).get(f"/private/new/?about=post:{post.pk}").status_code == 404
    curation.hide(curator=curator, post=post, reason="It names a patient.")
    assert as_(client, member).get(f"/private/new/?about=post:{post.pk}").status_code == 404
    assert as_(client, member).post(f"/private/new/?about=post:{post.pk}", {"body": "x"}).status_code == 404


WHO = {"author": 200, "member": 200, "stranger": 404, "curator": 404, "admin": 404, "organizer": 404}


@pytest.mark.parametrize(("who", "status"), WHO.items())
def test_the_two_alone_open_it(client, request, thread, who, status):
    as_(client, request.getfixturevalue(who))
    answer = client.get(thread.get_absolute_url())
    assert answer.status_code == status
    assert (SECRET in answer.content.decode()) == (status == 200)
    refused = {} if status == 200 else {"reply": "", "leave": "leave/", "report": "report/", "settle": "settle/"}
    for act in refused.values():
        assert client.post(thread.get_absolute_url() + act, {"body": "me too", "note": ""}).status_code == 404
    assert PrivateMessage.objects.count() == 1


def test_visitors_are_asked_to_sign_in(client, thread):
    for address in ("/private/", thread.get_absolute_url(), "/private/new/?about=post:1"):
        assert "/accounts/login/" in client.get(address).url


def test_the_list_is_ones_own(client, author, member, stranger, curator, thread):
    for person in (author, member):
        assert thread.get_absolute_url() in page(as_(client, person), "/private/")
    for person in (stranger, curator):
        assert thread.get_absolute_url() not in page(as_(client, person), "/private/")


def test_the_other_is_told_that_and_by_whom_never_what(author, member, thread):
    notice = Notice.objects.get(recipient=author)
    assert member.name in notice.latest.text
    assert notice.latest.url == thread.get_absolute_url()
    assert SECRET not in f"{notice.latest.text}{notice.latest.quote}"
    assert not Notice.objects.filter(recipient=member).exists()


def test_opening_it_clears_what_was_told(client, author, thread):
    as_(client, author)
    assert "is-new" in page(client, "/private/")
    client.get(thread.get_absolute_url())
    assert Notice.objects.get(recipient=author).seen_at is not None
    assert "is-new" not in page(client, "/private/")


def test_one_answers_the_other(client, author, member, thread):
    address = thread.get_absolute_url()
    answer = as_(client, author).post(address, {"body": "I am **sorry**.", "form_token": "a"})
    assert (answer.status_code, answer.url.partition("#")[0]) == (303, address)
    shown = page(as_(client, member), address)
    assert "<strong>sorry</strong>" in shown
    assert shown.index(SECRET) < shown.index("sorry")


def test_the_same_form_is_said_once_and_other_words_come_back(client, author, thread):
    as_(client, author)
    for _again in range(2):
        client.post(thread.get_absolute_url(), {"body": "Once", "form_token": "a"})
    assert PrivateMessage.objects.filter(body="Once").count() == 1
    answer = client.post(thread.get_absolute_url(), {"body": "Twice", "form_token": "a"})
    assert answer.status_code == 422
    assert "Twice" in answer.content.decode()


@pytest.mark.parametrize("body", ["", "   ", "x" * 5_001, "> " * 200 + "deep"])
def test_what_cannot_be_sent_stays_in_the_box(client, author, thread, body):
    answer = as_(client, author).post(thread.get_absolute_url(), {"body": body})
    assert answer.status_code == 422
    assert body.strip()[:40].replace(">", "&gt;") in answer.content.decode()
    assert PrivateMessage.objects.count() == 1


def test_who_may_not_write_keeps_what_they_wrote(client, author, thread):
    author.suspended_until = clock.now() + dt.timedelta(days=1)
    author.save()
    answer = as_(client, author).post(thread.get_absolute_url(), {"body": "But I must"})
    assert answer.status_code == 422
    assert "But I must" in answer.content.decode()


def test_to_a_closed_account_nothing_goes(client, author, member, thread):
    member.is_active = False
    member.save()
    assert as_(client, author).post(thread.get_absolute_url(), {"body": "Hello?"}).status_code == 422


def test_a_new_member_begins_three_a_day(client, author):
    as_(client, make_member("Nia New"))
    posts = [make_post(author, title=f"Number {n} of five") for n in range(4)]
    now = clock.now().replace(hour=12, minute=0, second=0, microsecond=0)
    answers = []
    for n, post in enumerate(posts):
        with clock.at(now + dt.timedelta(minutes=n)):
            answers.append(client.post(f"/private/new/?about=post:{post.pk}", {"body": f"Hello {n}"}).status_code)
    assert answers == [303, 303, 303, 429]


def test_who_leaves_is_left_alone_and_may_come_back(client, author, member, thread):
    address = thread.get_absolute_url()
    assert as_(client, author).post(f"{address}leave/").status_code == 303
    assert as_(client, member).post(address, {"body": "Still there?"}).status_code == 422
    assert client.post(f"{address}leave/").status_code == 303  # too late to be the one who left
    assert as_(client, member).post(address, {"body": "Still there?"}).status_code == 422
    assert "Write, and it goes on" in page(as_(client, author), address)
    assert client.post(address, {"body": "Here I am."}).status_code == 303
    assert as_(client, member).post(address, {"body": "Good."}).status_code == 303


def test_ones_own_words_can_be_taken_away(client, author, member, thread):
    message = thread.messages.get()
    assert as_(client, author).post(f"/private/words/{message.pk}/remove/").status_code == 404
    assert as_(client, member).post(f"/private/words/{message.pk}/remove/").status_code == 303
    message.refresh_from_db()
    assert (message.body, message.html) == ("", "")
    assert "were taken away" in page(as_(client, author), thread.get_absolute_url())


def test_curators_read_what_one_of_the_two_reported_until_it_is_settled(client, author, member, curator, thread):
    address = thread.get_absolute_url()
    assert as_(client, author).get(f"{address}report/").status_code == 200
    assert client.post(f"{address}report/", {"note": "He will not stop."}).status_code == 303
    assert Notice.objects.get(recipient=curator).latest.url == address
    shown = page(as_(client, curator), address)
    assert SECRET in shown
    assert "He will not stop." in shown
    assert f"{author.name} asked the curators" in shown
    assert address in page(client, "/admin/")
    assert client.post(address, {"body": "Now, now."}).status_code == 404  # to read, not to take part
    assert "asked the curators" not in page(as_(client, member), address)  # the other one is not told
    assert as_(client, member).post(f"/private/words/{thread.messages.get().pk}/remove/").status_code == 303
    assert thread.messages.get().body == SECRET  # nobody tidies up before they have looked
    assert as_(client, curator).post(f"{address}settle/").status_code == 303
    assert client.get(address).status_code == 404
    assert not Notice.objects.filter(recipient=curator).exists()


def test_a_report_opens_it_to_nobody_else(client, author, stranger, organizer, thread):
    services.report_private(reporter=author, thread=thread, note="")
    for person in (stranger, organizer):
        assert as_(client, person).get(thread.get_absolute_url()).status_code == 404


def test_a_curator_is_no_judge_of_their_own_conversation(client, curator, member, post):
    thread = services.write_privately(author=curator, to=member, subject=f"person:{member.pk}", body="A word.").thread
    services.report_private(reporter=member, thread=thread, note="")
    assert not Notice.objects.filter(recipient=curator).exists()
    assert thread.get_absolute_url() not in page(as_(client, curator), "/admin/")
    assert client.post(f"{thread.get_absolute_url()}settle/").status_code == 404


def test_what_it_is_about_is_asked_again(client, member, curator, post, thread):
    assert post.title in page(as_(client, member), thread.get_absolute_url())
    curation.hide(curator=curator, post=post, reason="It names a patient.")
    for address in ("/private/", thread.get_absolute_url()):
        assert post.title not in page(client, address)
    assert SECRET in page(client, thread.get_absolute_url())


def test_private_words_stand_on_no_other_page(client, author, member, stranger, curator, thread):
    addresses = [f"/search/?q={SECRET.split()[3]}", "/", "/new/", "/feed.atom", "/notifications/", "/letters/preview/"]
    addresses += [author.get_absolute_url(), member.get_absolute_url(), "/admin/", "/sitemap.xml"]
    for person in (author, stranger, curator):
        as_(client, person)
        for address in addresses:
            assert "grant fell" not in page(client, address), address
    assert not mail.outbox
    assert not OutboxMail.objects.filter(message__contains="grant").exists()


def test_an_account_that_goes_takes_its_words_and_leaves_the_others(author, thread, post):
    gone = make_member("Gus Gone")
    thread = services.write_privately(author=gone, to=author, subject=f"post:{post.pk}", body=SECRET).thread
    services.write_privately(author=author, to=gone, subject=f"post:{post.pk}", body="Mine")
    gone.delete()
    assert list(PrivateMessage.objects.filter(thread=thread).values_list("body", flat=True)) == ["Mine"]
    assert list(PrivateSeat.objects.filter(thread=thread).values_list("member", flat=True)) == [author.pk]


def test_who_stays_behind_can_read_and_not_write(client, author, post):
    gone = make_member("Gus Gone")
    thread = services.write_privately(author=gone, to=author, subject=f"post:{post.pk}", body=SECRET).thread
    gone.delete()
    as_(client, author)
    assert "Somebody who left" in page(client, thread.get_absolute_url())
    assert client.post(thread.get_absolute_url(), {"body": "Hello?"}).status_code == 422


@pytest.mark.parametrize("what", ["list", "talk"])
def test_pages_cost_the_same_whatever_their_length(client, author, thread, post, what):
    as_(client, author)
    counted = []
    for rows in (2, 12):
        for n in range(rows):
            other = make_member()
            services.write_privately(author=other, to=author, subject=f"post:{post.pk}", body=f"Line {n}")
            PrivateMessage.objects.create(thread=thread, author=author, body="x", html="<p>x</p>")
        address = "/private/" if what == "list" else thread.get_absolute_url()
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_long_conversations_are_read_page_by_page(client, author, thread):
    now = clock.now()
    PrivateMessage.objects.bulk_create(
        PrivateMessage(
            thread=thread, author=author, body=f"n{n}", html=f"<p>n{n}.</p>", created_at=now + dt.timedelta(seconds=n)
        )
        for n in range(1, 61)
    )
    shown = page(as_(client, author), thread.get_absolute_url())
    assert ">n60." in shown
    assert ">n5." not in shown
    older = shown.partition("?after=")[2].partition('"')[0]
    assert ">n5." in page(client, f"{thread.get_absolute_url()}?after={older}")
