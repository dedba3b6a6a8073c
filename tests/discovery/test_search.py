"""Search through its page: what is found, by what, and what nobody may find."""

import html
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comments.services import edit_comment, hide_comment, remove_comment, restore_comment
from discovery.models import IndexedPost
from kit import clock, site
from members.models import Byline
from posts.models import Post, Status
from posts.services import edit_post, publish_imported
from posts.services.written_down import hide_post, restore_post
from tests.factories import make_comment, make_member, make_post


def page_of(client, words: str, **more: str) -> str:
    answer = client.get("/search/", {"q": words, **more})
    assert answer.status_code == 200, words
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


def finds(client, words: str, thing) -> bool:
    """Whether the results lead to a discussion or comment."""
    return f'href="{thing.get_absolute_url()}"' in page_of(client, words)


@pytest.fixture
def post(author) -> Post:
    return make_post(
        author,
        kind="question",
        title="Threading a needle at the door",
        body="It was **about** exceptions, said she. The corridor is a room too.",
        tags=("corridor",),
        visibility="public",
    )


@pytest.fixture
def comment(member, post):
    return make_comment(member, post, body="My grandmother _whistled_ when the lantern went out.")


def test_words_find_discussions_and_comments_whatever_their_ending(client, post, comment, indexed):
    indexed()
    assert finds(client, "needles", post)
    assert finds(client, "exception door", post)
    assert finds(client, "lanterns whistling", comment)
    assert not finds(client, "needle lantern", post)
    assert not finds(client, "needle lantern", comment)


def test_phrases_and_exclusions(client, post, comment, indexed):
    indexed()
    assert finds(client, '"lantern went out"', comment)
    assert not finds(client, '"out went lantern"', comment)
    assert not finds(client, "lantern -grandmother", comment)
    assert finds(client, "lantern -needle", comment)
    assert not finds(client, '-"lantern went" whistled', comment)


def test_operators_narrow(client, author, member, post, comment, indexed):
    indexed()
    year = post.published_at.year
    for words in (
        "tag:corridor",
        "kind:question",
        "is:unanswered kind:question",
        f"author:{author.username}",
        f"after:{year - 1}",
    ):
        assert finds(client, words, post) == (words != "is:unanswered kind:question"), words
    for words in (
        "-tag:corridor needle",
        "kind:resource",
        f"before:{year - 1}",
        "author:nobody",
        f"-author:{author.username} needle",
    ):
        assert not finds(client, words, post), words
    assert finds(client, "is:answered needle", post)
    assert finds(client, f"lantern author:{member.username} tag:corridor", comment)
    assert finds(client, f"author:{member.username}", comment)
    assert not finds(client, "lantern -tag:corridor", comment)
    assert not finds(client, f"lantern author:{author.username}", comment)
    assert not finds(client, "tag:corridor -needle", post)


def test_imported_names_count_as_authors(client, post, indexed):
    byline = Byline.objects.create(source="wordpress", source_key="7", name="Ines Imported")
    words = {
        "kind": "reflection",
        "title": "From long ago",
        "body": "A kettle.",
        "tags": ("old",),
        "visibility": "public",
    }
    brought, _new = publish_imported(
        byline=byline, author=None, source_key="w:7", source_url="", at=clock.now() - timedelta(days=3000), **words
    )
    indexed()
    assert finds(client, "kettle author:ines", brought)
    assert finds(client, 'author:"ines imported"', brought)
    assert not finds(client, "author:ines", post)


def test_found_words_are_marked_and_nothing_else_is_markup(client, author, indexed):
    nasty = make_post(
        author,
        title="<script>alert(1)</script> kettle",
        body="A <b>kettle</b> & \x02more\x03 kettles.",
        visibility="public",
    )
    indexed()
    page = page_of(client, "kettle")
    assert nasty.get_absolute_url() in page
    assert "<mark>kettle</mark>" in page
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert "<b>" not in page


def test_a_title_weighs_more_than_a_text(client, author, indexed):
    in_text = make_post(
        author, title="Something else altogether", body="One kettle among many words.", visibility="public"
    )
    in_title = make_post(author, title="The kettle of the house", body="Nothing to see.", visibility="public")
    make_post(author, title="Yet another thing", body="The kettle again, and again.", visibility="public")
    indexed()
    page = page_of(client, "kettle")
    assert page.index(in_title.get_absolute_url()) < page.index(in_text.get_absolute_url())


