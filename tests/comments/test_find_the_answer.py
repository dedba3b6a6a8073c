"""A question finds its answer: who may say so, what others see, who hears of it, and that it can be unsaid."""

import pytest

from comments.models import Resolution
from comments.services import hide_comment, remove_comment, resolve_question, restore_comment
from members.models import Member
from notifications.models import Notice
from posts.models import Post
from tests.factories import make_comment, make_post


@pytest.fixture
def question(author) -> Post:
    return make_post(author, kind="question", title="Who reads the answers?", visibility="public")


@pytest.fixture
def answer(question, member):
    return make_comment(member, question, body="Whoever asked, on the next morning.")


def page(client, question) -> str:
    return client.get(question.get_absolute_url()).content.decode()


@pytest.mark.parametrize("who", ["author", "curator"])
def test_the_asker_or_a_curator_marks_the_reply_that_answered(client, request, question, answer, member, who):
    client.force_login(request.getfixturevalue(who))
    sent = client.post(f"/c/{answer.pk}/answered/", {"note": "It worked on Monday."})
    assert (sent.status_code, sent.url) == (303, f"{question.get_absolute_url()}?at={answer.pk}#c{answer.pk}")
    client.logout()
    seen = page(client, question)
    assert seen.count("It worked on Monday.") == 2  # at the top, and beside the answer
    assert f'href="{question.get_absolute_url()}?at={answer.pk}#c{answer.pk}">See what answered it' in seen
    notice = Notice.objects.get(recipient=member, kind="answered")
    assert notice.latest.text == "Your reply answered Ada Author’s question “Who reads the answers?”"
    assert notice.latest.url == f"/c/{answer.pk}/"


@pytest.mark.parametrize("who", ["member", "stranger", "organizer"])
def test_nobody_else_may(client, request, question, answer, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(f"/c/{answer.pk}/answered/").status_code == 404
    assert client.post(f"/c/{answer.pk}/answered/", {}).status_code == 404
    assert client.post(f"/d/{question.pk}/answered/", {"note": "x"}).status_code == 404
    assert client.post(f"/d/{question.pk}/reopen/").status_code == 404
    assert "elsewhere" not in page(client, question)
    assert not Resolution.objects.exists()


def test_only_a_question_has_an_answer(client, author):
    client.force_login(author)
    thought = make_post(author)
    assert client.get(f"/d/{thought.pk}/answered/").status_code == 404
    assert "elsewhere" not in page(client, thought)


def test_the_asker_found_it_elsewhere(client, author, question):
    client.force_login(author)
    assert "I found it elsewhere" in page(client, question)
    empty = client.post(f"/d/{question.pk}/answered/", {"note": " "})
    assert empty.status_code == 422
    assert "Say in a sentence what you found" in empty.content.decode()
    assert client.post(f"/d/{question.pk}/answered/", {"note": "See https://example.org/x"}).status_code == 303
    seen = page(client, question)
    assert "Answered elsewhere." in seen
    assert 'href="https://example.org/x"' in seen
    question.refresh_from_db()
    assert question.answered_state == "resolved"


def test_it_can_be_unsaid_and_nobody_keeps_a_notice_of_it(client, author, question, answer, member):
    client.force_login(author)
    client.post(f"/c/{answer.pk}/answered/", {"note": ""})
    assert "Not answered after all" in page(client, question)
    assert client.post(f"/d/{question.pk}/reopen/").status_code == 303
    assert "See what answered it" not in page(client, question)
    question.refresh_from_db()
    assert question.answered_state == "answered"
    assert not Notice.objects.filter(recipient=member, kind="answered").exists()


def test_another_reply_takes_its_place_and_a_new_note_tells_nothing(client, author, question, answer, member, stranger):
    better = make_comment(stranger, question, body="Their neighbour does.")
    resolve_question(asker=author, post=question, comment=answer)
    told = Notice.objects.get(recipient=member, kind="answered")
    resolve_question(asker=author, post=question, comment=answer, note="Better said.")
    assert Notice.objects.get(recipient=member, kind="answered") == told
    client.force_login(author)
    assert "Another reply is marked now." in client.get(f"/c/{better.pk}/answered/").content.decode()
    client.post(f"/c/{better.pk}/answered/", {"note": ""})
    assert Resolution.objects.get().comment == better
    assert not Notice.objects.filter(recipient=member, kind="answered").exists()
    assert Notice.objects.filter(recipient=stranger, kind="answered").exists()


def test_who_answers_their_own_question_is_not_told(author, question, curator):
    own = make_comment(author, question, body="It was the door.")
    resolve_question(asker=curator, post=question, comment=own)
    assert not Notice.objects.filter(recipient=author, kind="answered").exists()


@pytest.mark.parametrize("go", [remove_comment, None])
def test_an_answer_that_went_answers_no_longer(client, question, author, answer, member, go):
    resolve_question(asker=author, post=question, comment=answer)
    if go:
        go(member=member, comment=answer)
    else:
        hide_comment(comment_id=answer.pk)
    question.refresh_from_db()
    assert question.answered_state == "waiting"
    assert "See what answered it" not in page(client, question)
    assert not Notice.objects.filter(recipient=member, kind="answered").exists()
    restore_comment(comment_id=answer.pk)
    question.refresh_from_db()
    assert question.answered_state == ("waiting" if go else "resolved")


def test_a_mark_that_cannot_be_made_keeps_the_note(client, author, question, answer, member):
    client.force_login(author)
    Member.objects.filter(pk=author.pk).update(suspended_until="2999-01-01T00:00Z")
    refused = client.post(f"/c/{answer.pk}/answered/", {"note": "Three phone calls."})
    assert refused.status_code == 422
    assert "Three phone calls." in refused.content.decode()
    assert not Resolution.objects.exists()
