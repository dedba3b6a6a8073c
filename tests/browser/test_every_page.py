"""Every page of the site in Chromium: axe in both themes, one headline, as narrow as a phone, and a silent console."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page

from members.models import Member
from tests.access import routes
from tests.browser.test_plant_a_seed import signed_in
from tests.town import Town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NARROW = 320
# a page too, of which the console says that it is not there
NOT_THERE = "/nothing/here/"
OF_ACCOUNTS = ("login/", "signup/", "logout/", "email/", "login/code/confirm/", "reauthenticate/")


@dataclass
class Look:
    """What was seen on the way, by the path of the page."""

    faults: dict[str, list[str]] = field(default_factory=dict)
    path: str = ""
    listens: bool = True

    def found(self, what: str) -> None:
        self.faults.setdefault(self.path, []).append(what)

    def told(self) -> list[str]:
        return [f"{path}: {what}" for path, faults in self.faults.items() for what in faults]

    def heard(self, message: ConsoleMessage) -> None:
        if self.listens and message.type in ("error", "warning") and not message.location["url"].endswith(NOT_THERE):
            self.found(message.text)


def pages(town: Town, person: Member | None) -> Iterator[str]:
    """Where a person is answered with a page; and with one that says there is nothing here."""
    client = Client()
    if person:
        client.force_login(person)
    paths = [routes.address(pattern, town) for pattern in routes.named_routes().values()]
    paths += [f"/accounts/{path}" for path in OF_ACCOUNTS] + ["/search/?q=corridor", "/search/?q=zzz"]
    paths += routes.panel() if person and person.is_staff else []
    for path in paths:
        answer = client.get(path)
        if answer.status_code == HTTPStatus.OK and b"<!doctype html>" in answer.getvalue()[:100].lower():
            yield path
    yield NOT_THERE


def _told(node: dict[str, Any]) -> str:
    return f"{node['html'][:120]} ({'; '.join(check['message'] for check in node['any'][:1])})"


def look_at(page: Page, look: Look) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for rule in Axe().run(page, options={"preload": False}).response["violations"]:
            look.found(f"{scheme}: {rule['id']}: {[_told(node) for node in rule['nodes'][:3]]}")
    if (number := page.locator("h1").count()) != 1:
        look.found(f"{number} headlines")
    if (width := page.evaluate("document.documentElement.scrollWidth")) > NARROW:
        look.found(f"{width} px wide")


@pytest.mark.parametrize("who", ["anyone", "olive", "curator", "admin"])
def test_nothing_is_amiss_on_any_page(browser: Browser, live_server, town, who) -> None:
    person, look = town.people[who], Look()
    context = browser.new_context(viewport={"width": NARROW, "height": 700}, reduced_motion="reduce")
    page = context.new_page()
    page.on("console", look.heard)
    page.on("pageerror", lambda error: look.found(str(error)))
    if person:
        signed_in(page, live_server, person)
    for look.path in _of_ones_own(town, who):
        look.listens = True  # axe itself writes to the console what a page forbids it
        page.goto(live_server.url + look.path)
        look.listens = False
        look_at(page, look)
    context.close()
    assert not look.faults, "\n".join(look.told())


def _of_ones_own(town: Town, who: str) -> list[str]:
    """Pages that this person has and nobody before them in the list of those who look."""
    before = {"curator": ["olive"], "admin": ["olive", "curator"]}.get(who, [])
    seen = {path for other in before for path in pages(town, town.people[other])}
    return [path for path in pages(town, town.people[who]) if path not in seen]
