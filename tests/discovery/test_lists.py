"""Home, newest, unanswered, tags, people, search, feeds: each shows what its reader may open, and nothing else."""

import html

import pytest
from django.conf import settings
from django.core.cache import cache
from redis import Redis

from comments.services import resolve_question
from discovery.search.indexing import index_due
from kit.visitors import names_changed, names_version
from members.models import Member
from members.services import save_profile
from posts.models import Post, Status, Tag
from posts.services import edit_post
from tests.factories import make_comment, make_member, make_post

LISTS = ("/", "/new/", "/unanswered/", "/tags/", "/tags/corridor/", "/search/?q=secret", "/feed.atom",
         "/tags/corridor/feed.atom", "/sitemap/discussions-1.xml")  # fmt: skip


# session and member, notices, the list itself; some ask more
BUDGETS = {"/": 6, "/unanswered/": 5, "/tags/corridor/": 9}


@pytest.fixture
def public(author) -> Post:
    return make_post(author, kind="question", title="A secret of the door", tags=("corridor",), visibility="public")


def shows(client, address: str, post: Post) -> bool:
    """Whether a list leads to a discussion. A tag under which there is nothing to open is not there at all."""
    index_due()
    answer = client.get(address)
    assert answer.status_code == 200 or (answer.status_code, address[:5]) in ((404, "/tags"), (404, "/site")), address
    page = answer.content.decode()
    return post.title in page or post.get_absolute_url() in page


@pytest.mark.parametrize("address", [address for address in LISTS if address != "/tags/"])
def test_visitors_find_what_is_public(client, public, address):
    assert shows(client, address, public)


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("why", ["members", "hidden", "removed", "held"])
def test_what_a_visitor_may_not_read_is_in_no_list(client, author, why, address):
    visibility = "members" if why == "members" else "public"
    post = make_post(author, kind="question", title="A secret of the door", tags=("corridor",), visibility=visibility)
    if why != "members":
        Post.objects.filter(pk=post.pk).update(status=Status(why))
    assert not shows(client, address, post)


@pytest.mark.parametrize("address", ["/new/", "/search/?q=secret"])
def test_the_hallway_is_for_members_in_new_and_search(client, author, member, address):
    post = make_post(author, kind="hallway", title="A secret snack", tags=())
    assert not shows(client, address, post)
    client.force_login(member)
    assert shows(client, address, post)


@pytest.mark.parametrize("address", ["/", "/tags/corridor/", "/feed.atom"])
def test_the_hallway_is_elsewhere_in_no_list(client, author, member, address):
    post = make_post(author, kind="hallway", title="A secret snack", tags=("corridor",))
    client.force_login(member)
    assert not shows(client, address, post)


@pytest.mark.parametrize("address", ["/tags/corridor/", "/tags/corridor/?after=x", "/tags/corridor/feed.atom"])
def test_a_tag_is_unknown_to_whoever_may_open_nothing_under_it(client, author, member, address):
    post = make_post(author, tags=("corridor",))
    assert client.get(address).status_code == 404
    client.force_login(member)
    assert client.get("/tags/corridor/").status_code == 200
    Post.objects.filter(pk=post.pk).update(status=Status.HIDDEN)
    assert client.get(address).status_code == 404


def test_a_tag_of_the_hallway_leads_members_somewhere(client, author, member):
    make_post(author, kind="hallway", title="A secret snack", tags=("corridor",))
    assert client.get("/tags/corridor/").status_code == 404
    client.force_login(member)
    assert 'class="empty"' in client.get("/tags/corridor/").content.decode()


def test_worth_orders_the_first_page_and_pages_go_on(client, author):
    posts = [make_post(author, title=f"Discussion number {n}", visibility="public") for n in range(23)]
    Post.objects.filter(pk=posts[0].pk).update(worth=0.6)
    page = client.get("/").content.decode()
    assert page.index(posts[0].title + "<") < page.index(posts[22].title + "<")
    after = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    older = client.get("/" + after).content.decode()
    assert posts[1].title + "<" in older
    assert posts[22].title + "<" not in older


