"""A discussion of 1,000 comments on a slow phone: what a reader waits for, sees jump, and how soon an act is answered.

Chromium with its processor slowed down to a quarter and a line of 1.6 Mbit/s with 150 ms there and back. The figures
are the Web Vitals: Largest Contentful Paint, Cumulative Layout Shift and Interaction to Next Paint
(web.dev/articles/vitals), as the browser's own observers tell them.
"""

import argparse
import statistics
from collections.abc import Callable

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from members.models import Member
from posts.models import Post
from tests import chromium
from tests.bench.community import cookies_of, fill, say
from tests.bench.served import Served

LOADS = 5
PHONE = {"width": 390, "height": 844}
SLOWER = 4
LINE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000}
WATCH = """
window.seen = {lcp: 0, cls: 0, acts: {}};
const watch = (type, each, more) => new PerformanceObserver(list => list.getEntries().forEach(each)).observe(
    {type, buffered: true, ...more});
watch("largest-contentful-paint", entry => { seen.lcp = entry.startTime; });
watch("layout-shift", entry => { if (!entry.hadRecentInput) seen.cls += entry.value; });
watch("event", entry => {
    const act = entry.interactionId;
    if (act) seen.acts[act] = Math.max(seen.acts[act] || 0, entry.duration);
}, {durationThreshold: 16});
"""


def _fold(page: Page) -> None:
    page.locator("details.fold[open] > summary").filter(visible=True).first.tap()


def _reply(page: Page) -> None:
    page.locator("a.act-reply").filter(visible=True).first.tap()


def _type(page: Page) -> None:
    page.locator("textarea[name=body]").filter(visible=True).first.tap()
    page.keyboard.type("Some words of mine")


def _keys(page: Page) -> None:
    for key in "jjjjkn":
        page.keyboard.press(key)
        page.wait_for_timeout(200)


ACTS: dict[str, Callable[[Page], None]] = {
    "keys j, k, n": _keys,
    "a branch folded": _fold,
    "reply opened": _reply,
    "words typed": _type,
}


def measure(_wanted: argparse.Namespace, environment: dict[str, str]) -> None:
    """Fill a small community, read its longest discussion on the phone, print the vitals."""
    fill(members=500, discussions=100, comments=14_000, biggest=10_000)
    path = Post.objects.get(comment_count=1000).get_absolute_url()
    cookies = cookies_of(Member.objects.get(username="bench7"))
    with Served(environment) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.found(), args=["--no-sandbox"])
        address = f"http://localhost:{site.port}"
        print("A discussion of 1,000 comments on a phone, signed in", flush=True)
        loads = [_load(browser, address, path, cookies) for _ in range(LOADS)]
        for name, goal in (("lcp", 2000), ("cls", 0.02)):
            figures = [load[name] for load in loads]
            say(name.upper(), f"{statistics.median(figures):.4g}", f"at most {max(figures):.4g} (goal {goal})")
        for act in ACTS:
            figures = [load[act] for load in loads]
            say(f"answer to: {act}, ms", f"{statistics.median(figures):.0f}", f"at most {max(figures):.0f} (goal 200)")
        browser.close()


def _load(browser: Browser, address: str, path: str, cookies: str) -> dict[str, float]:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)
    for pair in cookies.split("; "):
        name, _, value = pair.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": address}])
    context.add_init_script(WATCH)
    page = context.new_page()
    _slow_down(context.new_cdp_session(page))
    page.goto(address + path)
    page.wait_for_timeout(1500)
    found = {"lcp": page.evaluate("seen.lcp")}
    for name, act in ACTS.items():
        page.evaluate("seen.acts = {}")
        act(page)
        page.wait_for_timeout(1500)
        found[name] = page.evaluate("Math.max(0, ...Object.values(seen.acts))")
    found["cls"] = page.evaluate("seen.cls")
    context.close()
    return found


def _slow_down(devtools: CDPSession) -> None:
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", LINE)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
