"""Pictures in the box for words, as hands meet them."""

import base64
import io
import re
from pathlib import Path

import pytest
from django.test import Client
from PIL import Image
from playwright.sync_api import Locator, Page, Route, expect

from posts.models import Picture
from tests.browser.test_composer import signed_in
from tests.factories import make_member, make_post
from tests.pictures import brought, photo_with_secrets, picture_bytes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LINE = re.compile(r"!\[(.*)\]\((/pictures/[\w-]{22}-\d+x\d+\.webp)\)")

# Puts files into an event as a browser does it with real ones; nothing else can make such an event in a test.
WITH_FILES = """(area, [kind, files]) => {
  const data = new DataTransfer();
  for (const [name, type, content] of files) {
    data.items.add(new File([Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0))], name, { type }));
  }
  const how = { bubbles: true, cancelable: true };
  if (kind === "paste") area.dispatchEvent(new ClipboardEvent("paste", { ...how, clipboardData: data }));
  else for (const one of ["dragover", "drop"]) area.dispatchEvent(new DragEvent(one, { ...how, dataTransfer: data }));
}"""


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "media", "base_url": None},
        }
    }


@pytest.fixture
def box(page: Page, live_server, db) -> Locator:
    """The reply box under a discussion, with the caret in it."""
    post = make_post(make_member("Ada Author"))
    signed_in(page, live_server, make_member("Mo Member"))
    page.goto(f"{live_server.url}{post.get_absolute_url()}")
    area = page.locator("#reply textarea")
    area.click()
    page.locator("[data-composer][data-ready=yes]").wait_for()
    return area


def give(area: Locator, kind: str, *files: tuple[str, str, bytes]) -> None:
    area.evaluate(WITH_FILES, [kind, [[name, what, base64.b64encode(data).decode()] for name, what, data in files]])


@pytest.mark.parametrize("kind", ["paste", "drop"])
def test_a_picture_is_pasted_or_dropped_described_and_sent(page: Page, box: Locator, kind: str) -> None:
    page.keyboard.type("Look:")
    give(box, kind, ("corridor.jpg", "image/jpeg", photo_with_secrets(size=(1200, 900))))
    words = page.get_by_label("What does it show?")
    words.wait_for()
    expect(box).to_have_value(re.compile(r"^Look:\n\n" + LINE.pattern))
    words.fill("A corridor [north]")
    expect(box).to_have_value(re.compile(r"!\[A corridor \\\[north\\\]\]"))
    page.keyboard.press("Enter")
    expect(box).to_be_focused()
    expect(words).to_be_hidden()
    page.get_by_role("button", name="Reply", exact=True).click()
    shown = page.locator(".comment .prose img")
    expect(shown).to_have_attribute("alt", "A corridor [north]")
    shown.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('.comment .prose img').naturalWidth > 0")


def test_a_file_is_chosen_by_keyboard_alone(page: Page, box: Locator, tmp_path: Path) -> None:
    file = tmp_path / "plan.png"
    file.write_bytes(picture_bytes("PNG", (300, 200)))
    page.on("filechooser", lambda _: None)  # from here on Chromium hands choosers over, however busy the machine is
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Add a picture")).to_be_focused()
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(file)
    words = page.get_by_label("What does it show?")
    words.wait_for()
    expect(page.get_by_role("status").filter(has_text="plan.png is in your words")).to_be_attached()
    expect(box).to_have_value(LINE)


def test_what_is_no_picture_says_why_and_is_left_out(page: Page, box: Locator) -> None:
    page.keyboard.type("Words stay")
    give(box, "drop", ("fake.png", "image/png", b"<svg><script>alert(1)</script></svg>"))
    expect(page.get_by_text("This is no PNG, JPEG or WebP").first).to_be_visible()
    expect(page.get_by_role("button", name="Try again")).to_be_hidden()
    page.get_by_role("button", name="Leave it out").click()
    expect(box).to_have_value("Words stay\n\n")
    expect(box).to_be_focused()


def test_where_the_network_is_gone_it_is_tried_again(page: Page, box: Locator) -> None:
    page.route("**/pictures/", lambda route: route.abort())
    give(box, "paste", ("a.png", "image/png", picture_bytes()))
    expect(page.get_by_text("The network is gone").first).to_be_visible()
    expect(box).to_have_value(re.compile(r"^!\[a\.png is coming\]\(#picture-1\)"))
    page.unroute("**/pictures/")
    page.get_by_role("button", name="Try again").click()
    page.get_by_label("What does it show?").wait_for()
    expect(box).to_have_value(LINE)