def test_a_damaged_cursor_gives_the_first_page(client, public):
    for cursor in ("x", "%00", "WyJ4IiwgMV0", "a" * 3000):
        assert client.get(f"/new/?after={cursor}").status_code == 200


def test_an_answered_question_waits_no_longer(client, public, member):
    assert shows(client, "/unanswered/", public)
    make_comment(member, public)
    client.force_login(member)
    assert not shows(client, "/unanswered/", public)


def test_questions_that_wait_are_found_by_tag_and_by_who_waits_longest(client, author, public, member):
    later = make_post(author, kind="question", title="What keeps a guest?", tags=("guests",))
    client.force_login(member)
    newest, longest = (client.get(f"/unanswered/{query}").content.decode() for query in ("", "?sort=old"))
    assert newest.index(later.title) < newest.index(public.title)
    assert longest.index(public.title) < longest.index(later.title)
    assert shows(client, "/unanswered/?tag=guests", later)
    assert not shows(client, "/unanswered/?tag=guests", public)
    assert "Nobody waits here" in client.get("/unanswered/?tag=nothing%00").content.decode()


def test_the_longest_wait_goes_on_behind_its_cursor(client, author, member):
    posts = [make_post(author, kind="question", title=f"Question number {n:02}") for n in range(22)]
    client.force_login(member)
    page = client.get("/unanswered/?sort=old").content.decode()
    assert posts[0].title in page
    assert posts[21].title not in page
    after = html.unescape(page.split('rel="next" href="')[1].split('"')[0])
    assert posts[21].title in client.get("/unanswered/" + after).content.decode()


def test_a_filter_names_no_tag_whose_questions_the_reader_may_not_read(client, author, public):
    make_post(author, kind="question", title="Only among ourselves", tags=("Quiet Matters",))
    assert "Quiet Matters" not in client.get("/unanswered/?tag=quiet-matters").content.decode()


def test_a_closed_question_waits_for_nobody(client, public):
    Post.objects.numbers_of([public.pk]).update(status=Status.CLOSED)
    assert not shows(client, "/unanswered/", public)


def test_a_card_says_that_a_question_found_its_answer(client, author, public, member):
    comment = make_comment(member, public)
    assert "Answered" not in client.get("/new/").content.decode()
    resolve_question(asker=author, post=public, comment=comment)
    assert "Answered" in client.get("/new/").content.decode()


def test_a_persons_page_shows_what_the_reader_may_read(client, author, public, member):
    secret = make_post(author, title="Only among ourselves")
    make_comment(author, public, body="I would begin with four phone calls.")
    page = client.get(f"/people/{author.username}/").content.decode()
    assert public.title in page
    assert "four phone calls" in client.get(f"/people/{author.username}/comments/").content.decode()
    assert secret.title not in page
    client.force_login(member)
    assert secret.title in client.get(f"/people/{author.username}/").content.decode()
    assert client.get("/people/nobody-here/").status_code == 404


@pytest.mark.parametrize("name", ["ada", "nobody-here"])
def test_in_a_community_for_members_visitors_are_asked_to_sign_in(client, author, name):
    Member.objects.filter(pk=author.pk).update(username="ada")
    answer = client.get(f"/people/{name}/")
    assert (answer.status_code, answer.url) == (302, f"/accounts/login/?next=/people/{name}/")


def test_the_feed_of_a_discussion_has_its_public_comments(client, author, public, member):
    comment = make_comment(member, public)
    assert comment.excerpt in client.get(f"/d/{public.pk}/feed.atom").content.decode()
    secret = make_post(author)
    assert client.get(f"/d/{secret.pk}/feed.atom").status_code == 404


def test_robots_are_told_the_way(client, public):
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    assert "sitemap" in answer.content.decode().lower()


