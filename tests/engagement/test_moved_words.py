"""Words that were put elsewhere count where they are now, and once."""

from collections import Counter

from comments.models import Comment
from comments.services import resolve_question
from curation.models import Move
from curation.services import grow, merge, undo
from engagement.selectors import facts_of
from engagement.services import score_due
from engagement.services.checking import check
from learning.services import mark_useful
from posts.models import Post
from tests.factories import make_comment, make_post


def counted() -> Counter[str]:
    """All facts, by verb."""
    ids = list(Post.objects.values_list("pk", flat=True))
    return Counter(row[1] for rows in facts_of(ids).by_post.values() for row in rows)


def scores_agree() -> bool:
    score_due()
    return not check(ids=list(Post.objects.values_list("pk", flat=True))).differ


def test_a_comment_that_grew_counts_as_a_discussion_and_no_more_as_a_comment(author, member, stranger):
    post = make_post(author)
    top = make_comment(member, post)
    make_comment(stranger, post, parent=top)
    mark_useful(member=author, post=post, comment=top)
    score_due()
    before = counted()
    grow(actor=member, comment=top, title="A new one", kind="reflection", tags=["doors"])
    assert Post.objects.due_for_scoring().count() == 2
    assert counted() == before - Counter(comment=1) + Counter(post=1)
    assert scores_agree()
    undo(actor=member, move=Move.objects.get())
    assert counted() == before
    assert scores_agree()


def test_a_merged_discussion_counts_as_a_comment(author, member, stranger, curator):
    post, into = make_post(author), make_post(stranger)
    make_comment(member, post)
    score_due()
    before = counted()
    merge(curator=curator, post=post, into=into, reason="The same subject twice.")
    assert counted() == before - Counter(post=1) + Counter(comment=1)
    assert set(Post.objects.due_for_scoring()) == {post, into}
    assert scores_agree()


def test_an_answer_that_grew_helped_all_the_same(author, member):
    question = make_post(author, kind="question")
    answer = make_comment(member, question)
    resolve_question(asker=author, post=question, comment=answer)
    assert counted()["resolved"] == 1
    grow(actor=member, comment=Comment.objects.get(pk=answer.pk), title="A new one", kind="reflection", tags=["a"])
    assert counted()["resolved"] == 1
