"""The figures themselves, in the order in which they are printed."""

import argparse
import contextlib
import html
import re
import statistics
import time
from collections.abc import Iterable
from urllib.parse import urlencode

from django.core.cache import cache
from django.db import connection

from engagement.services import rebuild, score_due
from members.models import Member
from posts.models import Post, Tag
from tests.bench.community import cookies_of, fill, say
from tests.bench.served import Served

POSTED, WRITERS = 100, 25
NEXT = re.compile(rb'rel="next" href="([^"]+)"')
HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|form_token)" value="([^"]*)"')
PLAIN_INSERT = """
    CREATE TEMPORARY TABLE plain AS SELECT post, verb, count(*) AS facts, sum(at) AS at FROM (
        SELECT id AS post, 'post' AS verb, extract(epoch FROM published_at) AS at FROM posts_post
        UNION ALL SELECT post_id, 'comment', extract(epoch FROM created_at) FROM comments_comment
        UNION ALL SELECT post_id, 'read', extract(epoch FROM at) FROM posts_read
        UNION ALL SELECT post_id, 'mark', extract(epoch FROM at) FROM learning_reaction
        UNION ALL SELECT post_id, 'line', extract(epoch FROM created_at) FROM learning_takeaway
    ) AS facts GROUP BY post, verb
"""


def measure(wanted: argparse.Namespace, environment: dict[str, str]) -> None:
    """Fill the database, print every figure."""
    fill(**{name: getattr(wanted, name) for name in ("members", "discussions", "comments")}, biggest=10_000)
    _scores()
    places = _places()
    with Served(environment | {"BENCH_BARE": "1"}) as bare:
        floor = {name: bare.cost_ms(f"/bench/{name}/", 200) for name in ("constant", "select")}
    with Served(environment) as site:
        through = {name: site.cost_ms(f"/bench/{name}/", 200) for name in ("constant", "select")}
        print("CPU of the web process for one answer, ms; the floors first")
        for name in floor:
            say(f"{name} view, bare", f"{floor[name]:.2f}")
            say(f"{name} view, through our middleware", f"{through[name]:.2f}")
        _signed_out(site, places, through["select"])
        site.cookies = cookies_of(Member.objects.get(username="bench7"))
        _signed_in(site, places, floor["constant"])
        _long(site, places["thousand"])
        _posting(site, places)
    connection.close()


def _scores() -> None:
    print("Scores from nothing, wall time, s", flush=True)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        began = time.monotonic()
        cursor.execute(PLAIN_INSERT)
        plain = time.monotonic() - began
        cursor.execute("SELECT sum(facts) FROM plain")
        facts = int(cursor.fetchone()[0])
        cursor.execute("RESET statement_timeout")
    say(f"one plain grouped insert over {facts} facts", f"{plain:.2f}")
    began = time.monotonic()
    while score_due():
        pass
    spent = time.monotonic() - began
    say(
        "all scores",
        f"{spent:.1f}",
        f"{spent / plain:.0f} × the insert (goal 15); {spent / facts * 1e6:.0f} s a million",
    )
    began = time.monotonic()
    rebuild()
    say("all scores again, nothing changed", f"{time.monotonic() - began:.1f}")


def _places() -> dict[str, str]:
    """Addresses by what they show."""
    posts = Post.objects.filter(kind="reflection").order_by("-pk")
    near = min(posts[:50], key=lambda post: abs(post.comment_count - 25))
    thousand = Post.objects.get(comment_count=1000)
    tag = Tag.objects.order_by("pk")[3]
    return {
        "feed": "/",
        "newest": "/new/",
        "tag page": tag.get_absolute_url(),
        f"discussion of {near.comment_count}": near.get_absolute_url(),
        "thousand": thousand.get_absolute_url(),
        "biggest": Post.objects.get(comment_count=10_000).get_absolute_url(),
    }


def _lists(places: dict[str, str]) -> Iterable[tuple[str, str]]:
    return [(name, path) for name, path in places.items() if name not in ("thousand", "biggest")]


def _signed_out(site: Served, places: dict[str, str], one_select: float) -> None:
    for name, path in _lists(places):
        warm, cold = site.cost_ms(path), site.cost_ms(path, 8, before=cache.clear)
        say(f"{name}, signed out, warm", f"{warm:.2f}", f"{one_select / warm:.2f} × as fast as one-SELECT (goal 1)")
        say(f"{name}, signed out, cold", f"{cold:.2f}", "goal 10")


def _signed_in(site: Served, places: dict[str, str], constant: float) -> None:
    for name, path in _lists(places):
        warm = site.cost_ms(path)
        say(f"{name}, signed in", f"{warm:.2f}", f"1/{warm / constant:.0f} of the bare constant view (goal 1/12)")


def _long(site: Served, path: str) -> None:
    print("A discussion of 1,000 comments, signed in", flush=True)
    pages, first = [path], site.get(path)
    page = first
    while found := NEXT.search(page):
        pages.append(html.unescape(found[1].decode()))
        page = site.get(pages[-1])
    comments = first.count(b'id="c')
    say("comments, KB of HTML on the first page", f"{comments}, {len(first) / 1024:.0f}", "goals 200, 250")
    costs = [site.cost_ms(page, 10) for page in pages]
    say("first page, warm", f"{costs[0]:.1f}", "goal 15")
    say(f"all {len(pages)} pages, warm", f"{sum(costs):.1f}", "goal 250")
    began = time.monotonic()
    cold = site.cost_ms(path, 3, before=cache.clear)
    say("first page, cold", f"{cold:.1f}", f"({time.monotonic() - began:.0f} s in all)")


def _posting(site: Served, places: dict[str, str]) -> None:
    print("A reply posted, wall time, ms", flush=True)
    small = Post.objects.filter(comment_count__gte=10).order_by("comment_count")[0]
    for name, path in ((f"among {small.comment_count}", small.get_absolute_url()), ("among 1000", places["thousand"])):
        spent = sorted(_post_replies(site, path))
        say(f"{name}, p50", f"{statistics.median(spent):.1f}", f"p95 {spent[int(len(spent) * 0.95)]:.1f} (goal p50 20)")


def _post_replies(site: Served, path: str) -> list[float]:
    spent = []
    people = Member.objects.filter(username__startswith="bench").order_by("pk")[10 : 10 + WRITERS]
    action = f"/d/{path.split('/')[2]}/comments/"
    with contextlib.closing(site.connection()) as opened:
        for person in people:
            site.cookies = cookies_of(person)
            for number in range(POSTED // WRITERS):
                page = site.ask(opened, path).decode()
                token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page[page.index(action) :])
                site.cookies = _with_csrf(site.cookies, token[1] if token else "")
                form = dict(HIDDEN.findall(page[page.index(action) :])) | {"body": f"Words {number} of {person.pk}."}
                began = time.monotonic()
                site.ask(opened, action, urlencode(form))
                spent.append((time.monotonic() - began) * 1000)
    return spent


def _with_csrf(cookies: str, token: str) -> str:
    """The cookie that goes with a token: any token is its own secret's mask, so it may stand in the cookie too."""
    kept = [part for part in cookies.split("; ") if not part.startswith("csrftoken=")]
    return "; ".join([*kept, f"csrftoken={token}"])
