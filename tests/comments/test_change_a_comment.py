"""Edit, take back, remove, hide, restore: what goes, what stays, and who may."""

import datetime as dt

import pytest

from comments.models import Comment, CommentRevision, ReplyDraft
from comments.services import hide_comment, release_due, resolve_question, restore_comment
from kit import clock
from notifications.models import Notice
from tests.factories import make_comment, make_post

LATER = dt.timedelta(minutes=11)


def test_edit_keeps_what_was_said(client, post, member):
    comment = make_comment(member, post, body="Before.")
    client.force_login(member)
    client.post(f"/c/{comment.pk}/edit/", {"body": "After.", "version": 1})
    comment.refresh_from_db()
    assert (comment.body, comment.version) == ("After.", 2)
    assert CommentRevision.objects.get().body == "Before."


def test_second_edit_of_one_version_shows_both_texts(client, post, member):
    comment = make_comment(member, post, body="Before.")
    client.force_login(member)
    client.post(f"/c/{comment.pk}/edit/", {"body": "Said in one window.", "version": 1})
    answer = client.post(f"/c/{comment.pk}/edit/", {"body": "Said in the other.", "version": 1})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Said in one window." in page
    assert "Said in the other." in page
    comment.refresh_from_db()
    assert comment.body == "Said in one window."
    assert client.post(f"/c/{comment.pk}/edit/", {"body": "Said in the other.", "version": 2}).status_code == 303


@pytest.mark.parametrize("act", ["edit", "remove"])
def test_others_do_not_even_find_the_page(client, post, member, stranger, act):
    comment = make_comment(member, post)
    client.force_login(stranger)
    assert client.get(f"/c/{comment.pk}/{act}/").status_code == 404
    assert client.post(f"/c/{comment.pk}/{act}/", {"body": "x", "version": 1}).status_code == 404
    assert client.post(f"/c/{comment.pk}/take-back/").status_code == 404


def test_empty_edit_comes_back(client, post, member):
    comment = make_comment(member, post)
    client.force_login(member)
    assert client.post(f"/c/{comment.pk}/edit/", {"body": "", "version": 1}).status_code == 422


def test_taken_back_words_are_in_the_box_again(client, post, member, author):
    comment = make_comment(member, post, body="Too early.", released=False)
    client.force_login(member)
    answer = client.post(f"/c/{comment.pk}/take-back/", follow=True)
    assert "Too early." in answer.content.decode()
    post.refresh_from_db()
    assert (post.comment_count, ReplyDraft.objects.count()) == (0, 1)
    with clock.at(clock.now() + LATER):
        assert release_due() == 0
    assert not Notice.objects.filter(recipient=author).exists()


def test_too_late_to_take_back(client, post, member):
    comment = make_comment(member, post, released=False)
    client.force_login(member)
    with clock.at(clock.now() + LATER):
        client.post(f"/c/{comment.pk}/take-back/")
    comment.refresh_from_db()
    assert comment.status == "published"


def test_removed_comment_with_replies_stays_without_its_words(client, post, member, stranger):
    above = make_comment(member, post, body="Gone words.")
    make_comment(stranger, post, parent=above, body="Standing words.")
    client.force_login(member)
    assert above.body in client.get(f"/c/{above.pk}/remove/").content.decode()
    client.post(f"/c/{above.pk}/remove/")
    page = client.get(f"/c/{above.pk}/").content.decode()
    assert "Gone words." not in page
    assert member.name not in page.split("<main")[1]
    assert "Standing words." in page
    post.refresh_from_db()
    assert (post.comment_count, post.voice_count) == (1, 1)


def test_removal_takes_its_notices_with_it(client, post, member, author):
    comment = make_comment(member, post)
    assert Notice.objects.filter(recipient=author).count() == 1
    client.force_login(member)
    client.post(f"/c/{comment.pk}/remove/")
    assert not Notice.objects.filter(recipient=author).exists()


def test_hidden_words_are_for_author_and_curators(client, post, member, stranger, curator, author):
    comment = make_comment(member, post, body="Harsh words.")
    hide_comment(comment_id=comment.pk)
    assert not Notice.objects.filter(recipient=author).exists()
    seen = {}
    for somebody in (member, stranger, curator):
        client.force_login(somebody)
        seen[somebody] = "Harsh words." in client.get(f"/c/{comment.pk}/").content.decode()
    assert seen == {member: True, stranger: False, curator: True}
    restore_comment(comment_id=comment.pk)
    client.force_login(stranger)
    assert "Harsh words." in client.get(f"/c/{comment.pk}/").content.decode()


def test_a_hidden_comment_is_not_edited_out_of_sight(client, post, member):
    comment = make_comment(member, post)
    hide_comment(comment_id=comment.pk)
    client.force_login(member)
    assert client.post(f"/c/{comment.pk}/edit/", {"body": "Nicer.", "version": 1}).status_code == 404
    assert Comment.objects.get().version == 1


def test_who_may_not_write_changes_nothing(client, post, member):
    comment = make_comment(member, post, body="Before.")
    member.suspended_until = clock.now() + LATER
    member.save()
    client.force_login(member)
    answer = client.post(f"/c/{comment.pk}/edit/", {"body": "After.", "version": 1})
    assert (answer.status_code, "After." in answer.content.decode()) == (422, True)
    comment.refresh_from_db()
    assert comment.body == "Before."


def test_an_answer_that_was_hidden_answers_again_when_it_is_back(author, member):
    question = make_post(author, kind="question")
    comment = make_comment(member, question)
    resolve_question(asker=author, post=question, comment=comment, note="That was it.")
    hide_comment(comment_id=comment.pk)
    question.refresh_from_db()
    assert question.answered_state == "waiting"
    restore_comment(comment_id=comment.pk)
    question.refresh_from_db()
    assert (question.answered_state, question.resolution.note) == ("resolved", "That was it.")
