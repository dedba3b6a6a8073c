"""The composer: one form a kind, what was typed is never lost, the same form is one discussion."""

import pytest

from kit import clock
from posts.models import Draft, Kind, Post, Status
from tests.factories import make_post

WORDS = {
    "kind": "reflection",
    "title": "What a door can ask",
    "body": "One line at the door, read aloud.",
    "tags": "learning, doors",
    "visibility": "members",
    "certainty": "half_formed",
    "form_token": "one",
}


@pytest.fixture
def writer(client, member):
    client.force_login(member)
    return client


def test_visitors_are_asked_to_sign_in(client, db):
    assert "/accounts/login/" in client.get("/d/new/").url


@pytest.mark.parametrize("kind", ["question", "resource", "reflection", "hallway"])
def test_each_kind_has_its_page(writer, kind):
    page = writer.get(f"/d/new/?kind={kind}").content.decode()
    assert f'value="{kind}"' in page


def test_prompts_are_for_curators(writer, client, curator):
    assert writer.get("/d/new/?kind=prompt").status_code == 404
    client.force_login(curator)
    assert client.get("/d/new/?kind=prompt").status_code == 200


def test_publish_shows_the_discussion(writer, member):
    answer = writer.post("/d/new/", WORDS)
    post = Post.objects.get()
    assert (answer.status_code, answer.url) == (303, post.get_absolute_url())
    page = writer.get(answer.url).content.decode()
    assert WORDS["title"] in page
    assert "One line at the door" in page
    assert "/tags/doors/" in page


def test_the_same_form_twice_is_one_discussion(writer):
    first, second = writer.post("/d/new/", WORDS), writer.post("/d/new/", WORDS)
    assert first.url == second.url
    assert Post.objects.count() == 1


def test_the_same_form_with_other_words_comes_back_with_them(writer):
    writer.post("/d/new/", WORDS)
    answer = writer.post("/d/new/", WORDS | {"body": "Quite another thing"})
    assert answer.status_code == 422
    assert "Quite another thing" in answer.content.decode()
    assert Post.objects.count() == 1


@pytest.mark.parametrize(
    "bad", [{"title": "ab"}, {"body": ""}, {"tags": ""}, {"tags": "a,b,c,d,e,f"}, {"body": "> " * 200 + "deep"}]
)
def test_bad_input_comes_back_on_the_same_page(writer, bad):
    answer = writer.post("/d/new/", WORDS | bad)
    assert answer.status_code == 422
    assert (bad.get("title") or WORDS["title"]) in answer.content.decode()
    assert not Post.objects.exists()


def test_a_resource_says_why(writer):
    said = WORDS | {"kind": "resource", "url": "https://example.org/a", "why": "short", "body": ""}
    assert writer.post("/d/new/", said).status_code == 422
    assert writer.post("/d/new/", said | {"why": "It changed how I send what I send."}).status_code == 303
    assert Post.objects.get().kind == Kind.RESOURCE


def test_nothing_is_wider_than_the_community(writer):
    assert writer.post("/d/new/", WORDS | {"visibility": "public"}).status_code == 422


