"""What members do besides reading and replying, with nothing but Tab, Enter, Space, arrows and letters."""

import pytest
from playwright.sync_api import Locator, Page, expect

from comments.models import Comment
from discovery.search.indexing import index_due
from members.models import Preferences
from notifications.models import Notice, PrivateMessage
from posts.models import Draft, Post, Watch
from tests.browser.test_plant_a_seed import signed_in
from tests.factories import make_comment, make_member, make_post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STEPS_AT_MOST = 90
# round itself, or round the box that it fills
SHOWN = """() => [0, 1, 2].reduce((found, _) => {
    const look = getComputedStyle(found.at);
    return { at: found.at.parentElement, is: found.is || look.outlineStyle !== "none" || look.boxShadow !== "none" };
}, { at: document.activeElement, is: false }).is"""


@pytest.fixture
def mo(db):
    return make_member("Mo Member", username="mo")


@pytest.fixture
def post(db) -> Post:
    return make_post(make_member("Ada Author"), title="Chairs in a circle", body="Round or square, and why?")


@pytest.fixture
def keys(page: Page, live_server, mo) -> Page:
    """A page on which the mouse is never used."""
    signed_in(page, live_server, mo)
    return page


def go_to(page: Page, target: Locator) -> None:
    """Tab until the focus is there, and see that it can be seen."""
    target.first.wait_for()  # on the page that the last key led to
    for _ in range(STEPS_AT_MOST):
        if target.evaluate_all("found => found.includes(document.activeElement)"):
            break
        page.keyboard.press("Tab")
    else:
        raise AssertionError(f"{target} is not reached by Tab")
    assert page.evaluate(SHOWN), f"{target} shows no focus"


def press(page: Page, target: Locator, key: str = "Enter") -> None:
    go_to(page, target)
    page.keyboard.press(key)


def test_search_for_words_and_open_what_was_found(keys: Page, live_server, post) -> None:
    index_due(seconds=30)
    keys.goto(live_server.url)
    press(keys, keys.get_by_role("link", name="Search"))
    go_to(keys, keys.get_by_role("searchbox"))
    keys.keyboard.type("circle")
    keys.keyboard.press("Enter")
    press(keys, keys.get_by_role("link", name="Chairs in a circle"))
    expect(keys.get_by_role("heading", level=1)).to_have_text("Chairs in a circle")


def test_follow_a_discussion_and_mute_it(keys: Page, live_server, post, mo) -> None:
    keys.goto(live_server.url + post.get_absolute_url())
    press(keys, keys.locator(".levels > summary"))
    press(keys, keys.get_by_role("button", name="Follow"))
    expect(keys.locator(".levels > summary")).to_contain_text("Following")
    press(keys, keys.locator(".levels > summary"))
    press(keys, keys.get_by_role("button", name="Mute"))
    expect(keys.locator(".levels > summary")).to_contain_text("Muted")
    assert Watch.objects.get(member=mo).level == "muted"


def test_share_a_discussion(keys: Page, live_server, post) -> None:
    keys.context.grant_permissions(["clipboard-read", "clipboard-write"])
    keys.goto(live_server.url + post.get_absolute_url())
    press(keys, keys.locator(".share > summary"), "Space")
    press(keys, keys.get_by_role("button", name="Copy it"))
    expect(keys.locator("#toasts")).to_have_text("The address is copied.")


def test_write_to_one_person_about_a_discussion(keys: Page, live_server, post, mo) -> None:
    keys.goto(live_server.url + post.get_absolute_url())
    press(keys, keys.get_by_role("link", name="Write to Ada Author"))
    go_to(keys, keys.locator("textarea"))
    keys.keyboard.type("Between us: square.")
    press(keys, keys.get_by_role("button", name="Send"))
    expect(keys.get_by_text("Between us: square.")).to_be_visible()
    assert PrivateMessage.objects.get().author == mo


def test_choose_what_one_is_told(keys: Page, live_server, mo) -> None:
    keys.goto(f"{live_server.url}/preferences/notices/")
    box = keys.get_by_role("checkbox").first
    press(keys, box, "Space")
    choice = keys.get_by_role("combobox").first
    go_to(keys, choice)
    before = choice.input_value()
    keys.keyboard.press("ArrowDown")
    after = choice.input_value()
    assert after != before
    press(keys, keys.get_by_role("button", name="Save"))
    expect(keys.get_by_role("status").first).to_contain_text("saved")
    assert Preferences.objects.get(member=mo).notice_choices
    expect(choice).to_have_value(after)
    expect(box).not_to_be_checked()


def test_read_what_one_was_told(keys: Page, live_server, mo) -> None:
    own = make_post(mo, title="Mine alone")
    make_comment(make_member("Bob Answering"), own, body="An answer for you.")
    keys.goto(live_server.url)
    press(keys, keys.locator(".menu > summary"))
    press(keys, keys.locator(".menu").get_by_role("link", name="Notifications"))
    press(keys, keys.locator("main").get_by_role("link", name="Bob Answering replied"))
    expect(keys.get_by_role("heading", level=1)).to_have_text("Mine alone")
    assert not Notice.objects.filter(recipient=mo, seen_at__isnull=True).exists()


def test_begin_a_draft_let_it_go_bring_it_back_and_publish_it(keys: Page, live_server, mo) -> None:
    keys.goto(live_server.url)
    press(keys, keys.locator(".site-header").get_by_role("link", name="Start a discussion"))
    go_to(keys, keys.locator("[name=title]"))
    keys.keyboard.type("Open doors")
    go_to(keys, keys.locator("[name=body]"))
    keys.keyboard.type("Open ones.")
    with keys.expect_navigation():
        press(keys, keys.get_by_role("button", name="Keep as a draft"))
    keys.goto(f"{live_server.url}/drafts/")
    press(keys, keys.get_by_role("button", name="Let it go"))
    press(keys, keys.get_by_role("button", name="Bring it back"))
    press(keys, keys.get_by_role("link", name="Go on writing"))
    go_to(keys, keys.locator("[name=tags]"))
    keys.keyboard.type("doors")
    press(keys, keys.get_by_role("button", name="Publish"))
    expect(keys.get_by_role("heading", level=1)).to_have_text("Open doors")
    assert not Draft.objects.exists()
    press(keys, keys.get_by_role("button", name="Take it back"))
    expect(keys.get_by_role("heading", level=1)).not_to_have_text("Open doors")
    assert not Post.objects.filter(status="published").exists()


def test_change_a_comment_and_see_what_changed(keys: Page, live_server, post, mo) -> None:
    comment = make_comment(mo, post, body="Squre.")
    keys.goto(f"{live_server.url}{post.get_absolute_url()}#c{comment.pk}")
    one = keys.locator(f"#c{comment.pk}")
    press(keys, one.get_by_role("link", name="Edit"))
    go_to(keys, keys.locator("textarea"))
    keys.keyboard.press("Control+a")
    keys.keyboard.type("Square.")
    press(keys, keys.get_by_role("button", name="Save"))
    expect(one.get_by_role("paragraph").filter(has_text="Square.")).to_be_visible()
    assert Comment.objects.get().body == "Square."
    press(keys, one.get_by_role("link", name="edited"))
    expect(keys.get_by_role("heading", level=1)).to_have_text("What changed")
