"""Feeds, sitemap, robots, and what a page's head says to other sites: what visitors may read, and nothing else."""

import datetime as dt
import json
import re
import xml.etree.ElementTree as ET

import pytest
from django.test import Client

from comments.models import Comment
from comments.services import hide_comment, remove_comment, resolve_question
from kit import clock, site
from posts.models import Post, Status, Tag
from posts.services import edit_post
from tests.factories import make_comment, make_member, make_post

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HERE = "http://localhost:8000"
CANARY = "zanzibar"
FOR_PROGRAMS = (
    "/feed.atom",
    "/tags/corridor/feed.atom",
    "/d/{post}/feed.atom",
    "/people/{author}/feed.atom",
    "/sitemap.xml",
    "/sitemap/discussions-1.xml",
    "/sitemap/tags-1.xml",
    "/sitemap/people-1.xml",
    "/sitemap/pages-1.xml",
    "/robots.txt",
    "/d/{post}/-/",
    "/c/{comment}/",
    "/",
    "/new/",
    "/tags/corridor/",
    "/people/{author}/",
)  # fmt: skip


@pytest.fixture
def public(author) -> Post:
    return make_post(author, title="What the corridor taught us", tags=("corridor",), visibility="public")


def entries(answer) -> list[ET.Element]:
    return ET.fromstring(answer.content).findall(f"{ATOM}entry")


def text(element: ET.Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""


def locations(answer) -> list[str]:
    return [loc.text or "" for loc in ET.fromstring(answer.content).iter(f"{MAP}loc")]


def told(page: str) -> dict:
    """The structured data of a page."""
    return json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])


def is_a_valid_feed(answer, address: str) -> None:
    """What RFC 4287 asks of a feed and of its entries."""
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ET.fromstring(answer.content)
    assert feed.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):
        assert len(feed.findall(f"{ATOM}{name}")) == 1, name
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == f"{HERE}{address}"
    assert links["alternate"].startswith(HERE)
    ids = []
    for entry in entries(answer):
        ids.append(text(entry, "id"))
        assert dt.datetime.fromisoformat(text(entry, "updated")).tzinfo
        assert text(entry, "title")
        assert entry.find(f"{ATOM}author/{ATOM}name") is not None
        assert entry.find(f"{ATOM}link[@rel='alternate']").get("href").startswith(HERE)
    assert len(ids) == len(set(ids))


def test_every_feed_is_valid_atom(client, public, member, author):
    make_comment(member, public)
    make_post(author, title="On the stairs", tags=("corridor",), visibility="public")
    for address in ("/feed.atom", "/tags/corridor/feed.atom", f"/d/{public.pk}/feed.atom",
                    f"/people/{author.username}/feed.atom"):  # fmt: skip
        answer = client.get(address)
        assert entries(answer), address
        is_a_valid_feed(answer, address)


def test_an_empty_feed_is_valid_and_stays_the_same(client, public, author):
    address = f"/d/{public.pk}/feed.atom"
    first = client.get(address)
    is_a_valid_feed(first, address)
    with clock.at(clock.now() + dt.timedelta(days=1)):
        assert client.get(address).content == first.content


def test_an_entry_keeps_its_id_when_its_title_changes(client, public, author):
    before = entries(client.get("/feed.atom"))[0]
    edit_post(editor=author, post=public, version=1, title="Quite another title", body="b", tags=["a"], fields={})
    after = entries(client.get("/feed.atom"))[0]
    assert text(after, "title") == "Quite another title"
    assert text(after, "id") == text(before, "id")
    assert text(after, "updated") > text(before, "updated")


def test_words_in_a_feed_are_words(client, author):
    make_post(
        author, title="Bell \x07 <b>rings</b>", body="A <script>alert(1)</script> \x01 & more", visibility="public"
    )
    answer = client.get("/feed.atom")
    is_a_valid_feed(answer, "/feed.atom")
    entry = entries(answer)[0]
    assert text(entry, "title") == "Bell  <b>rings</b>"
    assert "<script" not in text(entry, "summary")
    assert "&lt;script" in text(entry, "summary")


