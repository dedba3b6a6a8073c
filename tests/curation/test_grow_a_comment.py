"""A comment grows into a discussion of its own: who may, what goes along, what stays, and that it can be put back."""

import datetime as dt

import pytest

from comments.models import Comment, ReplyDraft, Resolution
from comments.services import edit_comment, hide_comment, note_seen, resolve_question
from curation.models import Action, FlagReason, ModeratorAction, Move
from curation.services import CannotUndo, grow, hide, report, tell_moved_due, undo
from kit import clock
from learning.models import Reaction, Takeaway, TakeawayVisibility
from learning.services import keep_line, mark_useful
from members.models import Byline, Member
from notifications.models import Cause, Notice
from posts.models import Post
from posts.services import edit_post, remove_post
from tests.curation.moving import differences, rows
from tests.factories import make_comment, make_member, make_post

SAID = {"title": "Ask one line at the door", "kind": "reflection", "tags": "doors, learning"}


def page(client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def grown(actor: Member, comment: Comment, **more: str) -> Post:
    return grow(actor=actor, comment=comment, title=SAID["title"], kind="reflection", tags=["doors"], **more)


def test_its_author_lifts_it_with_its_branch(client, branch, member, stranger):
    client.force_login(member)
    form = page(client, f"/c/{branch.top.pk}/grow/")
    assert "2 replies by 2 people" in form.replace("\n", "")
    assert 'value="Ask one line at the door and read the answers aloud' in form
    sent = client.post(f"/c/{branch.top.pk}/grow/", SAID)
    post = Post.objects.get(title=SAID["title"])
    assert (sent.status_code, sent.url) == (303, post.get_absolute_url())
    assert (post.author, post.body, post.visibility) == (member, branch.top.body, "public")
    seen = page(client, post.get_absolute_url())
    assert "Grew out of" in seen
    assert "How long does that take?" in seen
    old = page(client, branch.post.get_absolute_url())
    assert "Mo Member’s comment grew into a discussion of its own" in old
    assert f'href="{post.get_absolute_url()}"' in old
    assert "How long does that take?" not in old
    assert "Something else entirely." in old


def test_every_address_goes_on_working(client, branch, member):
    post = grown(member, branch.top)
    assert SAID["title"] in page(client, f"/c/{branch.top.pk}/")
    assert "How long does that take?" in page(client, f"/c/{branch.reply.pk}/")
    led = client.get(f"{branch.post.get_absolute_url()}?at={branch.deep.pk}")
    assert (led.status_code, led.url) == (302, f"{post.get_absolute_url()}?at={branch.deep.pk}#c{branch.deep.pk}")


def test_the_tree_and_the_counters_are_those_of_two_discussions(branch, member):
    post = grown(member, branch.top)
    found = {one.pk: one for one in Comment.objects.all()}
    reply, deep, top = found[branch.reply.pk], found[branch.deep.pk], found[branch.top.pk]
    assert (reply.post_id, reply.parent_id, reply.depth, len(reply.path)) == (post.pk, None, 0, 8)
    assert (deep.post_id, deep.parent_id, deep.path) == (post.pk, reply.pk, reply.path + deep.path[-8:])
    assert (top.post_id, top.status, top.grew_into_id) == (branch.post.pk, "grown", post.pk)
    counted = {one.pk: (one.comment_count, one.voice_count) for one in Post.objects.all()}
    assert counted == {branch.post.pk: (1, 1), post.pk: (2, 2)}


@pytest.mark.parametrize("who", ["author", "stranger", "organizer"])
def test_nobody_else_lifts_it(client, request, branch, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(f"/c/{branch.top.pk}/grow/").status_code == 404
    assert client.post(f"/c/{branch.top.pk}/grow/", SAID).status_code == 404
    assert "grow into" not in page(client, f"/c/{branch.top.pk}/")
    assert not Move.objects.exists()


def test_a_curator_lifts_it_with_a_reason_and_its_author_stays_the_author(client, branch, curator, member):
    client.force_login(curator)
    assert client.post(f"/c/{branch.top.pk}/grow/", SAID).status_code == 422
    assert client.post(f"/c/{branch.top.pk}/grow/", SAID | {"reason": "It is a subject of its own."}).status_code == 303
    assert Post.objects.get(title=SAID["title"]).author == member
    act = ModeratorAction.objects.get()
    assert (act.action, act.actor, act.member) == (Action.GROW, curator, member)
    told = Notice.objects.get(recipient=member, kind="moderation")
    assert told.latest.quote == "It is a subject of its own."


@pytest.mark.parametrize("wrong", [{"title": "x"}, {"tags": ""}, {"tags": "a,b,c,d,e,f"}, {"kind": "prompt"}])
def test_what_is_no_discussion_is_refused_and_what_was_typed_stays(client, branch, member, wrong):
    client.force_login(member)
    refused = client.post(f"/c/{branch.top.pk}/grow/", SAID | {"title": "Doors, and what they say"} | wrong)
    assert refused.status_code == 422
    assert not Move.objects.exists()
    if "title" not in wrong:
        assert "Doors, and what they say" in refused.content.decode()


def test_sent_twice_it_is_one_discussion(client, branch, member):
    assert grown(member, branch.top) == grown(member, branch.top)
    client.force_login(member)
    assert client.post(f"/c/{branch.top.pk}/grow/", SAID).url == f"/c/{branch.top.pk}/"
    assert Move.objects.count() == 1


def test_it_is_offered_where_it_is_long_or_much_answered(client, branch, member, stranger, curator):
    short = make_comment(member, branch.post, body="Short.")
    client.force_login(member)
    assert f"/c/{branch.top.pk}/grow/" in page(client, f"/c/{branch.top.pk}/")
    assert f"/c/{short.pk}/grow/" not in page(client, f"/c/{short.pk}/")
    for _ in range(5):
        make_comment(stranger, branch.post, parent=short)
    assert f"/c/{short.pk}/grow/" in page(client, f"/c/{short.pk}/")
    client.force_login(curator)
    assert f"/c/{short.pk}/grow/" in page(client, f"/c/{short.pk}/")


def test_nobody_lifts_what_can_still_be_taken_back_or_is_out_of_sight(client, branch, member, curator):
    fresh = make_comment(member, branch.post, body=branch.top.body, released=False)
    hide_comment(comment_id=branch.top.pk)
    for one in (fresh, branch.top):
        for who in (member, curator):
            client.force_login(who)
            assert client.get(f"/c/{one.pk}/grow/").status_code == 404


def test_imported_words_stay_under_their_byline(branch, curator):
    byline = Byline.objects.create(source="old", source_key="ben", name="Ben")
    Comment.objects.filter(pk=branch.top.pk).update(author=None, byline=byline, origin="imported")
    post = grown(curator, branch.top, reason="A subject of its own")
    assert (post.author, post.byline, post.origin) == (None, byline, "imported")


def test_a_question_is_proposed_as_one(client, branch, member):
    asked = make_comment(member, branch.post, body="And what if nobody reads them?")
    client.force_login(member)
    form = page(client, f"/c/{asked.pk}/grow/")
    assert 'value="question" required id="id_kind_1" checked' in form or form.count("checked") == 1
    client.post(f"/c/{asked.pk}/grow/", SAID | {"kind": "question"})
    assert Post.objects.get(title=SAID["title"]).answered_state == "waiting"


def test_what_hangs_on_it_goes_along(client, branch, author, member, stranger, curator):
    mark_useful(member=author, post=branch.post, comment=branch.top)
    mark_useful(member=author, post=branch.post, comment=branch.deep)
    line = keep_line(
        member=author, post=branch.post, comment=branch.top, text="Read them aloud first.",
        visibility=TakeawayVisibility.EVERYONE,
    )  # fmt: skip
    report(reporter=author, post=branch.post, comment=branch.reply, reason=FlagReason.OFF_TOPIC)
    ReplyDraft.objects.create(member=author, post=branch.post, parent=branch.top, body="I tried")
    post = grown(member, branch.top)
    post.refresh_from_db()
    assert (post.use_count, post.shared_takeaway_count) == (1, 1)
    line.refresh_from_db()
    assert (line.post_id, line.comment_id) == (post.pk, None)
    assert set(Reaction.objects.values_list("post_id", "comment_id")) == {(post.pk, None), (post.pk, branch.deep.pk)}
    assert ReplyDraft.objects.get().post_id == post.pk
    assert ReplyDraft.objects.get().parent_id is None
    told = Cause.objects.filter(subject=f"comment:{branch.deep.pk}")
    assert set(told.values_list("thread", flat=True)) == {f"post:{post.pk}"}
    assert set(Notice.objects.filter(latest__in=told).values_list("thread", flat=True)) == {f"post:{post.pk}"}
    hide(curator=curator, post=post, reason="Not for here")
    assert not Cause.objects.filter(subject=f"comment:{branch.deep.pk}").exists()


def test_a_hidden_or_renamed_discussion_shows_no_old_title_where_it_came_from(client, branch, member, curator):
    post = grown(member, branch.top)
    assert SAID["title"] in page(client, branch.post.get_absolute_url())
    edit_post(editor=member, post=post, title="Another name", body=post.body, tags=["doors"], fields={}, version=1)
    assert "Another name" in page(client, branch.post.get_absolute_url())
    hide(curator=curator, post=post, reason="Not for here")
    assert "Another name" not in page(client, branch.post.get_absolute_url())
    assert "Another name" not in page(client, f"/c/{branch.top.pk}/")


def test_an_answer_that_grew_is_still_the_answer(client, author, member):
    question = make_post(author, kind="question", title="Who reads the answers?", visibility="public")
    answer = make_comment(member, question, body="Whoever asked.")
    resolve_question(asker=author, post=question, comment=answer)
    grown(member, answer)
    question.refresh_from_db()
    assert question.answered_state == "resolved"
    assert "See what answered it" in page(client, question.get_absolute_url())
    assert Resolution.objects.get().comment_id == answer.pk


def test_who_was_in_it_is_told_once_and_quietly(branch, member, stranger, author):
    post = grown(member, branch.top)
    Notice.objects.all().delete()
    assert tell_moved_due() == 0  # it may still be put back unheard
    with clock.at(clock.now() + dt.timedelta(minutes=11)):
        assert tell_moved_due() == 1
        assert tell_moved_due() == 0
    told = Notice.objects.get()
    assert (told.recipient, told.latest.url) == (stranger, post.get_absolute_url())
    assert "Mo Member’s comment grew" in told.latest.text


def test_what_was_new_for_a_reader_is_new_there_too(client, branch, author, member, stranger):
    note_seen(member=author, post=branch.post, comment_ids=[])
    make_comment(stranger, branch.post, parent=branch.top, body="And then?")
    post = grown(member, branch.top)
    client.force_login(author)
    assert "1 new for you" in page(client, post.get_absolute_url())


# -- the Hallway --------------------------------------------------------------------------------


@pytest.fixture
def hallway(author, member, stranger):
    post = make_post(author, kind="hallway", title="Snacks")
    top = make_comment(member, post, body="The raisin bagel, with evidence. " * 30)
    return post, top, make_comment(stranger, post, parent=top, body="I was there.")


def test_out_of_the_hallway_only_its_author_carries_a_comment_and_only_their_own_words(
    client, hallway, member, curator
):
    post, top, reply = hallway
    client.force_login(curator)
    assert client.post(f"/c/{top.pk}/grow/", SAID | {"reason": "It is good"}).status_code == 404
    assert client.get(f"/c/{top.pk}/move/").status_code == 404
    client.force_login(member)
    assert "only your own words go" in page(client, f"/c/{top.pk}/grow/")
    assert client.post(f"/c/{top.pk}/grow/", SAID).status_code == 303
    made = Post.objects.get(title=SAID["title"])
    assert (made.comment_count, made.visibility) == (0, "members")
    reply.refresh_from_db()
    assert (reply.post_id, reply.parent_id) == (post.pk, top.pk)
    assert "I was there." in page(client, post.get_absolute_url())
    client.force_login(curator)
    assert client.post(f"/moves/{Move.objects.get().pk}/", {"reason": "Back with it"}).status_code == 404


# -- put back -----------------------------------------------------------------------------------


def full(branch, author, member, stranger) -> None:
    """Something of everything that can hang on a branch."""
    mark_useful(member=author, post=branch.post, comment=branch.top)
    mark_useful(member=member, post=branch.post, comment=branch.reply)
    for place in (branch.top, branch.deep, None):
        keep_line(member=author, post=branch.post, comment=place, text="Read them aloud.", visibility="everyone")
    ReplyDraft.objects.create(member=author, post=branch.post, parent=branch.top, body="I tried")
    ReplyDraft.objects.create(member=author, post=branch.post, parent=branch.deep, body="I tried too")
    note_seen(member=author, post=branch.post, comment_ids=[])
    report(reporter=author, post=branch.post, comment=branch.reply, reason=FlagReason.OTHER)
    edit_comment(editor=member, comment=branch.top, body=branch.top.body + " Always.", version=1)


def test_put_back_everything_is_as_it_was(client, branch, author, member, stranger):
    full(branch, author, member, stranger)
    before = rows(branch.post)
    client.force_login(member)
    client.post(f"/c/{branch.top.pk}/grow/", SAID)
    post = Post.objects.get(title=SAID["title"])
    assert differences(before, rows(branch.post))
    form = page(client, post.get_absolute_url())
    address = f"/moves/{Move.objects.get().pk}/"
    assert address in form
    assert "Everything will be as it was." in page(client, address)
    assert client.post(address).status_code == 303
    assert differences(before, rows(branch.post)) == []
    led = client.get(post.get_absolute_url())
    assert (led.status_code, led.url) == (301, f"{branch.post.get_absolute_url()}?at={branch.top.pk}#c{branch.top.pk}")
    assert "no-store" in led["Cache-Control"]  # it can be made anew, so no browser may remember it
    client.logout()
    assert client.get(post.get_absolute_url())["Cache-Control"] == "no-cache"
    client.force_login(member)
    assert client.post(address).status_code == 422


def test_what_was_said_meanwhile_comes_along(branch, member, stranger):
    post = grown(member, branch.top)
    fresh = make_comment(stranger, post, body="A new thought.")
    undo(actor=member, move=Move.objects.get())
    fresh.refresh_from_db()
    assert (fresh.post_id, fresh.parent_id, fresh.depth) == (branch.post.pk, branch.top.pk, 1)
    assert Post.objects.get(pk=branch.post.pk).comment_count == 5


def test_words_that_changed_meanwhile_come_back_changed(branch, member):
    post = grown(member, branch.top)
    edit_post(editor=member, post=post, title="A new title", body="Shorter.", tags=["doors"], fields={}, version=1)
    undo(actor=member, move=Move.objects.get())
    top = Comment.objects.get(pk=branch.top.pk)
    assert (top.body, top.status, top.version) == ("Shorter.", "published", 2)
    assert top.revisions.get().body == branch.top.body


def test_what_cannot_be_put_back_says_why_and_stays(client, branch, member):
    post = grown(member, branch.top)
    move = Move.objects.get()
    edit_post(editor=member, post=post, title="A new title", body="x" * 10_001, tags=["doors"], fields={}, version=1)
    client.force_login(member)
    assert "longer than a comment may be" in page(client, f"/moves/{move.pk}/")
    assert client.post(f"/moves/{move.pk}/").status_code == 422
    remove_post(member=member, post=post)
    with pytest.raises(CannotUndo, match="removed"):
        undo(actor=member, move=move)
    assert Comment.objects.get(pk=branch.reply.pk).post_id == post.pk
    assert "How long does that take?" in page(client, post.get_absolute_url())


def test_after_a_day_it_stays(client, branch, member):
    grown(member, branch.top)
    with clock.at(clock.now() + dt.timedelta(hours=24)):
        with pytest.raises(CannotUndo, match="A day has passed"):
            undo(actor=member, move=Move.objects.get())
        client.force_login(member)
        assert "/moves/" not in page(client, f"/c/{branch.top.pk}/")


@pytest.mark.parametrize("who", ["author", "stranger", "organizer"])
def test_only_who_did_it_and_curators_put_it_back(client, request, branch, member, who):
    grown(member, branch.top)
    client.force_login(request.getfixturevalue(who))
    assert client.get(f"/moves/{Move.objects.get().pk}/").status_code == 404
    assert client.post(f"/moves/{Move.objects.get().pk}/", {"reason": "No"}).status_code == 404


def test_acts_are_limited(client, branch, member, monkeypatch):
    monkeypatch.setattr("curation.views.moving.AN_HOUR", 0)
    client.force_login(member)
    assert client.post(f"/c/{branch.top.pk}/grow/", SAID).status_code == 429


def test_only_members_words_stay_with_members(branch, member):
    Post.objects.filter(pk=branch.post.pk).update(visibility="members")
    assert grown(member, branch.top).visibility == "members"


def test_lines_about_it_that_stay_private_stay_private(branch, member, author):
    keep_line(member=author, post=branch.post, comment=branch.top, text="Only for myself.")
    post = grown(member, branch.top)
    post.refresh_from_db()
    assert post.shared_takeaway_count == 0
    assert Takeaway.objects.get().visibility == "private"


def test_a_reply_that_was_being_written_keeps_its_words_and_finds_its_place(client, branch, member, stranger):
    post = grown(member, branch.top)
    client.force_login(make_member("Nora New"))
    said = {"body": "I was still typing.", "form_token": "t1"}
    for parent, target in ((branch.top, ""), (branch.reply, str(branch.reply.pk))):
        answer = client.post(f"/d/{branch.post.pk}/comments/", said | {"parent": parent.pk})
        words = answer.content.decode()
        assert answer.status_code == 422
        assert "I was still typing." in words
        assert f'action="/d/{post.pk}/comments/"' in words
        assert (f'name="parent" value="{target}"' in words) == bool(target)
    assert Comment.objects.count() == 4
