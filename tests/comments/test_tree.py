"""The tree: nested lists from a flat list, orders, pages, and what is one reader's own joined into what is shared."""

import pytest

from comments.models import Comment
from comments.outline import COMMENT_BYTES, PAGE_BYTES
from comments.services import (
    edit_comment,
    hide_comment,
    publish_comment,
    remove_comment,
    resolve_question,
    write_comment_scores,
)
from kit.visitors import names_changed
from learning.services import mark_useful
from members.models import Preferences
from tests.comments.tree import ids, lists, page
from tests.factories import make_comment, make_post


@pytest.fixture
def talk(post, member, stranger) -> dict[str, Comment]:
    """a (b (c), d), e"""
    a = make_comment(member, post, body="Words of a.")
    b = make_comment(stranger, post, parent=a, body="Words of b.")
    c = make_comment(member, post, parent=b, body="Words of c.")
    d = make_comment(stranger, post, parent=a, body="Words of d.")
    e = make_comment(member, post, body="Words of e.")
    return {"a": a, "b": b, "c": c, "d": d, "e": e}


def letters(talk, html: str) -> str:
    names = {comment.pk: name for name, comment in talk.items()}
    return "".join(names[pk] for pk in ids(html))


def test_lists_nest_as_replies_do(post, talk):
    found = lists(page(post, query="sort=old"))
    assert [depth for _pk, depth in found] == [1, 2, 3, 2, 1]


@pytest.mark.parametrize(("sort", "order"), [("old", "abcde"), ("new", "eadbc"), ("latest", "eadbc"), ("odd", "abcde")])
def test_orders_at_every_level(post, talk, sort, order):
    assert letters(talk, page(post, query=f"sort={sort}")) == order


def test_best_puts_scores_first_at_every_level(post, talk):
    write_comment_scores(rows=[(talk["e"].pk, 3.0), (talk["d"].pk, 2.0)])
    assert letters(talk, page(post, query="sort=best")) == "eadbc"


def test_order_a_member_chose_is_theirs_everywhere(post, talk, member):
    Preferences.objects.filter(member=member).update(comment_order="new")
    assert letters(talk, page(post, member)) == "eadbc"
    assert letters(talk, page(post, member, "sort=old")) == "abcde"


def test_removed_leaf_goes_and_removed_branch_stays(post, talk, member, stranger):
    remove_comment(member=member, comment=talk["c"])
    remove_comment(member=member, comment=talk["a"])
    html = page(post, query="sort=old")
    assert letters(talk, html) == "abde"
    assert "Words of a." not in html
    remove_comment(member=stranger, comment=talk["b"])
    remove_comment(member=stranger, comment=talk["d"])
    assert letters(talk, page(post, query="sort=old")) == "e"


def test_hidden_words_are_in_the_curators_tree_only(post, talk, stranger, curator):
    hide_comment(comment_id=talk["a"].pk)
    assert "Words of a." not in page(post, stranger)
    assert "Words of a." in page(post, curator)
    assert "Words of a." not in page(post)


def test_nobody_finds_another_s_edit_link_in_what_is_kept(post, talk, member, stranger, author):
    for somebody in (member, stranger, author, member):
        html = page(post, somebody)
        for comment in talk.values():
            assert (f"/c/{comment.pk}/edit/" in html) is (comment.author_id == somebody.pk)
            assert (f"/c/{comment.pk}/react/" in html) is (comment.author_id != somebody.pk)


def test_my_mark_is_pressed_for_me_alone(post, talk, member, stranger, author):
    mark_useful(member=author, post=post, comment=talk["b"])
    assert page(post, author).count('aria-pressed="true"') == 1
    assert page(post, member).count('aria-pressed="true"') == 0
    assert "1 person can use this" in page(post)


def test_visitors_get_nothing_to_send(post, talk):
    html = page(post)
    assert "tree-form" not in html
    assert "csrfmiddlewaretoken" not in html


def test_no_comment_carries_a_token(post, talk, member):
    assert page(post, member).count("csrfmiddlewaretoken") <= 1


def test_hallway_has_no_marks_and_no_lines(author, member):
    hallway = make_post(author, kind="hallway")
    make_comment(author, hallway)
    html = page(hallway, member)
    assert "/react/" not in html
    assert "/keep/" not in html


