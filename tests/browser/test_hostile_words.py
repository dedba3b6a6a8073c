"""Whatever people write, nothing of it runs on any page (S01), and no link leads anywhere but to the web (S04).

Every text of the town becomes hostile, and each page is opened with the site's own policy switched off, so that what
is tested is that the words are harmless; the policy is a second wall.
"""

import datetime as dt
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.db import models
from playwright.sync_api import Browser, Page

from digests.models import LetterKind
from digests.services import preview_for, write
from digests.services.mails import message as letter_message
from kit import clock, markdown
from kit.models import OutboxMail
from notifications.services import mail_due
from tests.browser.test_every_page import pages
from tests.browser.test_plant_a_seed import signed_in
from tests.town import Town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ELSEWHERE = "http://canary.invalid"
HOSTILE = (
    '"><script>hit()</script>',
    '"><img src=x onerror=hit()>',
    "<svg/onload=hit()>",
    '<iframe srcdoc="<script>parent.hit()</script>"></iframe>',
    "[click](javascript:hit%28%29) <javascript:hit()> [more](jAvAsCrIpT&colon;hit())",
    "</textarea></title></style></script><script>hit()</script>",
    "<math><mtext><table><mglyph><style><img src=x onerror=hit()></style></mglyph></table></mtext></math>",
    f"![p]({ELSEWHERE}/pixel.png) <img src={ELSEWHERE}/a.png> <link rel=stylesheet href={ELSEWHERE}/b.css>",
    "<a href='data:text/html,<script>hit()</script>'>x</a> [d](data:text/html;base64,PHNjcmlwdD4=) [v](vbscript:hit)",
    "--><!-- ]]><script>hit()</script>",
    "' autofocus onfocus=hit() x='",
    "{{ request }} {% debug %} ${hit()} `${hit()}`",
    "<details open ontoggle=hit()><summary>s</summary></details><body onload=hit()>",
    "[x](//canary.invalid/y 'z\" onmouseover=hit()')",
)
# texts that people give; what else is text is a key, an address or a mark of ours
WRITTEN = {
    "members.Member": ("name", "bio"),
    "members.Byline": ("name",),
    "posts.Post": ("title", "body", "excerpt", "already_tried", "why", "doubt"),
    "posts.Tag": ("name", "description"),
    "posts.Draft": ("title", "body", "tags"),
    "posts.Revision": ("title", "body"),
    "comments.Comment": ("body", "excerpt"),
    "comments.CommentRevision": ("body",),
    "comments.ReplyDraft": ("body",),
    "comments.Resolution": ("note",),
    "learning.Takeaway": ("text", "from_view"),
    "notifications.Cause": ("actor_name", "title", "text", "quote"),
    "notifications.PrivateThread": ("report_note",),
    "notifications.PrivateMessage": ("body",),
    "curation.Report": ("note",),
    "curation.ModeratorAction": ("reason", "answer"),
    "curation.Seed": ("title", "body", "hypothesis", "tags", "outcome_note"),
    "digests.CuratorNote": ("text",),
}
DRAWN = ("posts.Post", "comments.Comment", "notifications.PrivateMessage")
# also what somebody typed to get out: these open what waits for a click
OPEN = "document.querySelectorAll('details').forEach(one => one.open = true)"
WATCH = "window.hits = 0; window.hit = () => { window.hits += 1; }; window.alert = window.hit;"
ODD = """[...document.querySelectorAll('[href], [src], [action], [formaction]')].flatMap(one =>
    ['href', 'src', 'action', 'formaction'].map(name => one.getAttribute(name)).filter(Boolean)
    .map(to => new URL(to, location.href)).filter(to => !['http:', 'https:', 'mailto:'].includes(to.protocol))
    .map(to => to.href.slice(0, 60)))"""
UNMARKED = """[...document.querySelectorAll('a[href]')].filter(one => one.host && one.host !== location.host
    && !['ugc', 'nofollow', 'noopener'].every(word => one.relList.contains(word)))
    .map(one => one.outerHTML.slice(0, 90))"""


def poison(turn: int) -> int:
    """Put a hostile text into every column of every row that people write in; says into how many."""
    done = 0
    for label, columns in WRITTEN.items():
        for row in apps.get_model(label)._base_manager.all():
            for column in columns:
                field = row._meta.get_field(column)
                words = HOSTILE[(turn + done) % len(HOSTILE)]
                setattr(row, column, f"{words} {row.pk}"[: field.max_length])
                done += 1
            if label in DRAWN:
                row.html = markdown.render(row.body).html
            _save(row, [*columns, *(["html"] if label in DRAWN else [])])
    return done