def test_who_has_a_feed_is_not_sent_it_again(public):
    for compressed in ("gzip", ""):
        robot = Client(headers={"accept-encoding": compressed})
        first = robot.get("/feed.atom")
        assert first["Last-Modified"]
        again = robot.get("/feed.atom", headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        since = robot.get("/feed.atom", headers={"if-modified-since": first["Last-Modified"]})
        assert since.status_code == 304


def test_what_is_new_is_sent(client, public, author):
    tag = client.get("/feed.atom")["ETag"]
    make_post(author, title="A newer one", visibility="public")
    answer = client.get("/feed.atom", headers={"if-none-match": tag})
    assert (answer.status_code, len(entries(answer))) == (200, 2)


def test_a_members_feed_holds_what_they_wrote(client, public, author, member):
    make_post(member, title="By somebody else", visibility="public")
    feed = client.get(f"/people/{author.username}/feed.atom").content.decode()
    assert public.title in feed
    assert "By somebody else" not in feed
    assert client.get("/people/nobody-here/feed.atom").status_code == 404


def test_where_members_keep_to_themselves_they_have_no_feed(client, public, author):
    site.put(values={"COMMUNITY_VISIBILITY": "members"}, by_name="a test")
    assert client.get(f"/people/{author.username}/feed.atom").status_code == 404
    assert "/sitemap/people" not in client.get("/sitemap.xml").content.decode()
    assert client.get("/sitemap/people-1.xml").status_code == 404
    assert "Disallow: /\n" in client.get("/robots.txt").content.decode()


def test_heads_lead_to_the_feeds(client, public, author):
    for page, feed in (
        ("/", "/feed.atom"),
        ("/new/", "/feed.atom"),
        ("/tags/corridor/", "/tags/corridor/feed.atom"),
        (public.get_absolute_url(), f"/d/{public.pk}/feed.atom"),
        (author.get_absolute_url(), f"/people/{author.username}/feed.atom"),
    ):
        head = client.get(page).content.decode().split("</head>")[0]
        assert f'type="application/atom+xml" href="{feed}"' in head, page


def test_the_sitemap_leads_to_everything_a_visitor_may_open(client, public, author, member):
    make_comment(member, public)
    parts = locations(client.get("/sitemap.xml"))
    assert parts == [f"{HERE}/sitemap/{name}-1.xml" for name in ("pages", "discussions", "tags", "people")]
    found = [address for part in parts for address in locations(client.get(part.removeprefix(HERE)))]
    for wanted in (public, Tag.objects.get(slug="corridor"), author, member):
        assert f"{HERE}{wanted.get_absolute_url()}" in found
    for address in found:
        assert client.get(address.removeprefix(HERE)).status_code == 200, address


def test_who_only_reads_is_in_no_sitemap(client, public, stranger):
    assert stranger.username not in client.get("/sitemap/people-1.xml").content.decode()


@pytest.mark.parametrize("page", ["discussions-2", "discussions-0", "nothing-1", "pages-2", "discussions-" + "9" * 30])
def test_a_page_of_the_sitemap_that_is_not_there(client, public, page):
    assert client.get(f"/sitemap/{page}.xml").status_code == 404


def test_a_sitemap_costs_the_same_for_one_and_for_twenty(client, author, django_assert_max_num_queries):
    for count in (1, 20):
        for number in range(count):
            make_post(make_member(), title=f"Number {number} of {count}", visibility="public")
        for part in ("discussions", "tags", "people"):
            client.get(f"/sitemap/{part}-1.xml")
            with django_assert_max_num_queries(2):
                client.get(f"/sitemap/{part}-1.xml")


def test_a_page_has_one_address_whatever_led_there(client, public):
    for asked, meant in (
        ("/", "/"),
        ("/?utm_source=x", "/"),
        ("/new/?after=abc&ref=y", "/new/?after=abc"),
        (f"{public.get_absolute_url()}?at=5&fbclid=z", public.get_absolute_url()),
        (f"{public.get_absolute_url()}?page=2", f"{public.get_absolute_url()}?page=2"),
        (f"{public.get_absolute_url()}?page=1", public.get_absolute_url()),
        (f"{public.get_absolute_url()}?page=2<x", public.get_absolute_url()),
        (f"{public.get_absolute_url()}?sort=new&page=2", public.get_absolute_url()),
        ("/tags/corridor/?sort=best", "/tags/corridor/"),
    ):
        page = client.get(asked).content.decode()
        assert re.findall(r'rel="canonical" href="([^"]*)"', page) == [f"{HERE}{meant}"], asked


def test_a_link_elsewhere_shows_title_and_first_words(client, public):
    head = client.get(public.get_absolute_url()).content.decode().split("</head>")[0]
    assert f'property="og:title" content="{public.title}"' in head
    assert f'property="og:description" content="{public.excerpt}"' in head
    assert f'property="og:url" content="{HERE}{public.get_absolute_url()}"' in head
    assert f'property="og:image" content="{HERE}/static/share.png"' in head
    assert 'name="twitter:card"' in head


def test_a_discussion_is_described_with_its_first_replies(client, public, member, author):
    for number in range(12):
        above = make_comment(member, public, body=f"Reply number {number}.")
    make_comment(author, public, parent=above, body="A reply below.")
    thing = told(client.get(public.get_absolute_url()).content.decode())
    assert thing["@type"] == "DiscussionForumPosting"
    assert (thing["headline"], thing["author"]["name"]) == (public.title, author.name)
    assert thing["author"]["url"] == f"{HERE}{author.get_absolute_url()}"
    assert thing["interactionStatistic"]["userInteractionCount"] == 13
    assert [each["text"] for each in thing["comment"]] == [f"Reply number {number}." for number in range(10)]
    assert all(dt.datetime.fromisoformat(each["datePublished"]).tzinfo for each in thing["comment"])


def test_an_answered_question_is_described_as_one(client, author, member, stranger):
    question = make_post(author, kind="question", title="Who has a key to the door?", visibility="public")
    page = client.get(question.get_absolute_url()).content.decode()
    assert told(page)["@type"] == "DiscussionForumPosting", "nothing was answered yet"
    answer, other = make_comment(member, question, body="The porter has it."), make_comment(stranger, question)
    resolve_question(asker=author, post=question, comment=answer)
    thing = told(client.get(question.get_absolute_url()).content.decode())
    assert (thing["@type"], thing["mainEntity"]["@type"]) == ("QAPage", "Question")
    assert thing["mainEntity"]["acceptedAnswer"]["text"] == "The porter has it."
    assert [each["text"] for each in thing["mainEntity"]["suggestedAnswer"]] == [other.body]
    hide_comment(comment_id=answer.pk)
    assert "porter" not in client.get(question.get_absolute_url()).content.decode()


def test_no_words_break_out_of_the_description(client, author):
    post = make_post(author, title="End </script><script>alert(1)</script>", body="x <!-- y & z", visibility="public")
    page = client.get(post.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert told(page)["headline"] == post.title


def test_members_pages_carry_no_description(client, public, member):
    client.force_login(member)
    assert "ld+json" not in client.get(public.get_absolute_url()).content.decode()


def test_a_discussion_for_members_says_nothing_to_other_sites(client, author, member):
    post = make_post(author, title=f"Only among ourselves {CANARY}")
    comment = make_comment(member, post)
    client.force_login(member)
    for address in (post.get_absolute_url(), f"/c/{comment.pk}/"):
        head = client.get(address).content.decode().split("</head>")[0]
        assert '<meta name="robots" content="noindex">' in head
        assert "og:" not in head
        assert "ld+json" not in head
        assert "feed.atom" not in head


def lay_canaries(author, member, stranger) -> tuple[Post, Comment]:
    """A public discussion that anybody may read, with words beside it that visitors may not."""
    post = make_post(author, title="What the corridor taught us", tags=("corridor",), visibility="public")
    standing = make_comment(member, post, body="A standing reply.")
    hide_comment(comment_id=make_comment(stranger, post, body=f"{CANARY} hidden").pk)
    remove_comment(member=stranger, comment=make_comment(stranger, post, body=f"{CANARY} removed"))
    Comment.objects.filter(pk=make_comment(stranger, post, body=f"{CANARY} held").pk).update(status="held")
    for visibility, status in (
        ("members", Status.PUBLISHED),
        ("public", Status.HIDDEN),
        ("public", Status.REMOVED),
        ("public", Status.HELD),
        ("public", Status.SCHEDULED),
    ):
        secret = make_post(
            author, title=f"{CANARY} {status}", body=CANARY, tags=("corridor", CANARY), visibility=visibility
        )
        make_comment(member, secret, body=f"{CANARY} below")
        Post.objects.filter(pk=secret.pk).update(status=status)
    make_post(author, kind="hallway", title=f"{CANARY} in the Hallway", tags=("corridor",))
    edit_post(
        editor=author, post=make_post(author, title=f"{CANARY} at first", body=CANARY, visibility="public"), version=1,
        title="Said better", body="Said better.", tags=["corridor"], fields={},
    )  # fmt: skip
    return post, standing


@pytest.mark.parametrize("address", FOR_PROGRAMS)
def test_nothing_that_visitors_may_not_read_reaches_a_program(client, author, member, stranger, address):
    post, comment = lay_canaries(author, member, stranger)
    answer = client.get(address.format(post=post.pk, comment=comment.pk, author=author.username), follow=True)
    assert answer.status_code == 200
    assert CANARY not in answer.content.decode().lower()


def test_what_can_be_taken_back_reaches_no_program(client, public, author, member, stranger):
    make_comment(stranger, public, body=f"{CANARY} just now", released=False)
    make_post(stranger, title=f"{CANARY} just now", visibility="public", released=False)
    for address in ("/feed.atom", f"/d/{public.pk}/feed.atom", f"/people/{stranger.username}/feed.atom",
                    "/sitemap/discussions-1.xml"):  # fmt: skip
        assert CANARY not in client.get(address).content.decode(), address
    assert stranger.username not in client.get("/sitemap/people-1.xml").content.decode()


def test_the_title_of_a_removed_discussion_stays_with_no_comment(client, public, member, stranger):
    comment = make_comment(member, public)
    Post.objects.filter(pk=public.pk).update(status=Status.REMOVED)
    page = client.get(f"/c/{comment.pk}/").content.decode()
    assert comment.body in page
    assert public.title not in page


@pytest.mark.parametrize("act", ["", "edit/", "revisions/", "feed.atom", "reply/"])
def test_a_sign_in_page_does_not_name_what_it_leads_to(client, author, act):
    post = make_post(author, title=f"Only among ourselves {CANARY}")
    answer = client.get(f"/d/{post.pk}/{act}", follow=True)
    assert CANARY not in answer.content.decode().lower()
    assert all(CANARY not in address for address, _status in answer.redirect_chain)
