"""Report, hide, restore, remove spam: who may, that a reason is needed, and that the person concerned hears of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.models import Comment
from curation import services
from curation.models import Action, ModeratorAction, Report
from curation.services import spam
from notifications.models import Notice
from posts.models import Post
from posts.services import take_back
from tests.factories import make_comment, make_post


@pytest.fixture
def post(author) -> Post:
    return make_post(author)


@pytest.fixture
def desk(client, curator):
    client.force_login(curator)
    return client


def test_hiding_a_discussion_is_logged_told_and_takes_back_what_was_told_of_it(desk, post, author, member):
    make_comment(member, post)
    assert Notice.objects.filter(recipient=author).exists()
    assert desk.post(f"/d/{post.pk}/hide/", {"reason": "It names a patient."}).status_code == 303
    post.refresh_from_db()
    act = ModeratorAction.objects.get()
    assert (post.status, act.action, act.member, act.reason) == ("hidden", "hide", author, "It names a patient.")
    notice = Notice.objects.get(recipient=author)
    assert (notice.latest.quote, notice.latest.url) == ("It names a patient.", f"/actions/#a{act.pk}")


@pytest.mark.parametrize("reason", ["", "  ", "x"])
def test_a_reason_is_required(desk, post, reason):
    assert desk.post(f"/d/{post.pk}/hide/", {"reason": reason}).status_code == 422
    post.refresh_from_db()
    assert post.status == "published"
    assert not ModeratorAction.objects.exists()


@pytest.mark.parametrize("act", ["hide", "restore"])
@pytest.mark.parametrize("who", ["member", "organizer"])
def test_only_curators_hide_and_restore(client, request, post, act, who):
    client.force_login(request.getfixturevalue(who))
    assert client.post(f"/d/{post.pk}/{act}/", {"reason": "I do not like it"}).status_code == 404
    assert not ModeratorAction.objects.exists()


def test_a_comment_is_hidden_and_brought_back(desk, post, member):
    comment = make_comment(member, post)
    desk.post(f"/c/{comment.pk}/hide/", {"reason": "It attacks Ada."})
    comment.refresh_from_db()
    assert comment.status == "hidden"
    desk.post(f"/c/{comment.pk}/hide/", {"reason": "It attacks Ada."})
    assert ModeratorAction.objects.count() == 1
    assert comment.body in desk.get(f"/c/{comment.pk}/restore/").content.decode()
    desk.post(f"/c/{comment.pk}/restore/", {"reason": "He changed it."})
    comment.refresh_from_db()
    assert comment.status == "published"
    assert ModeratorAction.objects.get(action=Action.HIDE).undone_at
    assert Notice.objects.filter(recipient=member, latest__text__contains="can be read again").exists()


def test_the_person_concerned_reads_why_and_answers(client, curator, post, author, stranger):
    act = services.hide(curator=curator, post=post, reason="It names a patient.")
    client.force_login(author)
    assert "It names a patient." in client.get("/actions/").content.decode()
    assert client.post(f"/actions/{act.pk}/answer/", {"text": ""}).status_code == 422
    assert client.post(f"/actions/{act.pk}/answer/", {"text": "I took the name out."}).status_code == 303
    client.force_login(stranger)
    assert "It names a patient." not in client.get("/actions/").content.decode()
    assert client.post(f"/actions/{act.pk}/answer/", {"text": "Me too."}).status_code == 404
    client.force_login(curator)
    assert "I took the name out." in client.get("/admin/").content.decode()
    client.post(f"/actions/{act.pk}/answer/read/")
    assert "I took the name out." not in client.get("/admin/").content.decode()


def test_a_report_reaches_the_desk_once_and_is_settled(client, curator, post, member):
    client.force_login(member)
    assert client.post(f"/d/{post.pk}/report/", {"note": "?"}).status_code == 422
    for _ in range(2):
        assert client.post(f"/d/{post.pk}/report/", {"reason": "spam", "note": "Sells shoes."}).status_code == 303
    report = Report.objects.get()
    assert client.post(f"/reports/{report.pk}/settle/").status_code == 404
    client.force_login(curator)
    assert "Sells shoes." in client.get("/admin/").content.decode()
    assert client.post(f"/reports/{report.pk}/settle/").status_code == 303
    assert "Sells shoes." not in client.get("/admin/").content.decode()


def test_a_comment_is_reported_too(client, curator, post, member, stranger):
    comment = make_comment(stranger, post)
    client.force_login(member)
    assert comment.body in client.get(f"/c/{comment.pk}/report/").content.decode()
    assert client.post(f"/c/{comment.pk}/report/", {"reason": "spam"}).status_code == 303
    assert Report.objects.get().comment == comment


def test_the_twenty_first_report_of_a_day_is_too_many(client, member, author):
    client.force_login(member)
    post = make_post(author)
    codes = [client.post(f"/d/{post.pk}/report/", {"reason": "spam"}).status_code for _ in range(21)]
    assert codes == [303] * 20 + [429]


def test_what_cannot_be_read_cannot_be_reported(client, member, post, curator):
    services.hide(curator=curator, post=post, reason="It names a patient.")
    client.force_login(member)
    assert client.get(f"/d/{post.pk}/report/").status_code == 404


def test_everything_by_a_spammer_goes_and_comes_back_together(desk, stranger, author):
    posts = [make_post(stranger, title=f"Buy shoes number {n}") for n in range(2)]
    comment = make_comment(stranger, make_post(author))
    page = desk.get(f"/people/{stranger.username}/spam/").content.decode()
    assert "2 discussions, 1 comment" in " ".join(page.split())
    answer = desk.post(f"/people/{stranger.username}/spam/", {"reason": "Sells shoes."})
    stranger.refresh_from_db()
    assert stranger.held
    assert set(Post.objects.filter(author=stranger).values_list("status", flat=True)) == {"hidden"}
    assert Comment.objects.get(pk=comment.pk).status == "hidden"
    assert ModeratorAction.objects.get(action=Action.REMOVE_SPAM).count == 3
    assert Notice.objects.filter(recipient=stranger, kind="moderation").count() == 1
    assert "Sells shoes." in desk.get(answer["Location"]).content.decode()
    assert desk.post(answer["Location"], {"reason": "It was a mistake."}).status_code == 303
    stranger.refresh_from_db()
    assert not stranger.held
    assert Post.objects.filter(author=stranger, status="published").count() == len(posts)
    assert Comment.objects.get(pk=comment.pk).status == "published"


def test_undoing_gives_each_thing_the_state_it_had_and_says_so_once(desk, stranger, author, monkeypatch):
    monkeypatch.setattr(spam, "SLICE", 2)
    closed = make_post(stranger, title="Closed before it was hidden")
    Post.objects.filter(pk=closed.pk).update(status="closed")
    shown = [make_comment(stranger, make_post(author)) for _ in range(3)]
    stranger.held = True
    stranger.save()
    held = make_post(stranger, title="It waited for a curator", released=False)
    held_comment = make_comment(stranger, shown[0].post, released=False)
    undo = desk.post(f"/people/{stranger.username}/spam/", {"reason": "Sells shoes."})["Location"]
    assert set(Post.objects.filter(author=stranger).values_list("status", flat=True)) == {"hidden"}
    stranger.notices.all().delete()
    desk.post(undo, {"reason": "It was a mistake."})
    stranger.refresh_from_db()
    assert stranger.held  # as before
    assert [Post.objects.get(pk=post.pk).status for post in (closed, held)] == ["closed", "held"]
    assert Post.objects.get(pk=held.pk).published_at is None
    assert Comment.objects.get(pk=held_comment.pk).status == "held"
    assert {Comment.objects.get(pk=one.pk).status for one in shown} == {"published"}
    notice = Notice.objects.get(recipient=stranger)
    assert notice.latest.quote == "It was a mistake."
    desk.force_login(stranger)
    assert "brought back everything by this account" in desk.get("/actions/").content.decode()


def test_a_removal_that_was_ended_is_finished_as_one_act(desk, stranger, curator):
    first = services.remove_spam(curator=curator, member=stranger, reason="Sells shoes.")
    make_post(stranger, title="Buy more shoes", released=False)
    page = desk.get(f"/people/{stranger.username}/spam/").content.decode()
    assert f'href="/actions/{first.pk}/undo/"' in page
    desk.post(f"/people/{stranger.username}/spam/", {"reason": "Still sells shoes."})
    assert ModeratorAction.objects.get(action=Action.REMOVE_SPAM).count == 1


def test_a_closed_discussion_comes_back_closed(desk, post):
    Post.objects.filter(pk=post.pk).update(status="closed")
    desk.post(f"/d/{post.pk}/hide/", {"reason": "It names a patient."})
    desk.post(f"/d/{post.pk}/restore/", {"reason": "The name is out."})
    assert Post.objects.get(pk=post.pk).status == "closed"


def test_staff_are_not_removed_as_spammers(desk, organizer):
    answer = desk.post(f"/people/{organizer.username}/spam/", {"reason": "Sells shoes."})
    assert answer.status_code == 422
    organizer.refresh_from_db()
    assert not organizer.held


def test_a_held_discussion_is_let_through_from_the_desk(desk, member):
    member.held = True
    member.save()
    post = make_post(member, title="My first words here", released=False)
    assert post.status == "held"
    assert "My first words here" in desk.get("/admin/").content.decode()
    desk.post(f"/d/{post.pk}/restore/", {"reason": "Welcome."})
    post.refresh_from_db()
    assert post.status == "published"
    assert ModeratorAction.objects.get().action == Action.RELEASE


@pytest.mark.parametrize("act", [services.hide, services.restore])
def test_a_curators_act_takes_the_discussions_row_before_the_comments(post, member, curator, act):
    """Whoever removes or edits a comment takes them in this order; in the other one, two would wait for each other."""
    comment = make_comment(member, post)
    if act is services.restore:
        services.hide(curator=curator, post=post, comment=comment, reason="It attacks Ada.")
    with CaptureQueriesContext(connection) as queries:
        act(curator=curator, post=post, comment=comment, reason="He changed it.")
    said = [query["sql"] for query in queries]
    first = {
        table: next(n for n, sql in enumerate(said) if table in sql) for table in ("posts_post", "comments_comment")
    }
    assert said[first["posts_post"]].startswith("UPDATE")
    assert first["posts_post"] < first["comments_comment"]


def test_taking_back_leaves_the_log(author, curator, member):
    post = make_post(author, released=False)
    services.hide(curator=curator, post=post, reason="It names a patient.")
    services.restore(curator=curator, post=post, reason="She took the name out.")
    take_back(member=author, post=post)
    assert Post.objects.get(pk=post.pk).status == "removed"
    assert ModeratorAction.objects.count() == 2


def test_a_report_is_offered_to_everybody_but_the_author(client, post, author, member):
    for reader, offered in ((author, False), (member, True)):
        client.force_login(reader)
        page = client.get(post.get_absolute_url()).content.decode()
        assert (f"/d/{post.pk}/report/" in page) == offered