def _save(row: models.Model, columns: list[str]) -> None:
    type(row)._base_manager.filter(pk=row.pk).update(**{name: getattr(row, name) for name in columns})


def reflecting(paths: Iterator[str], turn: int) -> Iterator[str]:
    """Each page as it is, and once more with hostile words in its address."""
    for number, path in enumerate(paths):
        yield path
        words = HOSTILE[(turn + number) % len(HOSTILE)]
        asked = dict.fromkeys(
            ("q", "next", "after", "page", "sort", "at", "tag", "to", "kind", "about", "title"), words
        )
        yield f"{path}{'&' if '?' in path else '?'}{urlencode(asked)}"


def test_a_page_that_runs_them_is_noticed(page: Page) -> None:
    page.add_init_script(WATCH)
    page.goto("about:blank")
    noticed = 0
    for words in HOSTILE:
        page.evaluate("window.hits = 0")
        page.set_content(f"<p title='{words}'>{words}</p>")
        page.wait_for_timeout(50)
        noticed += page.evaluate("window.hits > 0")
    assert noticed >= 5  # the others are links, or for another place


@pytest.mark.parametrize(("who", "turn"), [("anyone", 0), ("olive", 3), ("curator", 7), ("admin", 11)])
def test_nothing_of_it_runs(browser: Browser, live_server, town: Town, who: str, turn: int) -> None:
    assert poison(turn) > 60
    person = town.people[who]
    context = browser.new_context(bypass_csp=True)
    context.add_init_script(WATCH)
    page = context.new_page()
    faults: list[str] = []
    page.on("dialog", lambda box: (faults.append(f"{page.url}: a dialog"), box.dismiss()))
    page.on("request", lambda one: ELSEWHERE in one.url and faults.append(f"{page.url}: asks for {one.url}"))
    if person:
        signed_in(page, live_server, person)
    for path in reflecting(pages(town, person), turn):
        page.goto(live_server.url + path, wait_until="domcontentloaded")
        page.evaluate(OPEN)
        hits, odd, unmarked = page.evaluate(f"[window.hits, {ODD}, {UNMARKED}]")
        if hits or odd or unmarked:
            faults.append(f"{path}: {hits} runs, {odd}, {unmarked}")
    context.close()
    assert not faults, "\n".join(faults)


def test_every_text_that_people_write_is_in_the_list() -> None:
    """A new column for words has to be named above, or here as one of ours."""
    ours = re.compile(
        r"key|token|window|claim|path|slug|code|hash|subject|thread|kind|edition|url|period|html|was|pair|week|email"
    )
    left_out = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.split(".")[0] in ("posts", "comments", "learning", "notifications", "curation", "digests")
        for field in model._meta.concrete_fields
        if isinstance(field, (models.CharField, models.TextField)) and not field.choices and not ours.search(field.name)
        if field.name not in WRITTEN.get(model._meta.label, ())
    }
    # templates of seeds are the house's; what a delivery says of itself is a mail server's
    assert {one for one in left_out if not one.startswith("curation.SeedTemplate.")} == {
        "curation.Seed.visibility",
        "digests.Delivery.last_error",
    }


def mails(town: Town) -> list[str]:
    """The pages of the mails that go out to Olive and to the organizer: of notices, and both letters."""
    with clock.at((clock.now() + dt.timedelta(days=1)).replace(hour=10)):  # at night none goes
        mail_due()
    sent = [row.message.encode() for row in OutboxMail.objects.exclude(message="")]
    for member, kind in ((town.olive, LetterKind.MEMBER), (town.organizer, LetterKind.ORGANIZER)):
        row, _decision = preview_for(member_id=member.pk, kind=kind)
        sent.append(letter_message(row, member, write(row, member)))
    bodies = [message_from_bytes(raw, policy=policy.default).get_body(("html",)) for raw in sent]
    return [body.get_content() for body in bodies if body]


def test_nothing_of_it_runs_in_a_mail(browser: Browser, town: Town, settings) -> None:
    poison(2)
    context = browser.new_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    written = mails(town)
    assert len(written) > 2  # both letters, and what notices told
    for html in written:
        page.goto("about:blank")
        page.set_content(html)
        hosts = page.evaluate("[...document.querySelectorAll('a[href]')].map(one => one.protocol + '//' + one.host)")
        assert page.evaluate("window.hits") == 0
        assert set(hosts) <= {settings.SITE_URL}
    assert [url for url in asked if url != "about:blank"] == []
    context.close()