def test_where_the_site_is_busy_it_is_sent_again_unasked(page: Page, box: Locator) -> None:
    sent: list[str] = []

    def answer(route: Route) -> None:
        sent.append(route.request.url)
        if len(sent) == 1:
            route.fulfill(status=429, headers={"Retry-After": "1"}, json={"error": "Busy"})
        else:
            route.continue_()

    page.route("**/pictures/", answer)
    give(box, "paste", ("a.png", "image/png", picture_bytes()))
    page.get_by_label("What does it show?").wait_for()
    assert len(sent) == 2


def test_a_large_photograph_is_made_smaller_before_it_is_sent(page: Page, box: Locator) -> None:
    noise = io.BytesIO()
    Image.effect_noise((2400, 3000), 120).save(noise, "JPEG", quality=97)
    assert len(noise.getvalue()) > 5 * 1024 * 1024
    give(box, "drop", ("large.jpg", "image/jpeg", noise.getvalue()))
    page.get_by_label("What does it show?").wait_for(timeout=60_000)
    assert Picture.objects.get().width == 2000


def test_words_wait_for_their_picture(page: Page, box: Locator) -> None:
    page.keyboard.type("Not yet")
    page.route("**/pictures/", lambda route: None)  # on its way, for ever
    give(box, "paste", ("a.png", "image/png", picture_bytes()))
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="still on its way")).to_be_attached()
    expect(page.get_by_role("button", name="Leave it out")).to_be_focused()
    page.keyboard.press("Enter")
    expect(box).to_have_value("Not yet\n\n")


def test_pasted_text_stays_text_though_a_picture_of_it_lies_beside(page: Page, box: Locator) -> None:
    box.evaluate(
        """(area) => {
          const data = new DataTransfer();
          data.setData("text/plain", "words");
          data.items.add(new File(["x"], "image.png", { type: "image/png" }));
          area.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, clipboardData: data }));
        }"""
    )
    expect(page.locator(".pictures-one")).to_have_count(0)


def test_without_scripts_a_page_takes_it_and_gives_the_line(browser, live_server, db, tmp_path: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    post = make_post(make_member("Ada Author"))
    signed_in(page, live_server, make_member("Mo Member"))
    page.goto(f"{live_server.url}{post.get_absolute_url()}")
    with context.expect_page() as opened:
        page.get_by_role("link", name="Add a picture").click()
    tab = opened.value
    file = tmp_path / "plan.png"
    file.write_bytes(picture_bytes("PNG", (300, 200)))
    tab.get_by_label("The picture").set_input_files(file)
    tab.get_by_label("What does it show?").fill("A plan")
    tab.get_by_role("button", name="Add the picture").click()
    line = tab.get_by_label("The line").input_value()
    assert LINE.fullmatch(line)
    page.locator("#reply textarea").fill(line)
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(page.locator(".comment .prose img")).to_have_attribute("alt", "A plan")
    context.close()


def test_nothing_runs_where_a_picture_is_opened_by_itself(page: Page, live_server, db) -> None:
    owner = make_member("Mo Member")
    signed_in(page, live_server, owner)
    said: list[str] = []
    page.on("dialog", lambda dialog: said.append(dialog.message))
    for picture in (brought(owner), brought(owner, (1200, 900))):
        for place in filter(None, (picture.place, picture.place.small)):
            answer = page.goto(f"{live_server.url}{place.address}")
            assert answer
            assert answer.header_value("content-type") == "image/webp"
            assert page.evaluate("document.scripts.length") == 0
    assert not said


def test_nothing_moves_when_it_comes(page: Page, live_server, db) -> None:
    owner = make_member("Mo Member")
    picture = brought(owner, (1200, 900))
    post = make_post(owner, body=f"![A gradient]({picture.place.address})\n\nWhat follows.")
    client = Client()
    client.force_login(owner)
    signed_in(page, live_server, owner)
    page.add_init_script(
        "window.moved = 0;"
        "new PerformanceObserver((list) => { for (const one of list.getEntries()) window.moved += one.value; })"
        ".observe({ type: 'layout-shift', buffered: true });"
    )
    page.goto(f"{live_server.url}{post.get_absolute_url()}")
    page.wait_for_function("document.querySelector('.prose img').naturalWidth > 0")
    assert page.evaluate("window.moved") <= 0.02
    width = page.evaluate("document.querySelector('.prose img').getBoundingClientRect().width")
    assert width <= page.evaluate("document.querySelector('.prose').getBoundingClientRect().width")
    assert Picture.objects.get().posts.get() == post
