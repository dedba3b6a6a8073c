"""A reply from the form to its place: once per form, counted exactly, refused with the words kept."""

import datetime as dt
import re

import pytest

from comments.models import Comment
from comments.paths import ids_of
from comments.services import hide_comment, remove_comment
from kit import clock
from kit.site import put
from posts.models import Post
from posts.services.written_down import hide_post
from tests.factories import PASSWORD, make_comment, make_member, make_post


def counts(post: Post) -> tuple[int, int]:
    post.refresh_from_db()
    return post.comment_count, post.voice_count


def test_reply_stands_in_the_tree(client, say, post, member):
    client.force_login(member)
    answer = say("Ask **one** line.")
    comment = Comment.objects.get()
    assert (answer.status_code, answer.url) == (303, f"{post.get_absolute_url()}?at={comment.pk}#c{comment.pk}")
    assert (ids_of(comment.path), comment.depth) == ([comment.pk], 0)
    assert "<strong>one</strong>" in comment.html
    assert counts(post) == (1, 1)


def test_reply_to_a_reply_hangs_below_it(client, say, post, member, stranger):
    above = make_comment(stranger, post)
    client.force_login(member)
    say(parent=above)
    below = Comment.objects.get(parent=above)
    assert below.path == above.path + below.path[-8:]
    assert (below.depth, counts(post)) == (1, (2, 2))


def test_every_reply_changes_the_version_of_the_thread(client, say, post, member):
    client.force_login(member)
    before = post.thread_version
    say()
    post.refresh_from_db()
    assert post.thread_version > before


def test_same_form_twice_is_one_comment(client, say, member):
    client.force_login(member)
    first, second = say(token="t"), say(token="t")
    assert (first.status_code, first.url) == (second.status_code, second.url) == (303, second.url)
    assert Comment.objects.count() == 1


def test_back_and_other_words_come_back_with_a_fresh_form(client, say, member):
    client.force_login(member)
    say("First words.", token="t")
    answer = say("Other words.", token="t")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Other words." in page
    assert 'value="t"' not in page
    assert Comment.objects.count() == 1


def test_same_token_of_another_member_is_another_form(client, say, member, stranger):
    for somebody in (member, stranger):
        client.force_login(somebody)
        assert say(token="t").status_code == 303
    assert Comment.objects.count() == 2


def test_sent_again_is_not_counted_as_writing_again(client, say, member):
    client.force_login(member)
    assert {say(token="t").status_code for _ in range(15)} == {303}


@pytest.mark.parametrize(("age_h", "most"), [(1, 3), (100, 10)])
def test_writing_is_limited_more_for_new_accounts(client, say, member, age_h, most):
    member.joined_at = clock.now() - dt.timedelta(hours=age_h)
    member.save()
    client.force_login(member)
    with clock.at(clock.now()):
        answers = [say(token=f"t{number}").status_code for number in range(most + 1)]
    assert answers == [303] * most + [429]


@pytest.mark.parametrize("body", ["", "   ", "x" * 10_001, ">" * 30 + " deep"])
def test_bad_words_come_back(client, say, member, body):
    client.force_login(member)
    answer = say(body)
    assert answer.status_code == 422
    assert body.strip().replace(">", "&gt;") in answer.content.decode()
    assert not Comment.objects.exists()


def test_ten_thousand_characters_with_browser_line_ends_fit(client, say, member):
    client.force_login(member)
    assert say("a\r\n" * 4_999 + "ab").status_code == 303


@pytest.mark.parametrize("field", [{"intent": "shout"}, {"token": "x" * 65}])
def test_bad_fields_come_back(client, say, member, field):
    client.force_login(member)
    answer = say("Kept words.", **field)
    assert answer.status_code == 422
    assert "Kept words." in answer.content.decode()


@pytest.mark.parametrize("parent", ["nobody", "-1", "9" * 30])
def test_a_parent_that_cannot_be_comes_back(client, post, member, parent):
    client.force_login(member)
    answer = client.post(f"/d/{post.pk}/comments/", {"body": "Kept words.", "parent": parent})
    assert answer.status_code == 422
    assert "Kept words." in answer.content.decode()


def test_refused_for_haste_is_refused_again(client, say, member):
    client.force_login(member)
    with clock.at(clock.now()):
        for number in range(3):
            say(token=f"t{number}")
        assert [say(token="late").status_code for _ in range(3)] == [429] * 3


def test_reply_to_what_was_removed_says_so_and_keeps_the_words(client, say, post, member, stranger):
    gone = make_comment(stranger, post)
    remove_comment(member=stranger, comment=gone)
    client.force_login(member)
    answer = say("Kept words.", parent=gone)
    assert answer.status_code == 422
    assert "Kept words." in answer.content.decode()
    assert "is gone" in answer.content.decode()
    assert gone.excerpt not in answer.content.decode()


def test_parent_of_another_discussion_is_refused(client, say, author, member):
    elsewhere = make_comment(author, make_post(author))
    client.force_login(member)
    assert say(parent=elsewhere).status_code == 422


def test_parent_is_quoted_where_a_reply_fails(client, say, post, member, stranger):
    above = make_comment(stranger, post, body="The words above.")
    client.force_login(member)
    page = say("", parent=above).content.decode()
    assert "The words above." in page