def test_what_is_kept_changes_with_every_act(post, talk, member, stranger):
    page(post, stranger)
    edit_comment(editor=member, comment=talk["a"], body="Said anew.", version=1)
    assert "Said anew." in page(post, stranger)
    publish_comment(author=member, post=post, body="Just now.")
    assert "Just now." in page(post, stranger)
    member.name = "Another Name"
    member.save()
    names_changed()
    assert "Another Name" in page(post, stranger)


@pytest.mark.parametrize("who", ["visitor", "member"])
def test_queries_do_not_grow(post, member, author, stranger, django_assert_num_queries, who):
    somebody = author if who == "member" else None
    cold = 4 if somebody else 2  # outline and comments; a member's marks and place besides
    for wanted in (5, 150):
        while Comment.objects.count() < wanted:
            last = make_comment(member, post, released=False)
            make_comment(stranger, post, parent=last, released=False)
        for queries in (cold, cold - 2):
            looks = 2 if somebody else 1  # this test's own, at the discussion and the reader
            with django_assert_num_queries(queries + looks):
                page(post, somebody)


def test_pages_are_bounded_in_number_and_weight(post, member):
    first = make_comment(member, post)
    rest = [
        Comment(post=post, author=member, body="x", html="<p>x</p>", path=f"{number:08d}", local_day=first.local_day)
        for number in range(10_000, 11_000)
    ]
    Comment.objects.bulk_create(rest)
    seen: list[int] = []
    for number in range(1, 20):
        html = page(post, member, f"sort=old&page={number}")
        assert len(html.encode()) <= 250_000
        found = ids(html)
        assert len(found) <= 200
        seen += found
        if 'rel="next"' not in html:
            break
    assert len(seen) == len(set(seen)) == 1_001


def test_heavy_comments_make_short_pages(post, member):
    weight = PAGE_BYTES - 2 * COMMENT_BYTES - 200  # what the light one says
    heavy = make_comment(member, post)
    Comment.objects.filter(pk=heavy.pk).update(html="é" * (weight // 2))
    light = [make_comment(member, post).pk for _ in range(2)]
    assert ids(page(post, query="sort=old")) == [heavy.pk, light[0]]
    assert ids(page(post, query="sort=old&page=2")) == [light[1]]


def test_page_of_a_comment_is_found_by_its_number(post, member):
    heavy = make_comment(member, post)
    Comment.objects.filter(pk=heavy.pk).update(html="x" * PAGE_BYTES)
    last = make_comment(member, post)
    for _ in range(2):
        assert ids(page(post, query=f"at={last.pk}")) == [last.pk]


@pytest.mark.parametrize(
    "query", ["page=0", "page=-1", "page=x", "page=99999999999999999999", "at=x", "at=999", "sort=\0"]
)
def test_odd_addresses_show_a_page(post, talk, query):
    assert letters(talk, page(post, query=query)) == "abcde"


def test_what_answered_a_question_is_marked_with_its_note(client, author, member, stranger):
    question = make_post(author, kind="question", title="Who has tried this?")
    comment = make_comment(member, question)
    client.force_login(stranger)
    assert client.post(f"/c/{comment.pk}/answered/", {"note": "No"}).status_code == 404
    client.force_login(author)
    assert f"/c/{comment.pk}/answered/" in page(question, author)
    assert client.post(f"/c/{comment.pk}/answered/", {"note": "x" * 301}).status_code == 422
    client.post(f"/c/{comment.pk}/answered/", {"note": "The door it is."})
    question.refresh_from_db()
    assert question.answered_state == "resolved"
    html = page(question, stranger)
    assert "This answered it" in html
    assert "The door it is." in html
    client.post(f"/d/{question.pk}/reopen/")
    question.refresh_from_db()
    assert question.answered_state == "answered"


def test_removing_what_answered_it_opens_the_question_again(author, member):
    question = make_post(author, kind="question", title="Who has tried this?")
    comment = make_comment(member, question)
    resolve_question(asker=author, post=question, comment=comment)
    remove_comment(member=member, comment=comment)
    question.refresh_from_db()
    assert question.answered_state == "waiting"


def test_text_that_looks_like_markup_stays_text(post, member):
    make_comment(member, post, body="<script>alert(1)</script> </article></li></ol>")
    lists(page(post))
    assert "<script>alert" not in page(post)
