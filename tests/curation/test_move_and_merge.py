"""Curators move a branch and merge discussions: who may, where to, what goes along, and that it can be put back."""

import datetime as dt
import html

import pytest

from comments.models import Comment
from comments.services import edit_comment, hide_comment, resolve_question
from curation.models import Action, ModeratorAction, Move
from curation.services import CannotUndo, NotMovable, merge, move, tell_moved_due, undo
from kit import clock
from learning.models import Takeaway
from learning.services import keep_line, mark_useful
from notifications.models import Notice
from posts.models import Post, Revision
from tests.curation.moving import differences, rows
from tests.factories import make_comment, make_post

WHY = "It belongs there."


def page(client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


@pytest.fixture
def desk(client, curator):
    client.force_login(curator)
    return client


# -- move ---------------------------------------------------------------------------------------


def test_a_curator_looks_first_and_then_moves_a_branch(desk, branch, elsewhere, curator, member):
    asks = page(desk, f"/c/{branch.top.pk}/move/")
    assert "Look what happens" in asks
    assert f'href="?to=/d/{elsewhere.pk}/"' in asks  # a tag in common
    looks = page(desk, f"/c/{branch.top.pk}/move/?to={elsewhere.pk}")
    assert "The comment by Mo Member goes" in looks
    assert "2 replies by 2 people" in looks
    assert elsewhere.title in looks
    sent = desk.post(f"/c/{branch.top.pk}/move/", {"to": str(elsewhere.pk), "reason": WHY})
    assert (sent.status_code, sent.url) == (303, f"{elsewhere.get_absolute_url()}?at={branch.top.pk}#c{branch.top.pk}")
    assert Comment.objects.filter(post=elsewhere).count() == 3
    counted = {one.pk: (one.comment_count, one.voice_count) for one in Post.objects.all()}
    assert counted == {branch.post.pk: (1, 1), elsewhere.pk: (3, 2)}
    act = ModeratorAction.objects.get()
    assert (act.action, act.member, act.reason, act.post) == (Action.MOVE, member, WHY, elsewhere)
    assert "Put it back" in page(desk, elsewhere.get_absolute_url())


@pytest.mark.parametrize("address", ["/c/{0}/", "http://testserver/d/1/x/?at={0}#c{0}", "/d/9/x/#c{0}"])
def test_a_branch_goes_below_a_comment(desk, branch, elsewhere, stranger, address):
    under = make_comment(stranger, elsewhere)
    desk.post(f"/c/{branch.reply.pk}/move/", {"to": address.format(under.pk), "reason": WHY})
    reply, deep = (Comment.objects.get(pk=one.pk) for one in (branch.reply, branch.deep))
    assert (reply.post_id, reply.parent_id, reply.path[:8]) == (elsewhere.pk, under.pk, under.path)
    assert (deep.depth, deep.path) == (2, reply.path + deep.path[-8:])


def test_a_misplaced_reply_finds_its_place_in_its_own_discussion(desk, branch):
    desk.post(f"/c/{branch.reply.pk}/move/", {"to": f"/c/{branch.other.pk}/", "reason": WHY})
    assert Comment.objects.get(pk=branch.reply.pk).parent_id == branch.other.pk
    assert Post.objects.get(pk=branch.post.pk).comment_count == 4


@pytest.mark.parametrize("who", ["author", "member", "organizer"])
def test_nobody_but_curators_moves_or_merges(client, request, branch, elsewhere, who):
    client.force_login(request.getfixturevalue(who))
    for address in (f"/c/{branch.top.pk}/move/", f"/d/{branch.post.pk}/merge/"):
        assert client.get(address).status_code == 404
        assert client.post(address, {"to": str(elsewhere.pk), "reason": WHY}).status_code == 404
    assert not Move.objects.exists()


def test_what_cannot_be_says_why(desk, branch, elsewhere, author):
    members = make_post(author, title="Among members")
    held = make_comment(author, members)
    for comment, to, why in (
        (branch.top, "", "Say where it should go."),
        (branch.top, "nonsense", "nothing you could put it to"),
        (branch.top, "/d/99999/", "nothing you could put it to"),
        (branch.top, str(branch.post.pk), "stands there already"),
        (held, str(elsewhere.pk), "written for members"),
    ):
        refused = desk.post(f"/c/{comment.pk}/move/", {"to": to, "reason": WHY})
        assert refused.status_code == 422
        assert why in html.unescape(refused.content.decode())
    refused = desk.post(f"/c/{branch.top.pk}/move/", {"to": f"/c/{branch.deep.pk}/", "reason": WHY})
    assert "stands in this very branch" in refused.content.decode()
    assert desk.post(f"/c/{branch.top.pk}/move/", {"to": str(elsewhere.pk), "reason": ""}).status_code == 422
    assert not Move.objects.exists()


def test_a_moved_branch_is_put_back_exactly(desk, branch, elsewhere, author, member):
    mark_useful(member=author, post=branch.post, comment=branch.top)
    keep_line(
        member=author, post=branch.post, comment=branch.deep, text="Three minutes are enough.", visibility="everyone"
    )
    before = rows(branch.post, elsewhere)
    desk.post(f"/c/{branch.top.pk}/move/", {"to": str(elsewhere.pk), "reason": WHY})
    assert Takeaway.objects.get().post_id == elsewhere.pk
    assert Post.objects.get(pk=elsewhere.pk).shared_takeaway_count == 1
    address = f"/moves/{Move.objects.get().pk}/"
    assert desk.post(address, {"reason": ""}).status_code == 422
    assert desk.post(address, {"reason": "It was right where it was."}).status_code == 303
    assert differences(before, rows(branch.post, elsewhere)) == []
    assert ModeratorAction.objects.filter(action=Action.PUT_BACK, member=member).exists()


def test_the_last_move_is_put_back_first(branch, elsewhere, curator, author):
    third = make_post(author, title="A third one", visibility="public")
    first = move(curator=curator, comment=branch.top, to=elsewhere, reason=WHY)
    second = move(curator=curator, comment=branch.top, to=third, reason=WHY)
    with pytest.raises(CannotUndo, match="moved again"):
        undo(actor=curator, move=first, reason=WHY)
    undo(actor=curator, move=second, reason=WHY)
    undo(actor=curator, move=first, reason=WHY)
    assert Comment.objects.get(pk=branch.deep.pk).post_id == branch.post.pk


def test_what_was_said_in_the_hallway_or_for_members_does_not_come_out(branch, curator, author, member, stranger):
    for other in (make_post(author, kind="hallway", title="Snacks"), make_post(author, title="Among members")):
        done = move(curator=curator, comment=branch.top, to=other, reason=WHY)
        fresh = make_comment(stranger, other, parent=branch.top)
        with pytest.raises(CannotUndo, match="replied"):
            undo(actor=curator, move=done, reason=WHY)
        Comment.objects.filter(pk=fresh.pk).delete()
        undo(actor=curator, move=done, reason=WHY)


def test_nothing_is_moved_out_of_the_hallway(desk, author, member, elsewhere, curator):
    hallway = make_post(author, kind="hallway", title="Snacks")
    comment = make_comment(member, hallway)
    assert desk.get(f"/c/{comment.pk}/move/").status_code == 404
    assert desk.get(f"/d/{hallway.pk}/merge/").status_code == 404
    with pytest.raises(NotMovable, match="Hallway"):
        move(curator=curator, comment=comment, to=elsewhere, reason=WHY)
    with pytest.raises(NotMovable, match="Hallway"):
        merge(curator=curator, post=hallway, into=elsewhere, reason=WHY)


def test_an_answer_that_was_moved_is_still_the_answer(client, author, member, curator, elsewhere):
    question = make_post(author, kind="question", title="Who reads the answers?", visibility="public")
    answer = make_comment(member, question)
    resolve_question(asker=author, post=question, comment=answer)
    move(curator=curator, comment=answer, to=elsewhere, reason=WHY)
    question.refresh_from_db()
    assert question.answered_state == "resolved"
    assert f'href="/c/{answer.pk}/">See what answered it' in page(client, question.get_absolute_url())


def test_a_question_whose_only_reply_moved_waits_again(author, member, curator, elsewhere):
    question = make_post(author, kind="question", title="Who reads the answers?", visibility="public")
    done = move(curator=curator, comment=make_comment(member, question), to=elsewhere, reason=WHY)
    question.refresh_from_db()
    assert question.answered_state == "waiting"
    undo(actor=curator, move=done, reason=WHY)
    question.refresh_from_db()
    assert question.answered_state == "answered"


def test_those_in_the_branch_are_told_once(branch, elsewhere, curator, member, stranger):
    move(curator=curator, comment=branch.top, to=elsewhere, reason=WHY)
    with clock.at(clock.now() + dt.timedelta(minutes=11)):
        assert tell_moved_due() == 1
    told = Notice.objects.filter(kind="moved")
    assert [one.recipient for one in told] == [stranger]  # Mo heard from the curator
    assert told[0].latest.text == "What you wrote in “What the corridor taught us” stands in “Where doors are” now"
    undo(actor=curator, move=Move.objects.get(), reason=WHY)
    assert not Notice.objects.filter(kind="moved").exists()


# -- merge --------------------------------------------------------------------------------------


def test_a_discussion_becomes_a_comment_of_another(desk, branch, elsewhere, author):
    looks = page(desk, f"/d/{branch.post.pk}/merge/?to=/d/{elsewhere.pk}/")
    assert "The opening becomes a comment by Ada Author" in looks
    assert "4 replies by 2 people" in looks
    assert desk.post(f"/d/{branch.post.pk}/merge/", {"to": str(elsewhere.pk), "reason": WHY}).status_code == 303
    opening = Comment.objects.get(parent=None, post=elsewhere)
    assert (opening.author, opening.body) == (author, branch.post.body)
    assert set(Comment.objects.filter(parent=opening)) == {branch.other, branch.top}
    assert Comment.objects.get(pk=branch.deep.pk).path.startswith(opening.path)
    merged = Post.objects.get(pk=elsewhere.pk)
    assert (merged.comment_count, merged.voice_count) == (5, 3)
    seen = page(desk, merged.get_absolute_url())
    assert "This began a discussion of its own, “What the corridor taught us”" in seen
    assert Notice.objects.get(recipient=author, kind="moderation").latest.quote == WHY


def test_the_old_address_leads_to_the_new_place(client, branch, elsewhere, curator, author, member):
    moved = merge(curator=curator, post=branch.post, into=elsewhere, reason=WHY)
    place = f"{elsewhere.get_absolute_url()}?at={moved.comment_id}#c{moved.comment_id}"
    for reader in (None, author, member, curator):
        if reader:
            client.force_login(reader)
        answer = client.get(branch.post.get_absolute_url())
        assert (answer.status_code, answer.url) == (301, place)
    for act in ("edit", "remove", "hide", "merge", "report"):
        assert client.get(f"/d/{branch.post.pk}/{act}/").status_code == 404
    assert branch.post.title not in page(client, "/new/").replace("began a discussion", "")
    Post.objects.filter(pk=elsewhere.pk).update(status="hidden")
    client.logout()
    assert client.get(branch.post.get_absolute_url()).status_code == 404


def test_addresses_follow_when_it_is_merged_or_moved_on(client, branch, elsewhere, curator, author):
    third = make_post(author, title="A third one", visibility="public")
    first = merge(curator=curator, post=branch.post, into=elsewhere, reason=WHY)
    merge(curator=curator, post=elsewhere, into=third, reason=WHY)
    led = client.get(branch.post.get_absolute_url())
    assert led.url == f"{third.get_absolute_url()}?at={first.comment_id}#c{first.comment_id}"


def test_a_merge_is_put_back_exactly(branch, elsewhere, curator, author, stranger):
    mark_useful(member=stranger, post=branch.post)
    keep_line(member=stranger, post=branch.post, text="Read them aloud first.", visibility="everyone")
    make_comment(author, elsewhere)
    before = rows(branch.post, elsewhere)
    done = merge(curator=curator, post=branch.post, into=elsewhere, reason=WHY)
    assert Comment.objects.get(pk=done.comment_id).use_count == 1
    undo(actor=curator, move=done, reason="It was right where it was.")
    assert differences(before, rows(branch.post, elsewhere)) == []


def test_the_address_of_the_comment_it_was_still_answers(client, branch, elsewhere, curator):
    done = merge(curator=curator, post=branch.post, into=elsewhere, reason=WHY)
    undo(actor=curator, move=done, reason=WHY)
    assert branch.post.title in page(client, f"/c/{done.comment_id}/")
    assert f'id="c{done.comment_id}"' not in page(client, branch.post.get_absolute_url())


def test_replies_and_changes_since_a_merge_come_along(branch, elsewhere, curator, author, stranger):
    done = merge(curator=curator, post=branch.post, into=elsewhere, reason=WHY)
    opening = Comment.objects.get(pk=done.comment_id)
    fresh = make_comment(stranger, elsewhere, parent=opening)
    edit_comment(editor=author, comment=opening, body="Said better.", version=1)
    undo(actor=curator, move=done, reason=WHY)
    fresh.refresh_from_db()
    post = Post.objects.get(pk=branch.post.pk)
    assert (fresh.post_id, fresh.parent_id) == (post.pk, None)
    assert (post.body, post.version, post.status) == ("Said better.", 2, "published")
    assert Revision.objects.get().body == branch.post.body


def test_a_hidden_opening_cannot_be_put_back(branch, elsewhere, curator):
    done = merge(curator=curator, post=branch.post, into=elsewhere, reason=WHY)
    hide_comment(comment_id=done.comment_id)
    with pytest.raises(CannotUndo, match="hidden"):
        undo(actor=curator, move=done, reason=WHY)


def test_what_cannot_be_merged_says_why(branch, elsewhere, curator, author):
    long = make_post(author, title="A long one", body="x" * 10_001, visibility="public")
    fresh = make_post(author, title="A fresh one", visibility="public", released=False)
    seed = make_post(author, title="A seed", visibility="public")
    Post.objects.filter(pk=seed.pk).update(is_seed=True)
    members = make_post(author, title="Among members")
    for post, why in (
        (long, "longer than a comment"),
        (fresh, "take it back"),
        (seed, "A seed keeps"),
        (members, "written for members"),
        (elsewhere, "into itself"),
    ):
        with pytest.raises(NotMovable, match=why):
            merge(curator=curator, post=post, into=elsewhere, reason=WHY)


def test_a_reply_to_a_merged_discussion_keeps_its_words_and_finds_its_place(
    client, branch, elsewhere, curator, stranger
):
    done = merge(curator=curator, post=branch.post, into=elsewhere, reason=WHY)
    client.force_login(stranger)
    answer = client.post(f"/d/{branch.post.pk}/comments/", {"body": "I was still typing.", "parent": ""})
    words = answer.content.decode()
    assert answer.status_code == 422
    assert "I was still typing." in words
    assert f'action="/d/{elsewhere.pk}/comments/"' in words
    assert f'name="parent" value="{done.comment_id}"' in words