def test_signed_out_keeps_the_words(client, say, member):
    answer = say("Typed for a while.")
    assert answer.url == "/accounts/login/?next=/resend/"
    assert not Comment.objects.exists()
    client.post("/accounts/login/", {"login": member.email, "password": PASSWORD})
    page = client.get("/resend/")
    assert "Typed for a while." in page.content.decode()
    assert client.post(page.context["to"], dict(page.context["fields"])).status_code == 303
    assert Comment.objects.get().body == "Typed for a while."
    assert client.get("/resend/").status_code == 302


def test_words_wait_an_hour_and_no_longer(client, say, member):
    say("Typed for a while.")
    client.force_login(member)
    assert "Typed for a while." in client.get("/resend/").content.decode()
    with clock.at(clock.now() + dt.timedelta(minutes=61)):
        assert client.get("/resend/").status_code == 302
    assert client.get("/resend/").status_code == 302


def test_closed_and_unknown_discussions_take_no_reply(client, say, post, member):
    client.force_login(member)
    Post.objects.filter(pk=post.pk).update(status="closed")
    assert say().status_code == 422
    hide_post(post_id=post.pk)
    assert say().status_code == 404
    assert client.post("/d/999999/comments/", {"body": "x"}).status_code == 404


def test_suspended_member_keeps_the_words(client, say, member):
    member.suspended_until = clock.now() + dt.timedelta(days=1)
    member.save()
    client.force_login(member)
    answer = say("Kept words.")
    assert answer.status_code == 422
    assert "Kept words." in answer.content.decode()


def test_held_member_is_read_by_curators_and_themselves_only(client, say, post, member, stranger, curator):
    member.held = True
    member.save()
    client.force_login(member)
    answer = say("Held words.")
    held = Comment.objects.get()
    assert answer.url == f"/c/{held.pk}/"
    assert counts(post) == (0, 0)
    assert "Held words." in client.get(f"/c/{held.pk}/").content.decode()
    client.force_login(stranger)
    assert "Held words." not in client.get(f"/c/{held.pk}/").content.decode()


def test_intent_is_kept_but_not_in_the_hallway(client, author, member):
    client.force_login(member)
    for kind, kept in (("reflection", "build"), ("hallway", "")):
        post = make_post(author, kind=kind)
        client.post(f"/d/{post.pk}/comments/", {"body": "Building.", "intent": "build"})
        assert Comment.objects.get(post=post).intent == kept


def test_beyond_the_deepest_level_a_reply_stands_beside_its_parent(post, member):
    parent = None
    for _ in range(203):
        parent = make_comment(member, post, parent=parent, released=False)
    deep = list(Comment.objects.order_by("pk"))
    assert [comment.depth for comment in deep[-4:]] == [199, 200, 200, 200]
    assert deep[-1].parent == deep[-2]
    assert deep[-1].path[:-8] == deep[-2].path[:-8]
    assert [comment.pk for comment in Comment.objects.in_reading_order()] == [comment.pk for comment in deep]


@pytest.mark.parametrize("others", [10, 1_000])
def test_posting_costs_the_same_in_any_company(client, say, post, member, others, django_assert_max_num_queries):
    above = make_comment(member, post)
    fillers = [
        Comment(
            post=post, author=member, body="x", path=f"{above.path}{number:08d}", depth=1, local_day=above.local_day
        )
        for number in range(others)
    ]
    Comment.objects.bulk_create(fillers)
    client.force_login(make_member("Somebody Else"))
    with django_assert_max_num_queries(15):  # the last one looks for a draft that this reply was
        assert say(parent=above).status_code == 303


def test_hidden_comment_is_not_counted(post, member):
    comment = make_comment(member, post)
    hide_comment(comment_id=comment.pk)
    assert counts(post) == (0, 0)


def test_take_back_minutes_are_a_setting(post, member):
    put(values={"TAKE_BACK_MIN": 3}, by_name="test")
    comment = make_comment(member, post, released=False)
    assert comment.take_back_until - comment.created_at == dt.timedelta(minutes=3)
    put(values={"TAKE_BACK_MIN": 10}, by_name="test")


def test_a_fresh_reply_is_taken_back_where_it_stands(client, member, author):
    post = make_post(author)
    client.force_login(member)
    fresh, old = make_comment(member, post, released=False), make_comment(member, post)
    second = make_comment(member, post, parent=fresh, released=False)
    theirs = make_comment(author, post, released=False)
    page = client.get(post.get_absolute_url()).content.decode()
    assert re.findall(r'formaction="/c/(\d+)/take-back/"', page) == [str(fresh.pk), str(second.pk)]
    assert page.count("Nobody is told for another 10 minutes") == 2
    assert f'id="c{old.pk}"' in page
    assert f'id="c{theirs.pk}"' in page
    with clock.at(clock.now() + dt.timedelta(minutes=11)):
        assert "/take-back/" not in client.get(post.get_absolute_url()).content.decode()
    client.post(f"/c/{second.pk}/take-back/")
    assert not Comment.objects.filter(pk=second.pk, status="published").exists()