@pytest.mark.parametrize("address", ["/", "/new/", "/unanswered/", "/search/?q=nothing"])
def test_empty_lists_teach(client, member, address):
    client.force_login(member)
    assert 'class="empty"' in client.get(address).content.decode()


@pytest.mark.parametrize("address", ["/", "/new/", "/unanswered/", "/tags/", "/tags/corridor/"])
def test_a_list_costs_the_same_for_three_and_for_twenty(client, member, django_assert_max_num_queries, address):
    client.force_login(member)
    for size in (3, 17):
        for n in range(size):
            make_post(make_member(), kind="question", title=f"At the door {size} {n}", tags=("corridor",))
        client.get(address)
        with django_assert_max_num_queries(BUDGETS.get(address, 5)):
            client.get(address)


def test_a_kept_card_follows_what_it_shows(client, author, member):
    post = make_post(author, title="Before the edit", visibility="public")
    client.force_login(member)
    assert "Before the edit" in client.get("/new/").content.decode()
    words = {"title": "After the edit", "body": post.body, "tags": ("learning",), "fields": {}}
    edit_post(post=post, editor=author, version=post.version, **words)
    assert "After the edit" in client.get("/new/").content.decode()
    make_comment(member, post)
    assert "1 comment" in client.get("/new/").content.decode()
    save_profile(member=author, name="Ada Another", bio="", time_zone="UTC", username=author.username)
    assert "Ada Another" in client.get("/new/").content.decode()
    Post.objects.filter(pk=post.pk).update(a=6.0)
    assert "busy" in client.get("/new/").content.decode()


def test_an_answer_ends_the_waiting_on_a_card_when_it_is_released(client, public, author):
    assert "waiting for an answer" in client.get("/new/").content.decode()
    make_comment(make_member(), public)
    page = client.get("/new/").content.decode()
    assert "waiting for an answer" not in page
    assert "1 comment" in page


def test_addresses_that_change_nothing_fill_no_cache(client, public):
    client.get("/?utm=1")
    assert not any("utm" in key for key in stored_keys())
    client.get("/?after=x")
    assert any("after=x" in key for key in stored_keys())


def stored_keys() -> list[str]:
    with Redis.from_url(settings.CACHES["default"]["LOCATION"]) as redis:
        return [key.decode() for key in redis.scan_iter(f"{settings.KEY_PREFIX}*page:*")]


def test_a_version_never_comes_again():
    names_changed()
    first = names_version()
    names_changed()
    cache.delete("version:names")
    names_changed()
    assert names_version() not in (first, "0", "1", "2")


def test_a_kept_card_follows_the_name_of_a_tag(client, author, curator):
    make_post(author, tags=("corridor",))
    client.force_login(curator)
    assert "corridor" in client.get("/new/").content.decode()
    tag = Tag.objects.get(slug="corridor")
    client.post(f"/admin/posts/tag/{tag.pk}/change/", {"name": "hallways", "description": ""})
    page = client.get("/new/").content.decode()
    assert ">hallways<" in page
    assert ">corridor<" not in page


def test_feeds_have_only_what_can_no_longer_be_taken_back(client, author):
    post = make_post(author, visibility="public", title="Published a minute ago", released=False)
    assert shows(client, "/new/", post)
    assert not shows(client, "/feed.atom", post)


def test_collections_say_what_they_will_be(client, db):
    assert "Nothing has been gathered here yet" in client.get("/collections/").content.decode()


def test_a_comment_on_a_persons_page_leads_to_its_place(client, author, member):
    comment = make_comment(member, make_post(author, visibility="public"))
    page = client.get(f"{member.get_absolute_url()}comments/").content.decode()
    assert f'in <a href="{comment.get_absolute_url()}">{comment.post.title}</a>' in page


def test_every_tag_says_how_often_it_is_used(client, public):
    page = client.get("/tags/").content.decode()
    assert "<span>corridor</span> <small>1 discussion</small>" in page
