"""Keep a line: private unless shown, told only to those it was shown to, counted right."""

import datetime as dt

import pytest

from kit import clock
from learning.models import Takeaway, TakeawayVisibility
from learning.services import keep_line
from members.rules import VISITOR, viewer_for
from notifications.models import Notice
from posts.models import Kind, Post
from tests.factories import make_comment, make_post

LINE = "Ask one line at the door, not a form"


@pytest.fixture
def post(author) -> Post:
    return make_post(author, visibility="public")


def keep(client, url: str, visibility: str = "private", text: str = LINE, token: str = "t"):
    return client.post(url, {"text": text, "visibility": visibility, "form_token": token})


def test_private_line_is_seen_by_its_owner_alone(client, post, author, member, curator):
    client.force_login(member)
    assert keep(client, f"/d/{post.pk}/keep/").status_code == 303
    line = Takeaway.objects.of(member.pk).get()
    assert LINE in client.get("/learning/").content.decode()
    for somebody in (author, curator):
        assert not Takeaway.objects.visible_to(viewer_for(somebody)).filter(pk=line.pk).exists()
    assert not Notice.objects.filter(recipient=author).exists()


@pytest.mark.parametrize("visibility", ["author", "everyone"])
def test_author_hears_of_a_line_shown_to_them(client, post, author, member, visibility):
    client.force_login(member)
    keep(client, f"/d/{post.pk}/keep/", visibility)
    notice = Notice.objects.get(recipient=author)
    assert notice.latest.quote == LINE
    assert member.name == notice.latest.actor_name


def test_line_for_the_author_is_not_shown_beside_the_discussion(client, post, author, member, stranger):
    client.force_login(member)
    keep(client, f"/d/{post.pk}/keep/", "author")
    client.force_login(stranger)
    assert LINE not in client.get(post.get_absolute_url()).content.decode()
    client.force_login(author)
    assert Takeaway.objects.visible_to(viewer_for(author)).get().text == LINE


def test_line_for_everyone_stands_in_the_rail_for_visitors_too(client, post, member):
    keep_line(member=member, post=post, text=LINE, visibility=TakeawayVisibility.EVERYONE)
    assert LINE in client.get(post.get_absolute_url()).content.decode()


def test_line_shared_in_a_members_discussion_is_not_for_visitors(author, member):
    post = make_post(author, visibility="members")
    keep_line(member=member, post=post, text=LINE, visibility=TakeawayVisibility.EVERYONE)
    assert not Takeaway.objects.visible_to(VISITOR).exists()


def test_taking_a_line_back_withdraws_what_the_author_was_told(client, post, author, member):
    line = keep_line(member=member, post=post, text=LINE, visibility=TakeawayVisibility.EVERYONE)
    client.force_login(member)
    client.post(f"/learning/lines/{line.pk}/show/", {"visibility": "private"})
    post.refresh_from_db()
    assert post.shared_takeaway_count == 0
    assert not Notice.objects.filter(recipient=author).exists()


def test_somebody_else_may_not_touch_a_line(client, post, member, stranger):
    line = keep_line(member=member, post=post, text=LINE)
    client.force_login(stranger)
    assert client.post(f"/learning/lines/{line.pk}/delete/").status_code == 404
    assert client.post(f"/learning/lines/{line.pk}/show/", {"visibility": "everyone"}).status_code == 404


def test_same_form_twice_keeps_one_line(client, post, member):
    client.force_login(member)
    for _ in range(2):
        assert keep(client, f"/d/{post.pk}/keep/").status_code == 303
    assert Takeaway.objects.count() == 1


def test_same_form_with_other_words_comes_back_with_them(client, post, member):
    client.force_login(member)
    keep(client, f"/d/{post.pk}/keep/")
    answer = keep(client, f"/d/{post.pk}/keep/", text="Something else entirely")
    assert answer.status_code == 422
    assert "Something else entirely" in answer.content.decode()


def test_too_short_a_line_comes_back_with_what_was_typed(client, post, member):
    client.force_login(member)
    answer = keep(client, f"/d/{post.pk}/keep/", text="Door")
    assert answer.status_code == 422
    assert "Door" in answer.content.decode()
    assert not Takeaway.objects.exists()


def test_nothing_is_kept_in_the_hallway(client, author, member):
    post = make_post(author, kind=Kind.HALLWAY)
    client.force_login(member)
    assert keep(client, f"/d/{post.pk}/keep/").status_code == 404


def test_a_line_from_a_comment_credits_who_wrote_it(client, post, member, stranger):
    comment = make_comment(stranger, post)
    client.force_login(member)
    keep(client, f"/c/{comment.pk}/keep/", "author")
    assert Takeaway.objects.get().credited == stranger
    assert Notice.objects.get(recipient=stranger).latest.url == f"/c/{comment.pk}/"


def test_keeping_marks_the_discussion_for_scoring(post, member):
    before = Post.objects.get(pk=post.pk).signals_version
    keep_line(member=member, post=post, text=LINE)
    assert Post.objects.get(pk=post.pk).signals_version == before + 1


def test_visitor_is_asked_to_sign_in(client, post):
    assert "/accounts/login/" in client.get(f"/d/{post.pk}/keep/").url


def test_what_i_keep_stands_in_the_menu_from_the_first_line_on(client, post, member):
    client.force_login(member)
    assert 'href="/learning/"' not in client.get("/").content.decode()
    keep(client, f"/d/{post.pk}/keep/")
    assert 'href="/learning/"' in client.get("/").content.decode()


def test_a_line_is_forgotten_after_it_was_shown_once_more(client, post, member):
    line = keep_line(member=member, post=post, text=LINE)
    client.force_login(member)
    page = f"/learning/lines/{line.pk}/delete/"
    assert LINE in client.get(page).content.decode()
    client.post(page)
    assert not Takeaway.objects.of(member.pk).exists()


def test_the_menu_has_it_from_the_first_line_on(client, post, member):
    client.force_login(member)
    assert "What I keep" not in client.get("/").content.decode()
    keep_line(member=member, post=post, text=LINE)
    assert "What I keep" in client.get("/").content.decode()


def test_lines_of_an_account_that_waits_for_a_curator_are_shown_to_nobody_else(client, post, member):
    keep_line(member=member, post=post, text=LINE, visibility=TakeawayVisibility.EVERYONE)
    member.held = True
    member.save()
    assert LINE not in client.get(post.get_absolute_url()).content.decode()


def test_who_may_not_write_shows_no_line(client, post, member):
    line = keep_line(member=member, post=post, text=LINE)
    member.suspended_until = clock.now() + dt.timedelta(days=1)
    member.save()
    client.force_login(member)
    client.post(f"/learning/lines/{line.pk}/show/", {"visibility": "everyone"})
    line.refresh_from_db()
    assert line.visibility == "private"


def test_nobody_keeps_without_end(client, post, member):
    client.force_login(member)
    codes = {keep(client, f"/d/{post.pk}/keep/", text=f"{LINE} {n}", token=f"t{n}").status_code for n in range(61)}
    assert codes == {303, 429}
