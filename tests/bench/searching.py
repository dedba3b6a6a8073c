"""Search over many comments of their own words: how long somebody waits for the page, by what they looked for."""

import argparse
import contextlib
import random
import statistics
import time
from collections.abc import Callable
from urllib.parse import quote_plus

from django.core.management import call_command

from comments.models import Comment
from discovery.search.indexing import index_due
from members.models import Member
from operations.services.bench_words import spelled
from tests.bench.community import analyse, cookies_of, fill, say
from tests.bench.served import Served

WORDS, PER_DISCUSSION, PER_MEMBER, BIGGEST = 200_000, 20, 50, 10_000
ASKED = 60


def measure(wanted: argparse.Namespace, environment: dict[str, str]) -> None:
    """Fill the database, index it, print how long each sort of search takes."""
    comments: int = wanted.search
    fill(
        members=max(comments // PER_MEMBER, 20),
        discussions=max(comments // PER_DISCUSSION, 20),
        comments=comments,
        biggest=min(BIGGEST, comments // 10),
        words=WORDS,
    )
    began = time.monotonic()
    call_command("rebuild_search", verbosity=0)
    analyse()
    say("indexed and analysed, s", f"{time.monotonic() - began:.0f}")
    ask(environment)


def ask(environment: dict[str, str]) -> None:
    """Print p50 and p95 of each sort of search, wall time of the whole page, in one community that is indexed."""
    dice = random.Random(7)  # noqa: S311  the same each time is what is wanted
    with Served(environment) as site, contextlib.closing(site.connection()) as opened:
        # each asks seldom enough to be let through
        people = [cookies_of(person) for person in Member.objects.order_by("pk")[:ASKED]]
        print(f"{ASKED} searches of each sort, wall time of the page, ms", flush=True)
        for name, (query, goal) in SORTS.items():
            spent = []
            for site.cookies in people:
                path = f"/search/?q={quote_plus(query(dice))}"
                began = time.monotonic()
                site.ask(opened, path)
                spent.append((time.monotonic() - began) * 1000)
            spent.sort()
            p95 = spent[int(len(spent) * 0.95)]
            say(name, f"{p95:.0f}", f"p95; p50 {statistics.median(spent):.0f}{goal}")
    _freshness()


def _freshness() -> None:
    """How long the indexer takes for what is new."""
    began = time.monotonic()
    done = index_due(seconds=60)
    say("nothing due, looked through, ms", f"{(time.monotonic() - began) * 1000:.0f}", f"{done} due")


def _ranked(first: int, last: int) -> Callable[[random.Random], str]:
    return lambda dice: spelled(dice.randrange(first, last))


def _two_common(dice: random.Random) -> str:
    return " ".join(spelled(number) for number in dice.sample(range(40), 2))


def _phrase(dice: random.Random) -> str:
    """Two words that stand side by side in some comment, seldom or often used as it comes."""
    first = Comment.objects.order_by("pk").values_list("pk", flat=True)[0]
    words = Comment.objects.get(pk=first + dice.randrange(1000)).body.split()
    at = dice.randrange(len(words) - 1)
    return f'"{words[at]} {words[at + 1]}"'


def _common_phrase(dice: random.Random) -> str:
    return f'"{_two_common(dice)}"'


def _by_somebody(dice: random.Random) -> str:
    return f"author:bench{dice.randrange(20)} {spelled(dice.randrange(40))}"


def _under_a_tag(dice: random.Random) -> str:
    return f"tag:tag-{dice.randrange(40)} {spelled(dice.randrange(500, 5000))}"


SORTS: dict[str, tuple[Callable[[random.Random], str], str]] = {
    "a common word (in 5 to 99 of 100 comments)": (_ranked(0, 100), " (goal 150)"),
    "two common words": (_two_common, " (goal 150)"),
    "a word of the middle (in 1 to 10 of 1,000)": (_ranked(500, 5000), ""),
    "a rare word (in 1 of 10,000 or fewer)": (_ranked(50_000, 200_000), " (goal 60)"),
    "a phrase out of a comment": (_phrase, ""),
    "a phrase of two common words": (_common_phrase, " (goal 150)"),
    "a common word by somebody": (_by_somebody, ""),
    "a word of the middle under a tag": (_under_a_tag, ""),
    "common, without another word": (lambda dice: f"{spelled(dice.randrange(40))} -{spelled(50)}", " (goal 150)"),
    "what nobody wrote": (lambda dice: f"qq{spelled(dice.randrange(9999))}", " (goal 60)"),
}
