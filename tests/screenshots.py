"""`make screenshots`: the demo's pages in Chromium, at two widths and in both themes, into screenshots/.

Not a test: somebody looks at them. The site is started for it, on a folder of its own.
"""

import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests import chromium
from tests.site import ROOT, RunningSite

FOLDER = ROOT / "screenshots"
WIDTHS = {"phone": 390, "desk": 1440}
THEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Shot:
    """One page as one person sees it; `first` is the text of a link to follow from there."""

    name: str
    path: str
    person: str = ""
    first: str = ""


SHOTS = (
    Shot("home-visitor", "/"),
    Shot("login", "/accounts/login/"),
    Shot("signup", "/accounts/signup/"),
    Shot("new", "/new/"),
    Shot("unanswered", "/unanswered/"),
    Shot("tags", "/tags/"),
    Shot("about", "/about/"),
    Shot("not-found", "/nothing-here/"),
    Shot("discussion", "/new/", "lucia", "corridor"),
    Shot("founding", "/search/?q=key", "lucia", "Learning as a key"),
    Shot("home-member", "/", "lucia"),
    Shot("kept", "/learning/", "lucia"),
    Shot("notices", "/notifications/", "dele"),
    Shot("person", "/people/grace/", "lucia"),
    Shot("composer", "/d/new/?kind=question", "grace"),
    Shot("drafts", "/drafts/", "grace"),
    Shot("preferences", "/preferences/", "grace"),
    Shot("letter", "/letters/preview/", "lucia"),
    Shot("desk", "/admin/", "tomas"),
    Shot("plant", "/admin/curation/seed/plant/?wish=warm_up&card=T04", "tomas"),
    Shot("seeds", "/admin/curation/seed/", "tomas"),
    Shot("organizer", "/evidence/", "helen"),
)


def main() -> int:
    wanted = [shot for shot in SHOTS if not sys.argv[1:] or shot.name in sys.argv[1:]]
    FOLDER.mkdir(exist_ok=True)
    folder = tempfile.TemporaryDirectory(prefix="ls-shots-")
    with folder, RunningSite(Path(folder.name) / "data", DEMO_MODE="1") as site:
        take(f"http://localhost:{site.port}", wanted)
    print(f"{len(wanted) * len(WIDTHS) * len(THEMES)} pictures in {FOLDER.name}/")
    return 0


def take(address: str, shots: list[Shot]) -> None:
    """All pictures of a running demo."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.found(), args=["--no-sandbox"])
        for person in sorted({shot.person for shot in shots}):
            state = _signed_in(browser, address, person)
            for shot in shots:
                if shot.person == person:
                    _take_all(browser, address, shot, state)


def _signed_in(browser: Browser, address: str, person: str) -> dict[str, object] | None:
    if not person:
        return None
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/accounts/login/")
    page.locator(f"form:has([value='{person}']), form[action*='/{person}/']").first.locator("button").click()
    page.wait_for_load_state()
    state = context.storage_state()
    context.close()
    return dict(state)


def _take_all(browser: Browser, address: str, shot: Shot, state: dict[str, object] | None) -> None:
    for width_name, width in WIDTHS.items():
        for theme in THEMES:
            context = browser.new_context(
                viewport={"width": width, "height": 900}, color_scheme=theme, storage_state=state, locale="en-GB"
            )
            page = context.new_page()
            _open(page, address, shot)
            page.screenshot(path=FOLDER / f"{shot.name}-{width_name}-{theme}.png", full_page=True)
            context.close()


def _open(page: Page, address: str, shot: Shot) -> None:
    page.goto(address + shot.path)
    if shot.first:
        page.get_by_role("link", name=re.compile(shot.first)).first.click()
    page.wait_for_load_state("networkidle")


if __name__ == "__main__":
    sys.exit(main())
