"""Drafts: one gentle question, one person who may read, undo, and an end that is announced."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.models import ReplyDraft
from curation import services as curation
from kit import clock, site
from members.models import Preferences, Regard
from members.services import set_regard
from notifications import services as notices
from notifications.models import Notice, PrivateThread, Prompt
from posts import services
from posts.models import Draft, NudgeState, Post
from tests.factories import make_comment, make_member, make_post

LONG = "What we tried at the door last week and what came of it. " * 6
DAY = dt.timedelta(days=1)


def begun(member, *, title="A thought about doors", body=LONG, tags="doors", ago=3 * DAY, **columns) -> Draft:
    with clock.at(clock.now() - ago):
        return services.save_draft(member=member, kind="reflection", title=title, body=body, tags=tags, **columns)


@pytest.fixture
def draft(member) -> Draft:
    return begun(member)


@pytest.fixture
def asked(draft) -> Draft:
    assert services.nudge_drafts() == 1
    draft.refresh_from_db()
    return draft


def as_(client, person):
    client.force_login(person)
    return client


def page(client, address):
    return client.get(address).content.decode()


# -- the one question -------------------------------------------------------------------------------


def test_a_draft_that_waits_is_asked_about_at_home_and_among_the_drafts(client, member, asked):
    as_(client, member)
    for address in ("/", "/drafts/"):
        shown = page(client, address)
        assert "This has been waiting three days." in shown
        assert f"/drafts/{asked.pk}/think-aloud/" in shown
        assert "Leave it in my drafts" in shown
        assert "The piece this community is built around" not in shown
    assert not Notice.objects.exists()  # on the pages only: nobody is mailed about a draft


def test_the_founding_piece_is_spoken_of_in_the_demo_only(client, member, asked, settings):
    settings.DEMO_MODE = True
    assert "The piece this community is built around" in page(as_(client, member), "/drafts/")


@pytest.mark.parametrize(
    "other",
    [
        {"ago": dt.timedelta(hours=47)},
        {"body": "word " * 59},
    ],
)
def test_what_is_fresh_or_short_is_left_alone(member, other):
    begun(member, **other)
    assert services.nudge_drafts() == 0


def test_the_hallway_is_left_alone(member, draft):
    Draft.objects.update(kind="hallway")
    assert services.nudge_drafts() == 0


def test_one_a_draft_and_one_a_member_a_week(member, asked):
    Preferences.objects.filter(member=member).update(style="start")
    second = begun(member, title="Another one")
    assert services.nudge_drafts() == 0
    with clock.at(clock.now() + 7 * DAY):
        assert services.nudge_drafts() == 1
        second.refresh_from_db()
        assert second.nudge_state == NudgeState.OFFERED
    with clock.at(clock.now() + 14 * DAY):
        assert services.nudge_drafts() == 0  # each was asked about
    assert Prompt.objects.count() == 2


def test_who_mostly_reads_is_asked_once_in_two_weeks(member, asked):
    begun(member, title="Another one")
    with clock.at(clock.now() + 8 * DAY):
        assert services.nudge_drafts() == 0
    with clock.at(clock.now() + 14 * DAY):
        assert services.nudge_drafts() == 1


def test_nudging_twice_asks_once(asked):
    assert services.nudge_drafts() == 0
    assert Prompt.objects.count() == 1


def test_the_question_leaves_the_front_page_after_a_week_and_stays_with_the_draft(client, member, asked):
    as_(client, member)
    with clock.at(clock.now() + 8 * DAY):
        assert "/think-aloud/" not in page(client, "/")
        assert "/think-aloud/" in page(client, "/drafts/")


def test_nobody_else_sees_it(client, stranger, asked):
    as_(client, stranger)
    for address in ("/", "/drafts/"):
        assert asked.title not in page(client, address)


def test_published_as_thinking_out_loud(client, member, stranger, asked):
    answer = as_(client, member).post(f"/drafts/{asked.pk}/think-aloud/")
    post = Post.objects.get()
    assert (answer.status_code, answer.url) == (303, post.get_absolute_url())
    assert (post.kind, post.certainty, post.body) == ("reflection", "half_formed", LONG)
    assert not Draft.objects.exists()
    assert "Half-formed on purpose. Build on it." in page(as_(client, stranger), post.get_absolute_url())
    assert Prompt.objects.get().answer == "done"


@pytest.mark.parametrize("missing", [{"title": ""}, {"tags": ""}, {"title": "", "tags": ""}])
def test_what_is_missing_is_asked_for_in_the_composer(client, member, missing):
    draft = begun(member, **missing)
    Draft.objects.update(kind="question")
    answer = as_(client, member).post(f"/drafts/{draft.pk}/think-aloud/")
    assert answer.url == f"/d/new/?draft={draft.pk}"
    assert not Post.objects.exists()
    shown = page(client, answer.url)
    assert 'name="kind" value="reflection"' in shown
    assert 'value="half_formed" selected' in shown


def test_a_draft_meant_for_everyone_is_no_wider_than_its_community(member):
    draft = begun(member, fields={"visibility": "public"})
    assert services.think_aloud(draft=draft).visibility == "members"
    site.put(values={"COMMUNITY_VISIBILITY": "public"}, by_name="the tests")
    narrow = begun(member, title="For members", fields={"visibility": "members"})
    assert services.think_aloud(draft=narrow).visibility == "members"


def test_who_is_suspended_publishes_no_draft(client, member, asked):
    member.suspended_until = clock.now() + DAY
    member.save()
    assert as_(client, member).post(f"/drafts/{asked.pk}/think-aloud/").url == f"/d/new/?draft={asked.pk}"
    assert not Post.objects.exists()


def test_left_in_the_drafts_it_is_not_asked_about_again(client, member, asked):
    as_(client, member).post(f"/drafts/{asked.pk}/leave/")
    assert "/think-aloud/" not in page(client, "/") + page(client, "/drafts/")
    with clock.at(clock.now() + 60 * DAY):
        assert services.nudge_drafts() == 0


def test_whoever_writes_on_has_answered(client, member, asked):
    services.save_draft(member=member, kind="reflection", title=asked.title, body=LONG + "And more.", draft=asked)
    assert "/think-aloud/" not in page(as_(client, member), "/")
    assert Prompt.objects.get().answer == "done"


def test_do_not_ask_is_remembered_and_can_be_taken_back(client, member, asked):
    as_(client, member).post(f"/drafts/{asked.pk}/do-not-ask/")
    begun(member, title="Another one")
    with clock.at(clock.now() + 30 * DAY):
        assert services.nudge_drafts() == 0
        assert "Ask me again" in page(client, "/drafts/")
        client.post("/drafts/ask-again/")
        assert "Ask me again" not in page(client, "/drafts/")
        assert services.nudge_drafts() == 1


@pytest.mark.parametrize("act", ["think-aloud", "ask", "leave", "do-not-ask", "discard", "bring-back"])
def test_every_act_is_the_writers_alone(client, stranger, curator, asked, act):
    for person in (stranger, curator):
        assert as_(client, person).post(f"/drafts/{asked.pk}/{act}/", {"body": "x"}).status_code == 404
    asked.refresh_from_db()
    assert (asked.nudge_state, asked.discarded_at, asked.reader) == (NudgeState.OFFERED, None, None)


# -- one person first -------------------------------------------------------------------------------


@pytest.fixture
def shared(client, member, author, draft) -> Draft:
    """Mo lets Ada read it."""
    said = {"who": author.name.lower(), "body": "Is the middle too long?", "form_token": "one"}
    answer = as_(client, member).post(f"/drafts/{draft.pk}/ask/", said)
    assert (answer.status_code, answer.url) == (303, PrivateThread.objects.get().get_absolute_url())
    draft.refresh_from_db()
    return draft


READERS = {"member": 200, "author": 200, "stranger": 404, "curator": 404, "admin": 404, "organizer": 404}


@pytest.mark.parametrize(("who", "status"), READERS.items())
def test_exactly_one_person_reads_it(client, request, shared, who, status):
    answer = as_(client, request.getfixturevalue(who)).get(f"/drafts/{shared.pk}/")
    assert answer.status_code == status
    assert ("What we tried at the door" in answer.content.decode()) == (status == 200)


def test_visitors_are_asked_to_sign_in(client, shared):
    client.logout()
    assert "/accounts/login/" in client.get(f"/drafts/{shared.pk}/").url


def test_before_anybody_is_asked_nobody_reads_it(client, author, draft):
    assert as_(client, author).get(f"/drafts/{draft.pk}/").status_code == 404


def test_the_reader_is_told_sees_it_and_answers_and_changes_nothing(client, author, member, shared):
    thread = PrivateThread.objects.get()
    told = page(as_(client, author), "/notifications/")
    assert member.name in told
    assert shared.title not in told
    talk = page(client, thread.get_absolute_url())
    assert f"/drafts/{shared.pk}/" in talk
    assert "Is the middle too long?" in talk
    assert "within two days" in page(client, f"/drafts/{shared.pk}/")
    assert client.get(f"/private/new/?about=draft:{shared.pk}").url == thread.get_absolute_url()
    client.post(thread.get_absolute_url(), {"body": "Yes, a little."})
    assert "Yes, a little." in page(as_(client, member), thread.get_absolute_url())
    as_(client, author).post(
        "/drafts/save/", {"kind": "reflection", "title": "Mine now", "body": "x", "draft": shared.pk}
    )
    shared.refresh_from_db()
    assert shared.title == "A thought about doors"
    assert shared.title not in page(client, f"/d/new/?draft={shared.pk}")


@pytest.mark.parametrize("who_leaves", ["member", "author"])
def test_when_one_leaves_it_closes_to_the_reader(client, request, author, member, shared, who_leaves):
    thread = PrivateThread.objects.get()
    as_(client, request.getfixturevalue(who_leaves)).post(f"{thread.get_absolute_url()}leave/")
    assert as_(client, author).get(f"/drafts/{shared.pk}/").status_code == 404
    assert shared.title not in page(client, thread.get_absolute_url()) + page(client, "/private/")
    assert as_(client, member).get(f"/drafts/{shared.pk}/").status_code == 200


@pytest.mark.parametrize(("one", "other"), [("member", "author"), ("author", "member")])
def test_when_one_blocks_the_other_it_closes_to_the_reader(client, request, author, member, shared, one, other):
    set_regard(member=request.getfixturevalue(one), person=request.getfixturevalue(other), level=Regard.BLOCKED)
    assert as_(client, author).get(f"/drafts/{shared.pk}/").status_code == 404
    assert as_(client, member).get(f"/drafts/{shared.pk}/").status_code == 200


def test_let_go_it_closes_and_brought_back_it_opens(client, author, member, shared):
    as_(client, member).post(f"/drafts/{shared.pk}/discard/")
    assert as_(client, author).get(f"/drafts/{shared.pk}/").status_code == 404
    as_(client, member).post(f"/drafts/{shared.pk}/bring-back/")
    assert as_(client, author).get(f"/drafts/{shared.pk}/").status_code == 200


def test_somebody_else_asked_the_first_reads_no_more(client, author, member, stranger, shared):
    as_(client, member).post(f"/drafts/{shared.pk}/ask/", {"who": f"@{stranger.username}", "body": "And you?"})
    assert as_(client, author).get(f"/drafts/{shared.pk}/").status_code == 404
    assert as_(client, stranger).get(f"/drafts/{shared.pk}/").status_code == 200


def test_a_curator_who_is_shown_the_conversation_is_not_shown_the_draft(client, author, curator, shared):
    notices.report_private(reporter=author, thread=PrivateThread.objects.get(), note="")
    talk = page(as_(client, curator), PrivateThread.objects.get().get_absolute_url())
    assert "Is the middle too long?" in talk
    assert shared.title not in talk
    assert client.get(f"/drafts/{shared.pk}/").status_code == 404


def test_published_the_conversation_goes_on_about_the_discussion(client, author, member, shared):
    post = services.think_aloud(draft=shared)
    thread = PrivateThread.objects.get()
    assert thread.subject == f"post:{post.pk}"
    assert post.get_absolute_url() in page(as_(client, author), thread.get_absolute_url())


def test_without_a_name_a_curator_reads(client, member, curator, draft):
    assert as_(client, member).post(f"/drafts/{draft.pk}/ask/", {"who": "", "body": "Would you?"}).status_code == 303
    assert as_(client, curator).get(f"/drafts/{draft.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("who", "says"), [("Nobody Known", "Nobody here"), ("", "no curator"), ("Mo Member", "That is you")]
)
def test_who_cannot_be_asked_leaves_the_words_standing(client, member, draft, who, says):
    answer = as_(client, member).post(f"/drafts/{draft.pk}/ask/", {"who": who, "body": "Would you read it?"})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "Would you read it?" in answer.content.decode()
    assert not PrivateThread.objects.exists()


def test_of_two_with_one_name_the_username_decides(client, member, author, draft):
    other = make_member(author.name)
    as_(client, member)
    shown = client.post(f"/drafts/{draft.pk}/ask/", {"who": author.name, "body": "You?"}).content.decode()
    assert f"@{author.username}" in shown
    assert f"@{other.username}" in shown
    assert client.post(f"/drafts/{draft.pk}/ask/", {"who": other.username, "body": "You?"}).status_code == 303


def test_from_the_composer_it_is_kept_and_then_asked(client, member):
    said = {"kind": "reflection", "title": "Half a thought", "body": LONG, "form_token": "one", "then": "ask"}
    answer = as_(client, member).post("/drafts/save/", said)
    assert answer.url == f"/drafts/{Draft.objects.get().pk}/ask/"
    assert "Half a thought" in page(client, answer.url)
    assert "Ask one person first" in page(client, "/d/new/")


# -- undo, and the end ------------------------------------------------------------------------------


def test_let_go_and_brought_back(client, member, draft):
    as_(client, member).post(f"/drafts/{draft.pk}/discard/")
    shown = page(client, "/drafts/")
    assert "Bring it back" in shown
    assert f"/d/new/?draft={draft.pk}" not in shown
    assert draft.title not in page(client, f"/d/new/?draft={draft.pk}")
    client.post(f"/drafts/{draft.pk}/bring-back/")
    assert draft.title in page(client, f"/d/new/?draft={draft.pk}")


def test_a_day_later_it_is_gone(draft):
    services.discard_draft(draft=draft)
    with clock.at(clock.now() + DAY - dt.timedelta(minutes=1)):
        services.end_drafts()
        assert Draft.objects.exists()
    with clock.at(clock.now() + DAY):
        assert services.end_drafts() == 1
        assert services.end_drafts() == 0
    assert not Draft.objects.exists()


def test_writing_on_in_another_window_brings_it_back(member):
    draft = services.save_draft(member=member, kind="reflection", title="Half", form_token="one")
    services.discard_draft(draft=draft)
    services.save_draft(member=member, kind="reflection", title="Half and more", form_token="one")
    assert Draft.objects.kept().get().title == "Half and more"


def test_after_half_a_year_its_writer_is_told_and_two_weeks_later_it_goes(client, member):
    old = begun(member, ago=180 * DAY)
    begun(member, title="Another old one", ago=190 * DAY)
    begun(member, title="A young one")
    services.end_drafts()
    services.end_drafts()
    assert Notice.objects.get().recipient == member
    shown = page(as_(client, member), "/drafts/")
    assert shown.count("Goes unless you write on") == 2
    file = client.get("/drafts/download/")
    assert file["Content-Type"] == "text/markdown; charset=utf-8"
    assert "# A thought about doors" in file.content.decode()
    with clock.at(clock.now() + 13 * DAY):
        services.end_drafts()
        assert Draft.objects.count() == 3
        services.save_draft(member=member, kind="reflection", title="Saved in time", body=LONG, draft=old)
    with clock.at(clock.now() + 15 * DAY):
        services.end_drafts()
    assert set(Draft.objects.values_list("title", flat=True)) == {"Saved in time", "A young one"}


def test_a_download_is_ones_own(client, stranger, draft):
    assert draft.title not in page(as_(client, stranger), "/drafts/download/")


# -- replies begun ----------------------------------------------------------------------------------


def test_replies_begun_stand_with_where_they_belong(client, member, author, curator):
    post = make_post(author)
    comment = make_comment(author, post)
    ReplyDraft.objects.create(member=member, post=post, body="To the discussion")
    ReplyDraft.objects.create(member=member, post=post, parent=comment, body="To the comment")
    shown = page(as_(client, member), "/drafts/")
    for address, words in (
        (f"/d/{post.pk}/reply/", "To the discussion"),
        (f"/c/{comment.pk}/reply/", "To the comment"),
    ):
        assert words in shown
        assert address in shown
        assert words in page(client, address)
    assert "To the comment" not in page(as_(client, author), "/drafts/")
    curation.hide(curator=curator, post=post, reason="It names a patient.")
    shown = page(as_(client, member), "/drafts/")
    assert "To the comment" in shown
    assert post.title not in shown


def test_the_drafts_page_costs_the_same_whatever_its_length(client, member, author):
    as_(client, member)
    counted = []
    for rows in (2, 9):
        for number in range(rows):
            draft = begun(member, title=f"Half {number}")
            services.ask_one_person(draft=draft, reader=author, words="Would you?")
            ReplyDraft.objects.create(member=member, post=make_post(author, title=f"Said {number}"), body="So")
        client.get("/drafts/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/drafts/")
        counted.append(len(queries))
    assert counted[0] == counted[1]
