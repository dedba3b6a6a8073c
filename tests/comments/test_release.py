"""Nobody is told of a comment before its take-back is over, and then each person once."""

import datetime as dt

import pytest

from comments.services import acknowledge, release_due, write_comment_scores
from comments.tasks import release_due as task
from kit import clock
from notifications.models import Notice
from tests.factories import make_comment, make_member, make_post


def release() -> int:
    with clock.at(clock.now() + dt.timedelta(minutes=11)):
        return release_due()


def kinds(member) -> list[str]:
    return list(Notice.objects.filter(recipient=member).values_list("kind", flat=True))


def test_nobody_is_told_before_release(post, author, member):
    make_comment(member, post, released=False)
    task()
    assert kinds(author) == []
    assert (release(), release()) == (1, 0)
    assert kinds(author) == ["comment"]


def test_each_person_hears_once_for_the_nearest_reason(post, author, member, stranger):
    above = make_comment(stranger, post)
    Notice.objects.all().delete()
    make_comment(member, post, parent=above, body=f"@{stranger.username} and @{author.username}, look", released=False)
    release()
    assert (kinds(stranger), kinds(author), kinds(member)) == (["reply"], ["mention"], [])


def test_ten_people_at_most_are_told_by_a_mention(post, member):
    crowd = [make_member() for _ in range(12)]
    make_comment(member, post, body=" ".join(f"@{one.username}" for one in crowd), released=False)
    release()
    assert Notice.objects.filter(kind="mention").count() == 10


def test_one_s_own_discussion_is_no_news(post, author):
    make_comment(author, post, released=False)
    release()
    assert not Notice.objects.exists()


def test_a_question_waits_until_another_person_s_reply_is_released(author, member):
    question = make_post(author, kind="question", title="Who has tried this?")
    make_comment(author, question)
    make_comment(member, question, released=False)
    question.refresh_from_db()
    assert question.answered_state == "waiting"
    release()
    question.refresh_from_db()
    assert question.answered_state == "answered"


def test_release_marks_for_scoring_and_acknowledges_the_parent(post, member, stranger):
    above = make_comment(stranger, post)
    post.refresh_from_db()
    before = post.signals_version
    make_comment(member, post, parent=above, released=False)
    release()
    post.refresh_from_db()
    above.refresh_from_db()
    assert post.signals_version == before + 1
    first = above.acknowledged_at
    assert first is not None
    acknowledge(comment_id=above.pk, at=clock.now())
    above.refresh_from_db()
    assert above.acknowledged_at == first


@pytest.mark.parametrize(("scores", "changes"), [((2.0, 1.0), False), ((1.0, 2.0), True)])
def test_scores_change_the_thread_only_with_its_order(post, member, scores, changes):
    comments = [make_comment(member, post), make_comment(member, post)]
    post.refresh_from_db()
    before = post.thread_version
    write_comment_scores(rows=zip([comment.pk for comment in comments], scores, strict=True))
    post.refresh_from_db()
    assert (post.thread_version > before) is changes
    comments[0].refresh_from_db()
    assert comments[0].score == scores[0]