def test_preview_shows_the_words_and_publishes_nothing(writer):
    page = writer.post("/d/preview/", WORDS | {"body": "**strong** <script>x</script>"}).content.decode()
    assert "<strong>strong</strong>" in page
    assert "<script>x" not in page
    part = writer.post("/d/preview/", WORDS, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert not Post.objects.exists()


def test_preview_shows_title_and_what_the_kind_has(writer):
    said = WORDS | {"kind": "question", "wants": "resource", "already_tried": "a bell", "needed_by": "no day"}
    part = writer.post("/d/preview/", said, headers={"HX-Request": "true"}).content.decode()
    assert WORDS["title"] in part
    assert "a bell" in part
    assert "Half-formed on purpose" not in part
    part = writer.post("/d/preview/", WORDS, headers={"HX-Request": "true"}).content.decode()
    assert "Half-formed on purpose" in part


def test_preview_of_words_alone(writer):
    part = writer.post("/d/preview/", {"body": "*well*", "parent": ""}).content.decode()
    assert ("<em>well</em>" in part, "<html" in part, "No title" in part) == (True, False, False)
    assert "nested too deep" in writer.post("/d/preview/", {"body": ">" * 30 + " x"}).content.decode()


def test_preview_links_only_people_who_are_here(writer, author):
    part = writer.post("/d/preview/", {"body": f"@{author.username} and @nobody-here"}).content.decode()
    assert f'href="/people/{author.username}/"' in part
    assert "/people/nobody-here/" not in part


def test_previews_are_limited_and_shared_by_all_boxes(writer, author):
    post = make_post(author)
    with clock.at(clock.now()):
        for _each in range(29):
            assert writer.post("/d/preview/", {"body": "x"}).status_code == 200
        assert writer.post(f"/d/{post.pk}/comments/", {"body": "x", "preview": "1"}).status_code == 200
        assert writer.post(f"/d/{post.pk}/comments/", {"body": "x", "preview": "1"}).status_code == 429
        assert writer.post("/d/preview/", {"body": "x"})["Retry-After"]


def test_an_edit_can_be_looked_at_first(writer, member):
    post = make_post(member)
    said = WORDS | {"body": "Other **words**.", "version": 1, "preview": "1"}
    page = writer.post(f"/d/{post.pk}/edit/", said)
    assert page.status_code == 200
    assert "<strong>words</strong>" in page.content.decode()
    assert post.title in page.content.decode()
    post.refresh_from_db()
    assert "Other" not in post.body


def test_who_is_called_is_looked_up_when_it_is_published(writer, author):
    writer.post("/d/new/", WORDS | {"body": f"Ask @{author.username}, not @nobody-here."})
    html = Post.objects.get().html
    assert f'href="/people/{author.username}/"' in html
    assert "@nobody-here." in html
    assert "/people/nobody-here/" not in html


def test_a_draft_is_kept_taken_up_and_published(writer, member):
    assert writer.post("/drafts/save/", WORDS | {"title": "", "needed_by": "x"}).status_code == 303
    draft = Draft.objects.get(member=member)
    assert "One line at the door" in writer.get("/drafts/").content.decode()
    assert "One line at the door" in writer.get(f"/d/new/?draft={draft.pk}").content.decode()
    assert writer.post("/d/new/", WORDS | {"draft": draft.pk}).status_code == 303
    assert not Draft.objects.exists()


def test_drafts_are_their_writers_alone(writer, client, stranger, member):
    writer.post("/drafts/save/", WORDS)
    draft = Draft.objects.get()
    client.force_login(stranger)
    assert "One line at the door" not in client.get(f"/d/new/?draft={draft.pk}").content.decode()
    assert client.post(f"/drafts/{draft.pk}/discard/").status_code == 404
    client.force_login(member)
    assert client.post(f"/drafts/{draft.pk}/discard/").status_code == 303
    assert not Draft.objects.kept().exists()


def test_the_sixth_in_an_hour_of_a_newcomer_waits(writer):
    answers = [writer.post("/d/new/", WORDS | {"form_token": str(number)}) for number in range(6)]
    assert [answer.status_code for answer in answers] == [303] * 5 + [429]
    assert answers[-1]["Retry-After"]


def test_take_back_returns_it_to_the_drafts(writer):
    writer.post("/d/new/", WORDS)
    post = Post.objects.get()
    answer = writer.post(f"/d/{post.pk}/take-back/")
    assert answer.url == f"/d/new/?draft={Draft.objects.get().pk}"
    assert not Post.objects.exists()


def test_after_release_it_is_too_late_to_take_back(client, author):
    post = make_post(author)
    client.force_login(author)
    assert client.post(f"/d/{post.pk}/take-back/").url == post.get_absolute_url()
    assert Post.objects.get().status == Status.PUBLISHED


def test_another_kind_keeps_what_was_typed(writer):
    page = writer.post("/d/new/", {"kind": "reflection", "switch": "question", "title": "A half", "body": "So far."})
    shown = page.content.decode()
    assert page.status_code == 200
    assert 'name="already_tried"' in shown
    assert 'value="A half"' in shown
    assert "So far." in shown
    assert not Post.objects.exists()


def test_too_many_tags_are_told_with_the_other_errors(writer):
    page = writer.post("/d/new/", WORDS | {"title": "", "tags": "a, b, c, d, e, f"}).content.decode()
    assert "Five tags at most" in page
    assert "Give it a title" in page


def test_an_ended_session_keeps_a_discussion(client, author):
    answer = client.post("/d/new/", WORDS | {"form_token": "t" * 24})
    assert answer.url == "/accounts/login/?next=/resend/"
    client.force_login(author)
    page = client.get("/resend/")
    assert WORDS["body"] in page.context["texts"]
    assert "t" * 24 not in page.context["texts"]  # sent along, but nothing to read


def test_a_preview_without_a_session_leads_the_whole_page_to_the_door(client, db):
    answer = client.post("/d/preview/", WORDS, headers={"hx-request": "true"})
    assert answer["HX-Redirect"] == "/accounts/login/?next=/resend/"
