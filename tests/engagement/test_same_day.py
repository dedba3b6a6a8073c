"""A fact that goes lifts the later ones of its day: every discussion they stand in is scored again."""

import pytest

from comments.services import remove_comment
from engagement.services import check, score_due
from learning.models import TakeawayVisibility
from learning.services import delete_line, keep_line, mark_useful
from posts.models import Post
from tests.factories import make_comment, make_post


@pytest.fixture
def two(author) -> tuple[Post, Post]:
    return make_post(author, title="The first of the day"), make_post(author, title="The second of the day")


def learned(post: Post) -> float:
    score_due()
    return Post.objects.get(pk=post.pk).l


def test_a_removed_comment_lifts_the_later_one_elsewhere(two, member):
    first = make_comment(member, two[0])
    make_comment(member, two[1])
    before = learned(two[1])
    remove_comment(member=member, comment=first)
    assert learned(two[1]) > before
    assert check().differ == []


def test_a_reaction_taken_back_lifts_the_later_one(two, member):
    for post in two:
        mark_useful(member=member, post=post)
    before = learned(two[1])
    mark_useful(member=member, post=two[0], useful=False)
    assert learned(two[1]) > before
    assert check().differ == []


def test_a_forgotten_line_lifts_the_later_one(two, member):
    lines = [
        keep_line(member=member, post=post, text="Ask one line at the door", visibility=TakeawayVisibility.EVERYONE)
        for post in two
    ]
    before = learned(two[1])
    delete_line(line=lines[0])
    assert learned(two[1]) > before
    assert check().differ == []