@pytest.mark.parametrize("status", [Status.HIDDEN, Status.REMOVED, Status.HELD, Status.SCHEDULED])
def test_what_went_is_not_found_even_before_the_index_knows(client, post, comment, author, curator, status, indexed):
    indexed()
    Post.objects.filter(pk=post.pk).update(status=status)
    for viewer in (None, author, curator):
        if viewer:
            client.force_login(viewer)
        assert not finds(client, "needle", post)
        assert not finds(client, "lantern", comment)
        assert "Threading" not in page_of(client, "nedle")


def test_members_only_and_the_hallway_are_for_members(client, author, member, indexed):
    private = make_post(author, title="A secret kettle", tags=("quietly",))
    below = make_comment(member, private, body="The umbrella is ours.")
    hallway = make_post(author, kind="hallway", title="Snacks and kettles", tags=())
    indexed()
    for words in (
        "kettle",
        "umbrella",
        "tag:quietly",
        "quietly",
        "kettel",
        f"author:{author.username}",
        "kind:hallway",
    ):
        page = page_of(client, words)
        for thing in (private, below, hallway):
            assert thing.get_absolute_url() not in page, words
        assert "/tags/quietly/" not in page
        assert "secret" not in page
        assert "<strong>kettle" not in page
    client.force_login(member)
    assert finds(client, "kettle", private)
    assert finds(client, "umbrella", below)
    assert finds(client, "kettle kind:hallway", hallway)
    assert "/tags/quietly/" in page_of(client, "quietly")


def test_drafts_are_nowhere(client, member, indexed):
    client.force_login(member)
    said = {"kind": "question", "title": "An unfinished kettle", "body": "Half.", "tags": "x", "visibility": "members"}
    client.post(reverse("posts:save_draft"), said)
    indexed()
    assert "unfinished" not in page_of(client, "kettle")


def test_changes_reach_the_index(client, author, post, comment, indexed):
    indexed()
    words = {"title": "Threading a cable", "body": "Nothing else.", "tags": ("corridor",), "fields": {}}
    edit_post(post=post, editor=author, version=post.version, **words)
    edit_comment(editor=comment.author, comment=comment, body="A torch it was.", version=comment.version)
    assert not finds(client, "needle", post)  # at once: its old words lead nowhere
    assert not finds(client, "lantern", comment)
    indexed()
    post.refresh_from_db()
    assert finds(client, "cable", post)
    assert finds(client, "torch", comment)
    assert not finds(client, "needle", post)


def test_hidden_words_leave_the_index_and_come_back(client, post, comment, indexed):
    indexed()
    hide_comment(comment_id=comment.pk)
    assert not finds(client, "lantern", comment)
    indexed()
    assert not type(comment).indexed.get_queryset().filter(pk=comment.pk).exists()
    restore_comment(comment_id=comment.pk)
    indexed()
    assert finds(client, "lantern", comment)
    hide_post(post_id=post.pk)
    indexed()
    assert not IndexedPost.objects.filter(post=post).exists()
    restore_post(post_id=post.pk)
    indexed()
    assert finds(client, "needle", post)
    assert finds(client, "lantern", comment)
    remove_comment(member=comment.author, comment=comment)
    assert not finds(client, "lantern", comment)


def test_a_mistyped_title_is_found(client, post, indexed):
    indexed()
    page = page_of(client, "needel")
    assert f'href="{post.get_absolute_url()}"' in page
    assert "<strong>needle</strong>" in page
    assert "Nothing has" in page
    assert f'href="{post.get_absolute_url()}"' not in page_of(client, "kneeling")


def test_a_near_word_is_offered_beside_comments(client, post, member, indexed):
    make_comment(member, post, body="I wrote needel by mistake.")
    indexed()
    page = page_of(client, "needel")
    assert "Did you mean" in page
    assert 'href="?q=needle"' in page


