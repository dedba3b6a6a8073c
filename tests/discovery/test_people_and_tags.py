"""What stands on a member's page and on a tag's, for whoever may read it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.services import hide_comment, resolve_question
from kit import site
from learning.models import TakeawayVisibility
from learning.services import keep_line
from posts.models import Post, Status
from tests.factories import make_comment, make_member, make_post

CANARY = "zanzibar"


@pytest.fixture
def answered(author, member) -> Post:
    """A question of Ada's that Mo answered."""
    question = make_post(author, kind="question", title="Who has a key?", tags=("doors",), visibility="public")
    resolve_question(asker=author, post=question, comment=make_comment(member, question, body="The porter."))
    return question


def page_of(client, member, more="") -> str:
    return client.get(f"{member.get_absolute_url()}{more}").content.decode()


def test_known_for_what_they_answered(client, answered, author, member):
    page = page_of(client, member)
    assert "Known for" in page
    assert f"Answered what {author.name} asked" in page
    assert answered.title in page


def test_known_for_subjects_they_wrote_about_more_than_once(client, answered, member):
    make_post(member, tags=("once",), visibility="public")
    make_comment(member, make_post(make_member(), tags=("doors",), visibility="public"))
    page = page_of(client, member).split("Known for")[1].split("</section>")[0]
    assert "/tags/doors/" in page
    assert "/tags/once/" not in page


def test_known_for_lines_that_people_share_keeping(client, answered, author, member, stranger):
    comment = make_comment(member, answered, body="Keep the door open.")
    line = {"post": answered, "comment": comment, "visibility": TakeawayVisibility.EVERYONE}
    keep_line(member=stranger, text="An open door is an invitation", **line)
    page = page_of(client, member)
    assert "An open door is an invitation" in page
    assert f"kept by {stranger.name}" in page


@pytest.mark.parametrize("visibility", [TakeawayVisibility.PRIVATE, TakeawayVisibility.AUTHOR])
def test_lines_kept_privately_make_nobody_known(client, answered, author, member, stranger, visibility):
    comment = make_comment(member, answered, body="Keep the door open.")
    keep_line(member=stranger, post=answered, comment=comment, text=f"A line {CANARY}", visibility=visibility)
    client.force_login(author)
    assert CANARY not in page_of(client, member)


def test_what_may_not_be_read_makes_nobody_known(client, author, member, stranger):
    for visibility, status in (("members", Status.PUBLISHED), ("public", Status.HIDDEN), ("public", Status.REMOVED)):
        question = make_post(author, kind="question", title=f"{CANARY} {status}", tags=(CANARY,), visibility=visibility)
        comment = make_comment(member, question, body=CANARY)
        resolve_question(asker=author, post=question, comment=comment)
        line = {"comment": comment, "visibility": TakeawayVisibility.EVERYONE}
        keep_line(member=stranger, post=question, text=f"{CANARY} is a line", **line)
        Post.objects.filter(pk=question.pk).update(status=status)
    open_one = make_post(author, kind="question", visibility="public")
    hidden = make_comment(member, open_one, body=CANARY)
    resolve_question(asker=author, post=open_one, comment=hidden)
    hide_comment(comment_id=hidden.pk)
    for more in ("", "comments/"):
        assert CANARY not in page_of(client, member, more)
    client.force_login(stranger)
    page = page_of(client, member)
    assert f"{CANARY} hidden" not in page
    assert f"{CANARY} published" in page, "members read what is for members"


def test_the_hallway_makes_nobody_known(client, author, member):
    for number in range(3):
        make_post(member, kind="hallway", title=f"Snack {number}", tags=("snacks",))
    client.force_login(author)
    page = page_of(client, member)
    assert "Known for" not in page


def test_an_answer_to_oneself_is_no_fame(client, author):
    question = make_post(author, kind="question", visibility="public")
    resolve_question(asker=author, post=question, comment=make_comment(author, question))
    assert "Known for" not in page_of(client, author)


def test_discussions_and_comments_are_read_in_pages(client, author, member):
    post = make_post(author, visibility="public")
    for number in range(23):
        make_post(member, title=f"Discussion {number:02}", visibility="public")
        make_comment(member, post, body=f"Comment {number:02}")
    for more, word in (("", "Discussion"), ("comments/", "Comment")):
        first = page_of(client, member, more)
        assert f"{word} 22" in first
        assert f"{word} 00" not in first
        older = first.split('rel="next" href="')[1].split('"')[0]
        second = page_of(client, member, more + older)
        assert f"{word} 00" in second
        assert "Known for" not in second


