"""Unfinished replies: one for each place, kept while one types, offered again where they were begun."""

import datetime as dt

import pytest

from comments.models import Comment, ReplyDraft
from comments.services import end_reply_drafts, save_reply_draft, take_back_comment
from comments.services.drafts import DRAFTS_AT_MOST
from kit import clock
from notifications.models import Notice
from tests.factories import make_comment, make_post

DAY = dt.timedelta(days=1)
WORDS = {"body": "A beginning", "form_token": "one", "window": "first"}


@pytest.fixture
def writer(client, member):
    client.force_login(member)
    return client


def test_each_place_keeps_its_own(writer, post, author, member):
    under = make_comment(author, post)
    assert writer.post(f"/d/{post.pk}/draft/autosave/", WORDS)["Draft-Version"] == "1"
    writer.post(f"/d/{post.pk}/draft/autosave/", WORDS | {"body": "Another", "parent": under.pk})
    assert set(ReplyDraft.objects.values_list("parent_id", "body")) == {(None, "A beginning"), (under.pk, "Another")}
    page = writer.get(f"/d/{post.pk}/draft/?parent={under.pk}").content.decode()
    assert "Another</textarea>" in page
    assert 'data-version="1"' in page
    assert "A beginning</textarea>" in writer.get(f"/d/{post.pk}/draft/?parent=").content.decode()
    assert "A beginning</textarea>" in writer.get(f"/d/{post.pk}/reply/").content.decode()
    assert "Another</textarea>" in writer.get(f"/c/{under.pk}/reply/").content.decode()


def test_nothing_begun_is_nothing_to_show(writer, post):
    assert writer.get(f"/d/{post.pk}/draft/").status_code == 204


def test_an_emptied_box_lets_its_draft_go(writer, post):
    writer.post(f"/d/{post.pk}/draft/autosave/", WORDS)
    assert writer.post(f"/d/{post.pk}/draft/autosave/", WORDS | {"body": " "}).status_code == 204
    assert not ReplyDraft.objects.exists()


def test_an_emptied_box_of_an_older_window_lets_nothing_go(writer, post):
    writer.post(f"/d/{post.pk}/draft/autosave/", WORDS)
    writer.post(f"/d/{post.pk}/draft/autosave/", WORDS | {"body": "", "window": "second", "draft_version": "7"})
    assert ReplyDraft.objects.exists()


def test_a_second_window_is_told_and_sees_both(writer, post):
    writer.post(f"/d/{post.pk}/draft/autosave/", WORDS)
    late = WORDS | {"body": "From the second", "window": "second"}
    answer = writer.post(f"/d/{post.pk}/draft/autosave/", late)
    assert (answer.status_code, f'formaction="/d/{post.pk}/draft/"' in answer.content.decode()) == (409, True)
    both = writer.post(f"/d/{post.pk}/draft/", late)
    page = both.content.decode()
    assert both.status_code == 409
    assert "<p>A beginning</p>" in page
    assert "From the second</textarea>" in page
    assert ReplyDraft.objects.get().body == "A beginning"
    assert writer.post(f"/d/{post.pk}/draft/", late | {"draft_version": "1"}).status_code == 303
    assert ReplyDraft.objects.get().body == "From the second"


def test_publishing_takes_its_own_draft_along_and_no_other(writer, post):
    writer.post(f"/d/{post.pk}/draft/autosave/", WORDS)
    writer.post(f"/d/{post.pk}/comments/", WORDS | {"body": "A beginning, and the rest", "draft_version": "1"})
    assert not ReplyDraft.objects.exists()
    assert writer.post(f"/d/{post.pk}/draft/autosave/", WORDS).status_code == 410
    writer.post(f"/d/{post.pk}/draft/autosave/", WORDS | {"form_token": "two"})
    writer.post(f"/d/{post.pk}/comments/", {"body": "Without scripts", "form_token": "three"})
    assert ReplyDraft.objects.get().body == "A beginning"
    writer.post(f"/d/{post.pk}/comments/", {"body": "A beginning", "form_token": "four"})
    assert (ReplyDraft.objects.count(), Comment.objects.count()) == (0, 3)


