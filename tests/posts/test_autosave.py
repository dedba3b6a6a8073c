"""Drafts that the browser saves while one writes: counted, bounded, one's own, and never overwritten unseen."""

import pytest

from kit import clock
from posts.models import Draft, Post
from posts.services.drafts import DRAFTS_AT_MOST
from tests.factories import make_post

WORDS = {
    "kind": "question",
    "title": "What a door can ask",
    "body": "One line at the door.",
    "tags": "doors",
    "visibility": "members",
    "wants": "answer",
    "form_token": "one",
    "window": "first",
}


@pytest.fixture
def writer(client, member):
    client.force_login(member)
    return client


def test_what_is_typed_is_kept_and_grows(writer, member):
    answer = writer.post("/drafts/autosave/", WORDS)
    draft = Draft.objects.get(member=member)
    assert (answer.status_code, answer["Draft-Id"], answer["Draft-Version"]) == (200, str(draft.pk), "1")
    assert "Saved" in answer.content.decode()
    more = WORDS | {"body": "One line at the door, read aloud.", "draft": draft.pk, "draft_version": "1"}
    assert writer.post("/drafts/autosave/", more)["Draft-Version"] == "2"
    draft.refresh_from_db()
    assert (draft.body, draft.fields["wants"], draft.version) == ("One line at the door, read aloud.", "answer", 2)


def test_a_lost_answer_does_no_harm(writer):
    writer.post("/drafts/autosave/", WORDS)
    more = WORDS | {"body": "More."}
    assert writer.post("/drafts/autosave/", more)["Draft-Version"] == "2"  # the same page, which heard of no version
    assert Draft.objects.get().body == "More."


def test_a_second_window_is_told_and_nothing_is_overwritten(writer):
    writer.post("/drafts/autosave/", WORDS)
    draft = Draft.objects.get()
    known = {"draft": draft.pk, "draft_version": "1"}
    assert (
        writer.post("/drafts/autosave/", WORDS | known | {"body": "From the second.", "window": "second"}).status_code
        == 200
    )
    late = WORDS | known | {"body": "From the first."}
    answer = writer.post("/drafts/autosave/", late)
    assert answer.status_code == 409
    assert "changed in another window" in answer.content.decode()
    assert 'formaction="/drafts/save/"' in answer.content.decode()
    draft.refresh_from_db()
    assert draft.body == "From the second."
    both = writer.post("/drafts/save/", late)
    page = both.content.decode()
    assert both.status_code == 409
    assert "From the second." in page
    assert "From the first.</textarea>" in page
    assert 'name="draft_version" value="2"' in page
    assert "data-save" not in page  # until somebody decides
    draft.refresh_from_db()
    assert draft.body == "From the second."
    assert writer.post("/drafts/save/", late | {"draft_version": "2"}).status_code == 303
    draft.refresh_from_db()
    assert draft.body == "From the first."


def test_the_same_words_from_another_window_are_no_conflict(writer):
    writer.post("/drafts/autosave/", WORDS)
    writer.post("/drafts/autosave/", WORDS | {"draft_version": "1", "window": "second"})
    assert writer.post("/drafts/autosave/", WORDS | {"draft_version": "1", "window": "third"}).status_code == 200


def test_publishing_lets_only_go_what_was_seen(writer):
    writer.post("/drafts/autosave/", WORDS)
    draft = Draft.objects.get()
    writer.post("/drafts/autosave/", WORDS | {"draft_version": "1", "window": "second", "body": "From the second."})
    page = writer.post("/d/new/", WORDS | {"draft": draft.pk, "draft_version": "1"}, follow=True).content.decode()
    assert "they stay in your drafts" in page
    left = Draft.objects.get()
    assert (left.body, Post.objects.get().body) == ("From the second.", WORDS["body"])
    assert left.form_token != "one"
    said = WORDS | {"draft": left.pk, "draft_version": left.version, "form_token": left.form_token, "body": left.body}
    assert writer.post("/d/new/", said).status_code == 303
    assert not Draft.objects.exists()


def test_what_a_page_saved_itself_goes_when_it_is_published(writer):
    writer.post("/drafts/autosave/", WORDS)
    assert writer.post("/d/new/", WORDS).status_code == 303  # the answer with the draft's number got lost
    assert not Draft.objects.exists()
    late = writer.post("/drafts/autosave/", WORDS | {"body": "Late."})
    assert (late.status_code, Draft.objects.exists()) == (410, False)
    assert "published from another window" in writer.post("/drafts/save/", WORDS).content.decode()


def test_drafts_of_others_are_not_touched(writer, client, stranger):
    writer.post("/drafts/autosave/", WORDS)
    draft = Draft.objects.get()
    client.force_login(stranger)
    answer = client.post("/drafts/autosave/", WORDS | {"draft": draft.pk, "draft_version": "1", "body": "Mine now."})
    draft.refresh_from_db()
    assert (answer["Draft-Id"] == str(draft.pk), draft.body) == (False, WORDS["body"])
    assert Draft.objects.get(member=stranger).body == "Mine now."


def test_without_a_session_nothing_is_kept(client, db):
    answer = client.post("/drafts/autosave/", WORDS)
    assert (answer.status_code, "kept in this browser" in answer.content.decode()) == (401, True)
    assert not Draft.objects.exists()


def test_saving_is_limited_and_says_when_to_come_back(writer):
    with clock.at(clock.now()):
        for _each in range(20):
            assert writer.post("/drafts/autosave/", WORDS).status_code == 200
        answer = writer.post("/drafts/autosave/", WORDS)
    assert (answer.status_code, int(answer["Retry-After"]) > 0) == (429, True)


def test_a_full_store_says_so(writer, member):
    Draft.objects.bulk_create(Draft(member=member, kind="hallway", form_token=str(n)) for n in range(DRAFTS_AT_MOST))
    answer = writer.post("/drafts/autosave/", WORDS)
    assert (answer.status_code, "hundred drafts" in answer.content.decode()) == (422, True)
    assert Draft.objects.count() == DRAFTS_AT_MOST


@pytest.mark.parametrize(
    "nonsense", [{"draft_version": "x"}, {"draft_version": "9" * 30}, {"window": "w" * 500}, {"draft": "-1"}]
)
def test_nonsense_is_kept_within_bounds(writer, nonsense):
    said = WORDS | {"title": "t" * 500, "body": "b" * 30_000, "tags": "g" * 900} | nonsense
    assert writer.post("/drafts/autosave/", said).status_code == 200
    draft = Draft.objects.get()
    assert (len(draft.title), len(draft.body), len(draft.tags)) == (140, 20_000, 250)
    assert len(draft.window) <= 36


def test_a_script_is_told_where_a_form_leads(writer, author):
    post = make_post(author)
    sent = {"body": "From a script.", "form_token": "t"}
    answer = writer.post(f"/d/{post.pk}/comments/", sent, headers={"Sent-By": "composer"})
    comment = post.comments.get()
    assert (answer.status_code, answer["Go-To"]) == (204, f"{post.get_absolute_url()}?at={comment.pk}#c{comment.pk}")
    again = writer.post(f"/d/{post.pk}/comments/", sent, headers={"Sent-By": "composer"})
    assert again["Go-To"] == answer["Go-To"]
    assert writer.post(f"/d/{post.pk}/comments/", {"body": ""}, headers={"Sent-By": "composer"}).status_code == 422
    writer.logout()
    out = writer.post(f"/d/{post.pk}/comments/", sent, headers={"Sent-By": "composer"})
    assert (out["Go-To"], out["Go-To-Door"]) == ("/accounts/login/?next=/resend/", "yes")