def test_empty_pages_are_honest(client, author, member):
    client.force_login(author)
    assert "has not started a discussion that you can read" in page_of(client, member)
    assert "has not written a comment that you can read" in page_of(client, member, "comments/")
    assert "You have not started a discussion yet" in page_of(client, author)
    assert "See who waits for an answer" in page_of(client, author, "comments/")


def test_both_pages_of_a_member_keep_to_the_community(client, author):
    assert client.get(f"{author.get_absolute_url()}comments/").status_code == 302
    site.put(values={"COMMUNITY_VISIBILITY": "public"}, by_name="a test")
    assert client.get(f"{author.get_absolute_url()}comments/").status_code == 200
    site.put(values={"COMMUNITY_VISIBILITY": "members"}, by_name="a test")
    assert client.get(f"{author.get_absolute_url()}comments/").status_code == 302, "a kept page is not shown on"


def test_a_members_page_costs_the_same_whatever_they_wrote(client, author, member, stranger):
    client.force_login(stranger)
    counted = {"": [], "comments/": []}
    for more in (2, 10):
        for number in range(more):
            question = make_post(author, kind="question", title=f"Question {more} {number}", tags=("doors",))
            comment = make_comment(member, question)
            resolve_question(asker=author, post=question, comment=comment)
            line = {"comment": comment, "visibility": TakeawayVisibility.EVERYONE}
            keep_line(member=author, post=question, text=f"A line worth keeping {number}", **line)
            make_post(member, tags=("doors",))
        for tab, found in counted.items():
            page_of(client, member, tab)
            with CaptureQueriesContext(connection) as queries:
                page_of(client, member, tab)
            found.append(len(queries))
    assert counted[""][0] == counted[""][1] <= 14
    assert counted["comments/"][0] == counted["comments/"][1] <= 8


def test_a_tag_shows_who_waits_before_what_was_said(client, author, answered):
    waiting = make_post(author, kind="question", title="Who opens on Sunday?", tags=("doors",), visibility="public")
    page = client.get("/tags/doors/").content.decode()
    panel = page.split("Questions that wait for an answer")[1].split("</section>")[0]
    assert waiting.title in panel
    assert answered.title not in panel
    assert 'href="/unanswered/?tag=doors"' in panel


def test_what_waits_for_members_waits_for_members_alone(client, author, answered, member):
    make_post(author, kind="question", title=f"{CANARY} among us", tags=("doors",))
    assert CANARY not in client.get("/tags/doors/").content.decode()
    client.force_login(member)
    assert CANARY in client.get("/tags/doors/").content.decode()


def test_a_tag_is_read_newest_or_best_first(client, author):
    best = make_post(author, title="The best of them", tags=("doors",), visibility="public")
    make_post(author, title="The newest of them", tags=("doors",), visibility="public")
    Post.objects.filter(pk=best.pk).update(worth=0.9)
    newest_first, best_first = (
        client.get(address).content.decode() for address in ("/tags/doors/", "/tags/doors/?sort=best")
    )
    assert newest_first.index("The newest") < newest_first.index("The best")
    assert best_first.index("The best") < best_first.index("The newest")


def test_a_cursor_of_another_order_gives_the_first_page(client, author):
    for number in range(22):
        make_post(author, title=f"Door {number:02}", tags=("doors",), visibility="public")
    for sort in ("best", "new"):
        page = client.get(f"/tags/doors/?sort={sort}").content.decode()
        cursor = page.split("after=")[1].split('"')[0].split("&")[0]
        other = {"best": "new", "new": "best"}[sort]
        assert client.get(f"/tags/doors/?sort={other}&after={cursor}").status_code == 200


@pytest.mark.parametrize(
    "address", ["/tags/%00/", "/tags/%00/feed.atom", "/people/%00/", "/people/%00/feed.atom", "/people/%00/comments/"]
)
def test_an_address_that_no_database_can_hold_is_not_there(client, answered, address):
    assert client.get(address).status_code == 404