def test_drafts_page_lists_them_and_lets_them_go(writer, client, post, stranger, django_assert_max_num_queries):
    writer.post(f"/d/{post.pk}/draft/autosave/", WORDS)
    draft = ReplyDraft.objects.get()
    assert "A beginning" in writer.get("/drafts/").content.decode()
    client.force_login(stranger)
    assert "A beginning" not in client.get("/drafts/").content.decode()
    assert client.post(f"/drafts/replies/{draft.pk}/discard/").status_code == 404
    client.force_login(draft.member)
    assert client.post(f"/drafts/replies/{draft.pk}/discard/").status_code == 303
    assert not ReplyDraft.objects.exists()


def test_places_one_may_not_know_of_look_like_none(writer, client, author, post, curator):
    hidden = make_post(author)
    type(hidden).objects.filter(pk=hidden.pk).update(status="hidden")
    other = make_comment(author, make_post(author))
    assert writer.post(f"/d/{hidden.pk}/draft/autosave/", WORDS).status_code == 404
    assert writer.get(f"/d/{hidden.pk}/draft/").status_code == 404
    for parent in (other.pk, 10**17, "x", "9" * 40):
        assert writer.post(f"/d/{post.pk}/draft/autosave/", WORDS | {"parent": parent}).status_code == 404
    assert not ReplyDraft.objects.exists()
    client.logout()
    assert client.post(f"/d/{post.pk}/draft/autosave/", WORDS).status_code == 401


def test_a_draft_in_a_discussion_that_was_hidden_is_not_listed(writer, author):
    post = make_post(author)
    writer.post(f"/d/{post.pk}/draft/autosave/", WORDS)
    type(post).objects.filter(pk=post.pk).update(status="hidden")
    assert post.title not in writer.get("/drafts/").content.decode()


def test_taking_back_keeps_what_was_begun_meanwhile(member, post):
    comment = make_comment(member, post, body="Too early.", released=False)
    ReplyDraft.objects.create(member=member, post=post, body="Begun meanwhile.")
    take_back_comment(member=member, comment=comment)
    assert ReplyDraft.objects.get().body == "Too early.\n\nBegun meanwhile."


def test_unfinished_replies_have_an_end(writer, member, author, post):
    under = [make_comment(author, post) for _each in range(2)]
    ReplyDraft.objects.bulk_create(
        ReplyDraft(member=member, post=post, parent=one, body="x")
        for one in [*Comment.objects.bulk_create(_copies(under[0], DRAFTS_AT_MOST))]
    )
    answer = writer.post(f"/d/{post.pk}/draft/autosave/", WORDS)
    assert (answer.status_code, "hundred unfinished replies" in answer.content.decode()) == (422, True)
    assert "hundred unfinished replies" in writer.post(f"/d/{post.pk}/draft/", WORDS).content.decode()


def _copies(comment, number):
    for each in range(number):
        yield Comment(
            post=comment.post,
            author=comment.author,
            body="x",
            path=f"{comment.path}{each:012}",
            local_day=comment.local_day,
        )


def test_after_half_a_year_its_writer_is_told_and_two_weeks_later_it_goes(writer, member, post, author):
    young, now = make_comment(author, post), clock.now()
    with clock.at(now - 181 * DAY):
        writer.post(f"/d/{post.pk}/draft/autosave/", WORDS)
        writer.post(f"/d/{make_post(author).pk}/draft/autosave/", WORDS | {"body": "Taken up in time"})
    writer.post(f"/d/{post.pk}/draft/autosave/", WORDS | {"body": "A young one", "parent": young.pk})
    assert (end_reply_drafts(), end_reply_drafts()) == (2, 0)
    assert Notice.objects.get().recipient == member
    assert writer.get("/drafts/").content.decode().count("Goes unless you write on") == 2
    with clock.at(now + 13 * DAY):
        assert end_reply_drafts() == 0
        kept = ReplyDraft.objects.get(body="Taken up in time")
        save_reply_draft(member=member, post=kept.post, parent=None, body="Taken up in time, and written on")
    with clock.at(now + 15 * DAY):
        assert end_reply_drafts() == 1
    assert set(ReplyDraft.objects.values_list("body", flat=True)) == {"A young one", "Taken up in time, and written on"}


def test_replies_that_were_begun_can_be_taken_along(writer, client, post, stranger):
    writer.post(f"/d/{post.pk}/draft/autosave/", WORDS)
    file = writer.get("/drafts/replies/download/")
    assert file["Content-Disposition"] == 'attachment; filename="replies.md"'
    assert f"# to “{post.title}”\n\nA beginning" in file.content.decode()
    client.force_login(stranger)
    assert "A beginning" not in client.get("/drafts/replies/download/").content.decode()
