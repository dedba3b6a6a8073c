"""A comment typed in a browser is found in a notice and in a letter that a mail server accepted.

Web, workers and beat are real processes. Between the typing and the letter this test moves the clock and looks at
pages; it writes no row and calls no task, service or command.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.kit import smtp_sink
from tests.site import RunningSite

pytestmark = [pytest.mark.browser, pytest.mark.faults]
WORDS = "Ask one line at the door, and read the answers aloud on the way home."
DAY = 86_400


class Town:
    """The running site, its clock and its mail."""

    def __init__(self, site: RunningSite, sink: smtp_sink.Sink, clock: Path) -> None:
        self.site, self.sink, self.clock = site, sink, clock
        self.moved = 0.0

    @property
    def address(self) -> str:
        return f"http://localhost:{self.site.port}"

    def now(self) -> dt.datetime:
        return dt.datetime.now(dt.UTC) + dt.timedelta(seconds=self.moved)

    def move(self, seconds: float) -> None:
        """Whole, or not at all: a process may be reading it."""
        self.moved += seconds
        fresh = self.clock.with_suffix(".new")
        fresh.write_text(str(self.moved))
        fresh.replace(self.clock)

    def mails(self, to: str) -> list[str]:
        taken = [raw.decode("utf-8", "replace") for raw in self.sink.taken()]
        return [mail.replace("=\r\n", "") for mail in taken if mail.startswith(f"To-Envelope: {to}\r\n")]

    def wait_for(self, condition: Callable[[], bool], what: str, within_s: float = 120) -> None:
        self.site.wait_until(condition, what, within_s)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    clock = tmp_path / "clock"
    clock.write_text("0")
    with (
        smtp_sink.running(tmp_path / "taken") as sink,
        RunningSite(tmp_path / "data", EMAIL_URL=sink.url, CLOCK_FILE=str(clock)) as site,
    ):
        town = Town(site, sink, clock)
        town.move(_until_ten(town.now()))  # at night a mail would wait for the morning, as it should
        yield town


def join(browser: Browser, town: Town, name: str) -> BrowserContext:
    """Sign up as anybody would: name, address, and the code that the mail brings."""
    email = f"{name.split()[0].lower()}@example.org"
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{town.address}/accounts/signup/")
    page.locator("[name=name]").fill(name)
    page.locator("[name=email]").fill(email)
    page.locator("main form button[type=submit]").first.click()
    town.wait_for(lambda: bool(town.mails(email)), "the code arrives")
    page.locator("[name=code]").fill(_code(town.mails(email)[0]))
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(f"{town.address}/**")
    page.goto(f"{town.address}/new/")
    assert page.get_by_role("link", name=re.compile("Start a discussion|Write")).count() > 0
    return context


def _code(mail: str) -> str:
    found = re.search(r"^([A-Z0-9]{3,6}-[A-Z0-9]{3,6}|[A-Z0-9]{6,8})\s*$", mail, re.MULTILINE)
    assert found, mail
    return found[1]


def start_a_discussion(page: Page, town: Town) -> str:
    page.goto(f"{town.address}/d/new/?kind=question")
    page.locator("[name=title]").fill("What did you hear at the door?")
    page.locator("[name=body]").fill("One thing from the corridor that beat the session.")
    page.locator("[name=tags]").fill("corridor")
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url("**/d/*/what-did-you-hear-at-the-door/")
    return page.url


def test_a_comment_travels_from_a_browser_to_a_letter(browser: Browser, town: Town) -> None:
    asker = join(browser, town, "Ada Asker")
    discussion = start_a_discussion(asker.new_page(), town)
    asker.close()
    answerer = join(browser, town, "Mo Answerer")
    page = answerer.new_page()
    page.goto(discussion)
    page.locator("#reply [name=body]").fill(WORDS)
    page.locator("#reply").get_by_role("button", name="Reply").click()
    page.get_by_role("paragraph").filter(has_text=WORDS).wait_for()

    town.move(20 * 60)  # the ten minutes in which it could be taken back are over
    _until_released(page, town, discussion)
    town.move(20 * 60)  # a mail waits a while for what may join it
    town.wait_for(lambda: len(_on_list(town, "notices")) == 1, "the asker is told soon")
    assert "Mo Answerer answered your question" in _on_list(town, "notices")[0]
    town.move(_until_a_letter_is_due(town.now()))
    town.wait_for(lambda: len(_on_list(town, "member-letters")) == 1, "the letter arrives", 240)

    (letter,) = _on_list(town, "member-letters")
    assert "Mo Answerer answered your question" in letter
    assert "door, and read the answers aloud" in letter
    answerer.close()


def _on_list(town: Town, name: str) -> list[str]:
    """The asker's mails that say they belong to this list."""
    return [mail for mail in town.mails("ada@example.org") if f"List-ID: <{name}.localhost>" in mail]


def _until_released(page: Page, town: Town, discussion: str) -> None:
    """While it can be taken back, its writer is offered to; afterwards no more."""

    def released() -> bool:
        page.goto(discussion)
        return page.get_by_role("button", name="Take it back").count() == 0

    town.wait_for(released, "the take-back is over")
    # workers look every twenty seconds; the next clock's move must find the comment released
    town.wait_for(lambda: (town.site.data_dir / "learnsocial.sqlite3").exists() and _ready(town), "nothing is late")


def _ready(town: Town) -> bool:
    return '"comments"' not in town.site.get("/readyz")[1]


def _until_ten(now: dt.datetime) -> float:
    """Seconds to the next ten o'clock in the morning."""
    ten = now.replace(hour=10, minute=0, second=0, microsecond=0)
    return ((ten if ten > now else ten + dt.timedelta(days=1)) - now).total_seconds()


def _until_a_letter_is_due(now: dt.datetime) -> float:
    """Seconds to the first Tuesday, 07:05, that is more than four days away."""
    due = (now + dt.timedelta(days=4)).replace(hour=7, minute=5, second=0, microsecond=0)
    while due.isoweekday() != 2 or due - now < dt.timedelta(days=4):
        due += dt.timedelta(days=1)
    return (due - now).total_seconds()
