"""However much somebody does, nobody is told more than they can bear (M09)."""

import pytest

from comments.services import edit_comment, hide_comment
from members.services import set_regard
from notifications.models import Notice, Told
from notifications.selectors import unread_words
from notifications.selectors.lines import lines
from notifications.services import Message, notify
from posts.services import edit_post
from posts.services.telling import MAX_MENTIONS
from tests.factories import make_comment, make_member, make_post


@pytest.fixture
def post(author):
    return make_post(author)


@pytest.fixture
def crowd(db):
    return [make_member() for _ in range(25)]


def names(people) -> str:
    return " ".join(f"@{one.username}" for one in people)


def mentioned() -> set[int]:
    return set(Notice.objects.filter(kind="mention").values_list("recipient_id", flat=True))


def test_of_five_hundred_mentions_ten_are_told(author, crowd):
    make_post(author, body=names(crowd) + " @nobody" * 400)
    assert mentioned() == {one.pk for one in crowd[:MAX_MENTIONS]}


def test_an_edit_mentions_once_and_no_more_than_ten_in_all(post, member, crowd):
    comment = make_comment(member, post, body=f"Look, {names(crowd[:4])}")
    for start in range(0, 25, 5):
        comment.refresh_from_db()
        edit_comment(
            editor=member, comment=comment, body=f"Look {names(crowd[start : start + 5])}", version=comment.version
        )
    assert len(mentioned()) == MAX_MENTIONS
    assert Told.objects.filter(notice__kind="mention").count() == MAX_MENTIONS


def test_taking_a_mention_out_and_in_again_tells_nothing_new(post, member, stranger):
    comment = make_comment(member, post, body="Look here")
    for body in (f"Look, @{stranger.username}", "Look here", f"Look, @{stranger.username}, again"):
        comment.refresh_from_db()
        edit_comment(editor=member, comment=comment, body=body, version=comment.version)
    assert Told.objects.filter(notice__recipient=stranger).count() == 1


def test_an_edit_before_the_release_tells_at_the_release_alone(post, member, stranger):
    comment = make_comment(member, post, released=False)
    edit_comment(editor=member, comment=comment, body=f"Look, @{stranger.username}", version=1)
    assert not stranger.notices.exists()


def test_a_discussion_that_is_edited_mentions_once(post, author, stranger):
    for number in range(3):
        post.refresh_from_db()
        said = {"title": post.title, "body": f"Ask @{stranger.username} {number}", "tags": ["learning"], "fields": {}}
        edit_post(editor=author, post=post, version=post.version, **said)
    assert Told.objects.filter(notice__recipient=stranger).count() == 1


@pytest.mark.parametrize("level", ["muted", "blocked"])
def test_somebody_silenced_mentions_nobody(post, member, stranger, level):
    set_regard(member=stranger, person=member, level=level)
    comment = make_comment(member, post, body=f"@{stranger.username}")
    edit_comment(editor=member, comment=comment, body=f"@{stranger.username}, look", version=1)
    assert not stranger.notices.exists()


def test_fifty_replies_of_one_person_are_one_line(post, author, member):
    for number in range(50):
        make_comment(member, post, body=f"And another thing {number}")
    notice = author.notices.get()
    (line,) = lines([notice])
    assert line.text == f"Mo Member replied in your discussion “{post.title}”"
    assert (len(line.quotes), line.more) == (3, 47)
    assert unread_words(author.pk) == ["Mo Member answered you"]


def test_many_people_are_named_and_counted(post, author, crowd):
    for one in crowd:
        make_comment(one, post)
    (line,) = lines([author.notices.get()])
    assert line.text.startswith(f"{crowd[-1].name} and 24 others replied")
    assert unread_words(author.pk) == ["25 people answered you"]


def test_who_was_taken_back_is_not_named(post, author, member, stranger):
    for one in (member, stranger):
        comment = make_comment(one, post)
    hide_comment(comment_id=comment.pk)
    (line,) = lines([author.notices.get()])
    assert line.text.startswith("Mo Member replied")
    assert stranger.name not in line.text


def test_a_hundred_recipients_cost_as_many_statements_as_one(author, django_assert_max_num_queries):
    people = [make_member() for _ in range(99)]
    message = Message(kind="followed", title="The door", url="/", subject="word:1", branch="word:1")
    for _again in range(2):
        with django_assert_max_num_queries(12):
            notify(recipients=[one.pk for one in people], message=message, actor=author)
    assert Notice.objects.count() == 99
    assert Told.objects.count() == 198
