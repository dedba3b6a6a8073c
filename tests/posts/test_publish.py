"""Publishing through the service: what becomes of the words, and what is refused."""

import datetime as dt

import pytest

from kit import clock, site
from learning.models import Takeaway
from learning.services import keep_line
from notifications.models import Notice
from posts.models import Draft, HoldRule, Post, Status
from posts.services import (
    FormTokenSpent,
    PublishRefused,
    Suspended,
    TooLate,
    edit_post,
    publish_post,
    release_due,
    take_back,
)
from posts.services.thread import claim_thread, count_comments
from posts.services.written_down import ScoreRow, restore_post, write_scores
from tests.factories import make_member, make_post

AT = dt.datetime(2025, 3, 12, 7, 0, tzinfo=dt.UTC)
WORDS = {
    "kind": "reflection",
    "title": "A thought at noon",
    "body": "It *stays*.",
    "tags": ["Evaluation", "evaluation"],
}


def publish(author, **changes):
    return publish_post(author=author, visibility="members", **(WORDS | changes))


def test_words_become_safe_html_a_slug_and_tags(author):
    post = publish(author, body="It *stays* <script>alert(1)</script>")
    assert "<em>stays</em>" in post.html
    assert "<script" not in post.html
    assert (post.slug, post.status) == ("a-thought-at-noon", Status.PUBLISHED)
    assert [tag.name for tag in post.tags.all()] == ["Evaluation"]


def test_the_same_form_again_is_the_same_discussion(author):
    first = publish(author, form_token="t1")
    assert publish(author, form_token="t1").pk == first.pk
    with pytest.raises(FormTokenSpent):
        publish(author, form_token="t1", body="Other words.")
    assert Post.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("title", {"title": "Oh"}),
        ("title", {"title": "x" * 141}),
        ("body", {"body": " "}),
        ("body", {"body": "x" * 20_001}),
        ("tags", {"tags": []}),
        ("tags", {"tags": list("abcdef")}),
        ("kind", {"kind": "prompt"}),
        ("kind", {"kind": "sermon"}),
        ("why", {"kind": "resource", "fields": {"url": "https://example.org/", "why": "short"}}),
    ],
)
def test_the_bounds_of_a_discussion(author, field, changes):
    with pytest.raises(PublishRefused) as refused:
        publish(author, **changes)
    assert refused.value.field == field


def test_never_wider_than_the_community(author):
    words = {"author": author, "kind": "reflection", "title": "A thought", "body": "Said.", "tags": ["a"]}
    with pytest.raises(PublishRefused):
        publish_post(visibility="public", **words)
    site.put(values={"COMMUNITY_VISIBILITY": "public"}, by_name="a test")
    assert publish_post(visibility="public", **words).visibility == "public"
    with pytest.raises(PublishRefused):
        publish_post(visibility="public", **(words | {"kind": "hallway"}))


def test_a_suspended_account_does_not_write(author):
    author.suspended_until = clock.now() + dt.timedelta(days=1)
    with pytest.raises(Suspended):
        publish(author)


def test_a_held_account_waits_and_is_let_through(author):
    author.held = True
    post = publish(author)
    assert (post.status, post.published_at) == (Status.HELD, None)
    with clock.at(clock.now() + dt.timedelta(hours=1)):
        assert release_due() == 0
        restore_post(post_id=post.pk)
        assert release_due() == 1
    post.refresh_from_db()
    assert (post.status, post.published_at is not None) == (Status.PUBLISHED, True)


def test_a_newcomers_link_is_held_until_the_rule_is_off(author):
    assert publish(author).status == Status.PUBLISHED
    assert publish(author, body="See https://example.org/").status == Status.HELD
    HoldRule.objects.update(is_on=False)
    assert publish(author, body="See https://example.org/").status == Status.PUBLISHED


def test_a_link_that_comes_with_an_edit_is_held_too(author):
    post = publish(author)
    words = {"title": post.title, "tags": ["evaluation"], "fields": {}}
    post = edit_post(editor=author, post=post, version=1, body="See https://example.org/", **words)
    assert post.status == Status.HELD
    restore_post(post_id=post.pk)
    post = edit_post(editor=author, post=post, version=2, body="Do see https://example.org/", **words)
    assert post.status == Status.PUBLISHED  # a curator has seen the link


def test_taken_back_under_a_kept_line_a_tombstone_stays(author, member):
    post = publish(author)
    keep_line(member=member, post=post, text="Only I read this line.")
    take_back(member=author, post=post)
    assert Post.objects.get(pk=post.pk).status == Status.REMOVED
    assert Takeaway.objects.of(member.pk).exists()


def test_nobody_is_told_before_the_release(author):
    friend = make_member("Fran Friend")
    with clock.at(AT):
        post = publish(author, body=f"What do you think, @{friend.username}?")
        assert release_due() == 0
    assert not Notice.objects.exists()
    with clock.at(AT + dt.timedelta(minutes=10)):
        assert (release_due(), release_due()) == (1, 0)
    assert Notice.objects.get().recipient == friend
    post.refresh_from_db()
    assert post.signals_version > post.scored_version


def test_take_back_is_silent_and_returns_the_draft(author):
    with clock.at(AT):
        post = publish(author, kind="question", fields={"wants": "answer", "already_tried": "Asking around."})
    with clock.at(AT + dt.timedelta(minutes=9)):
        draft = take_back(member=author, post=post)
    assert (draft.title, draft.tags, draft.fields["wants"]) == ("A thought at noon", "Evaluation", "answer")
    assert not Post.objects.exists()


def test_take_back_after_a_reply_leaves_a_tombstone(author):
    post = publish(author)
    count_comments(post_id=post.pk, comment_count=1, voice_count=1, last_activity_at=clock.now())
    take_back(member=author, post=post)
    assert Post.objects.get().status == Status.REMOVED
    assert Draft.objects.get().title == post.title


def test_take_back_ends(author):
    post = publish(author)
    with clock.at(clock.now() + dt.timedelta(minutes=11)), pytest.raises(TooLate):
        take_back(member=author, post=post)


def test_claiming_a_thread_raises_its_version(author):
    post = make_post(author)
    assert claim_thread(post_id=post.pk).thread_version == post.thread_version + 1


def test_scores_are_written_in_one_statement_and_never_backwards(author, django_assert_num_queries):
    posts = [make_post(author, title=f"Thought {n}") for n in range(3)]
    with django_assert_num_queries(1):
        write_scores(rows=[ScoreRow(post.pk, 1.5, 2.25, 0.1 + post.pk, AT, 2) for post in posts])
    write_scores(rows=[ScoreRow(posts[0].pk, 9.0, 9.0, 9.0, AT, 1)])
    for post in posts:
        post.refresh_from_db()
        assert (post.a, post.l, post.worth, post.scored_at, post.scored_version) == (1.5, 2.25, 0.1 + post.pk, AT, 2)
