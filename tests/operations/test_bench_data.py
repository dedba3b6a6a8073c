"""Made-up communities are like real ones where it matters: trees hold, counters are true, scores can be made."""

import pytest
from django.core.management import CommandError, call_command

from comments.models import Comment
from engagement.services import check, score_due
from learning.models import Reaction
from members.models import Member
from operations.services.bench_words import spelled
from posts.models import Post
from tests.factories import make_member

pytestmark = pytest.mark.django_db


def make(**sizes: int) -> None:
    call_command(
        "make_bench_data", verbosity=0, **{"members": 9, "discussions": 6, "comments": 150, "biggest": 100} | sizes
    )


def test_it_is_as_large_as_asked_and_its_counters_are_true():
    make()
    assert Member.objects.count() == 9
    assert sorted(Post.objects.values_list("comment_count", flat=True)) == [10, 10, 10, 10, 10, 100]
    for post in Post.objects.all():
        assert post.comment_count == post.comments.count()
        assert post.voice_count == post.comments.values("author").distinct().count()
    for comment in Comment.objects.select_related("parent"):
        assert comment.path.startswith(comment.parent.path if comment.parent else "")
        assert comment.parent is None or comment.depth == comment.parent.depth + 1
    for comment in Comment.objects.filter(use_count__gt=0):
        assert comment.use_count == Reaction.objects.filter(comment=comment).count()


def test_its_pages_answer_and_its_scores_agree(client):
    make()
    assert score_due() == 6
    assert not check().differ
    biggest = Post.objects.get(comment_count=100)
    assert client.get("/").status_code == 200
    assert client.get(biggest.get_absolute_url()).status_code == 200
    assert make_member().pk > 9  # ids go on behind those that were given


def test_it_is_never_mixed_with_people(member):
    with pytest.raises(CommandError):
        make()


def test_no_member_no_community():
    with pytest.raises(CommandError):
        make(members=0)


def test_texts_may_each_be_their_own_out_of_a_vocabulary():
    make(words=5000)
    bodies = list(Comment.objects.values_list("body", flat=True))
    assert len(set(bodies)) == len(bodies)
    first, last = spelled(0), spelled(4999)
    assert sum(first in body.split() for body in bodies) > 50 * sum(last in body.split() for body in bodies)
    with pytest.raises(CommandError, match="343000 words at most"):
        make(words=343_001)