def test_people_and_tags_by_name(client, author, post, indexed):
    indexed()
    assert "/tags/corridor/" in page_of(client, "corrid")
    assert author.get_absolute_url() not in page_of(client, "Ada", **{"in": "people"})
    client.force_login(author)
    assert f'href="{author.get_absolute_url()}"' in page_of(client, "Ada", **{"in": "people"})
    assert post.get_absolute_url() not in page_of(client, "needle", **{"in": "comments"})


def test_more_results_go_on(client, author, post, indexed):
    for number in range(23):
        make_comment(author, post, body=f"A kettle, number {number}.", released=False)
    indexed()
    page = page_of(client, "kettle")
    assert "More comments" in page
    first = page_of(client, "kettle", **{"in": "comments"})
    second = page_of(client, "kettle", **{"in": "comments", "page": "2"})
    assert (first.count('class="found"'), second.count('class="found"')) == (20, 3)
    assert "page=2" in first
    assert "page=3" not in second
    for number in ("x", "-1", "0", "99999999999", "400"):
        assert client.get("/search/", {"q": "kettle", "in": "comments", "page": number}).status_code == 200


ODD = (
    *('"', "(", "*", "NEAR(a b)", "a AND", "title:needle", "'; drop", "%", "_", "\x00", "-", "-x", "^a", "&|!", "🙂"),
    *("é" * 9000, '"needle" ' * 1200, "needle " * 1400, "tag: author:", "author:%", "before:0000", "after:9999-12-31"),
    *("before:0001", "needle before:0001-01-01", "needle after:9999", "the", '"the" -the', "-needle tag:corridor"),
)


def test_any_input_is_answered(client, post, indexed):
    indexed()
    for number, words in enumerate(ODD):
        answer = client.get("/search/", {"q": words[:10_000]}, REMOTE_ADDR=f"10.0.0.{number}")
        assert answer.status_code == 200, words[:40]
    for scope in ("people", "x", "\x00"):
        assert client.get("/search/", {"q": "needle", "in": scope}).status_code == 200


def test_search_is_limited(client, db):
    with clock.at(clock.now()):
        answers = [client.get("/search/?q=x").status_code for _ in range(31)]
    assert answers == [200] * 30 + [429]


def test_somebody_else_at_the_same_address_may_still_search(client, author, member):
    client.force_login(author)
    assert [client.get("/search/", {"q": "tides"}).status_code for _ in range(31)][-1] == 429
    client.force_login(member)
    assert client.get("/search/", {"q": "tides"}).status_code == 200
    assert client.get("/search/").status_code == 200


def test_an_empty_search_teaches(client, db):
    page = client.get("/search/").content.decode()
    assert "is:unanswered" in page
    assert "a person" not in page
    client.force_login(make_member())
    assert "a person" in client.get("/search/").content.decode()


def test_a_question_carries_the_words_that_found_nothing(client, author):
    client.force_login(author)
    page = client.get("/search/", {"q": "keys & <doors>"}).content.decode()
    address = "/d/new/?kind=question&title=keys%20%26%20%3Cdoors%3E"
    assert address in html.unescape(page)
    assert 'value="keys &amp; &lt;doors&gt;"' in client.get(address).content.decode()


def test_a_search_costs_the_same_for_three_and_for_twenty(client, member, indexed):
    client.force_login(member)
    counted = []
    for size in (3, 17):
        for n in range(size):
            post = make_post(make_member(), title=f"A kettle {size} {n}", tags=("kettles",))
            make_comment(member, post, body="A kettle.")
        indexed()
        client.get("/search/?q=kettle")
        with CaptureQueriesContext(connection) as queries:
            client.get("/search/?q=kettle")
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 30


def test_another_language_reads_everything_again(client, post, indexed):
    indexed()
    assert finds(client, "exception", post)
    site.put(values={"SEARCH_LANGUAGE": "simple"}, by_name="the tests")
    indexed()
    assert not finds(client, "exception", post)
    assert finds(client, "exceptions", post)
    site.put(values={"SEARCH_LANGUAGE": "english"}, by_name="the tests")
    indexed()
    assert finds(client, "exception", post)


def test_letters_with_and_without_accents(client, author, indexed):
    post = make_post(author, title="Zoë at the café", body="Crème brûlée", visibility="public")
    indexed()
    for words in ("zoe", "Zoë", "cafe", "café", "creme brulee"):
        assert finds(client, words, post), words
