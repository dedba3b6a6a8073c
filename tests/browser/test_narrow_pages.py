"""On a phone nothing is wider than the phone, whatever people write, and the menu opens where it can be read."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from kit import clock
from learning import services as learning
from learning.models import TakeawayVisibility
from tests.browser.test_plant_a_seed import signed_in
from tests.factories import make_comment, make_member, make_post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
TARGET = 44
LONG = "k" * 139
ADDRESS = "https://example.org/" + "path" * 60


@pytest.fixture
def phone(page: Page) -> Page:
    page.set_viewport_size(PHONE)
    return page


def fits(page: Page, what: str) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], what


def test_no_page_is_wider_than_the_phone(phone: Page, live_server, db) -> None:
    member, other = make_member("N" * 60, username="noor"), make_member("O" * 60, username="o" * 28)
    post = make_post(member, kind="question", title=LONG, body=LONG, tags=("t" * 30, "short"))
    make_comment(other, post, body=f"{LONG} {ADDRESS}")
    learning.keep_line(
        member=member, post=post, comment=None, text=LONG, visibility=TakeawayVisibility.PRIVATE, form_token="a"
    )
    signed_in(phone, live_server, member)
    person = member.get_absolute_url()
    for path in ("/", "/new/", "/tags/", post.get_absolute_url(), "/notifications/", person, "/search/?q=kkk",
                 f"/search/?q={'z' * 100}", "/learning/", "/preferences/", f"/d/{post.pk}/edit/"):  # fmt: skip
        phone.goto(live_server.url + path)
        expect(phone.locator("h1")).to_be_visible()
        fits(phone, path)


@pytest.mark.parametrize("path", ["/d/new/", "reply"])
def test_a_long_address_in_a_box_stays_in_it(phone: Page, live_server, db, path) -> None:
    member = make_member()
    post = make_post(member)
    signed_in(phone, live_server, member)
    phone.goto(live_server.url + (post.get_absolute_url() if path == "reply" else path))
    phone.locator(".composer-box textarea").first.fill(ADDRESS * 4)
    fits(phone, path)


@pytest.mark.parametrize("who", [{}, {"is_curator": True, "is_staff": True, "is_organizer": True}])
def test_the_menu_opens_inside_the_phone(phone: Page, live_server, db, who) -> None:
    member = make_member(**who)
    make_comment(make_member("Somebody with a rather long name"), make_post(member))
    signed_in(phone, live_server, member)
    phone.goto(live_server.url)
    summary = phone.locator(".menu > summary")
    expect(phone.locator(".unread-dot")).to_be_visible()
    summary.click()
    panel, button = phone.locator(".menu-panel").bounding_box(), summary.bounding_box()
    assert panel
    assert button
    assert panel["x"] >= 0
    assert panel["x"] + panel["width"] <= PHONE["width"]
    assert min(button["width"], button["height"]) >= TARGET
    assert button["y"] < phone.locator(".site-nav").bounding_box()["y"]
    for item in phone.locator(".menu-item").all():
        assert item.bounding_box()["height"] >= TARGET


def test_what_is_done_with_ones_own_is_a_row_of_equal_buttons_that_wraps(phone: Page, live_server, db) -> None:
    member = make_member()
    post = make_post(member, released=False)
    signed_in(phone, live_server, member)
    phone.goto(live_server.url + post.get_absolute_url())
    acts = phone.locator(".post-acts .button").filter(visible=True)
    boxes = [act.bounding_box() for act in acts.all()]
    assert len(boxes) >= 3
    assert len({box["height"] for box in boxes}) == 1
    assert all(min(box["width"], box["height"]) >= TARGET for box in boxes)
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"] for box in boxes)


def test_days_are_written_as_the_server_writes_them(browser, live_server, db) -> None:
    context = browser.new_context(locale="en-US", timezone_id="UTC")
    page = context.new_page()
    with clock.at(dt.datetime(2025, 10, 22, 9, 5, tzinfo=dt.UTC)):
        member = make_member()
        post = make_post(member)
    signed_in(page, live_server, member)
    page.goto(live_server.url + post.get_absolute_url())
    moment = page.locator(".discussion-head time")
    expect(moment).to_have_text("22 Oct 2025")
    expect(moment).to_have_attribute("title", "22 Oct 2025, 08:04")
    context.close()
