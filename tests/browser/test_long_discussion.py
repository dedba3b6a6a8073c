"""A long discussion in a real browser: by keyboard, without scripts, coming back to it, and while others answer."""

import datetime as dt

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page, expect

from comments.models import Comment, ReadingMark
from comments.outline import BUSY
from comments.services import note_seen
from kit import clock
from posts.models import Post
from tests.factories import make_comment, make_member, make_post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def signed_in(page: Page, live_server, member) -> None:
    client = Client()
    client.force_login(member)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )


@pytest.fixture
def reader(db):
    return make_member("Rita Reader")


@pytest.fixture
def post(db) -> Post:
    return make_post(make_member("Ada Author"), visibility="public")


@pytest.fixture
def branch(post) -> list[Comment]:
    """Ten answers to the first of a busy discussion; the last five begin as one line each."""
    writer = make_member("Will Writer")
    first = make_comment(writer, post, body="The first of many.")
    below = [make_comment(writer, post, parent=first, body=f"Answer {n}.", released=False) for n in range(10)]
    for number in range(BUSY):
        make_comment(writer, post, body=f"Another voice, {number}.", released=False)
    return [first, *below]


@pytest.fixture
def came_back(post, branch, reader) -> Comment:
    """Rita was here three hours ago; since then somebody answered inside a folded branch."""
    with clock.at(clock.now() - dt.timedelta(hours=3)):
        note_seen(member=reader, post=post, comment_ids=[])
    return make_comment(make_member("Nia New"), post, parent=branch[-1], body="What came in the meantime.")


def one(page: Page, comment: Comment):
    return page.locator(f"#c{comment.pk}")


def test_new_ones_by_key_and_the_keys_stay_away_from_typing(page: Page, live_server, post, branch, came_back, reader):
    signed_in(page, live_server, reader)
    page.goto(f"{live_server.url}{post.get_absolute_url()}?sort=old")
    expect(page.get_by_text("1 new in one branch")).to_be_visible()
    page.keyboard.press("n")
    expect(one(page, came_back)).to_be_focused()
    page.keyboard.press("p")
    expect(one(page, branch[-1])).to_be_focused()
    page.keyboard.press("x")
    expect(one(page, came_back)).to_be_hidden()
    page.keyboard.press("x")
    expect(one(page, came_back)).to_be_visible()
    page.keyboard.press("k")
    expect(one(page, branch[-2])).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(one(page, came_back)).to_be_focused()
    page.keyboard.press("r")
    box = one(page, came_back).locator("textarea")
    expect(box).to_be_focused()
    page.keyboard.type("jknpx? are letters here")
    expect(box).to_have_value("jknpx? are letters here")


def test_the_list_of_keys_opens_and_can_switch_them_off(page: Page, live_server, post, branch):
    page.goto(f"{live_server.url}{post.get_absolute_url()}")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_label("Switch these keys off").check()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator(".comment:focus")).to_have_count(0)
    page.reload()
    page.get_by_role("button", name="Keys").click()
    page.get_by_label("Switch these keys off").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator(".comment:focus")).to_have_count(1)


def test_what_was_in_sight_is_told_and_what_was_folded_is_not(page: Page, live_server, post, branch, came_back, reader):
    ReadingMark.objects.update(folded=[branch[0].pk])
    signed_in(page, live_server, reader)
    top = make_comment(came_back.author, post, body="On top of everything.")
    page.goto(f"{live_server.url}{post.get_absolute_url()}?sort=new")
    with page.expect_response(
        lambda answer: answer.url.endswith("/seen/") and f"{top.pk}" in (answer.request.post_data or "")
    ):
        one(page, top).scroll_into_view_if_needed()
    mark = ReadingMark.objects.get(member=reader)
    assert top.pk in mark.fresh
    assert came_back.pk not in mark.fresh


def test_a_fold_is_remembered_and_a_link_opens_it(page: Page, live_server, post, branch, reader):
    signed_in(page, live_server, reader)
    url = f"{live_server.url}{post.get_absolute_url()}?sort=old"
    page.goto(url)
    with page.expect_response(lambda answer: answer.url.endswith(f"/c/{branch[0].pk}/fold/")):
        one(page, branch[0]).locator("> details > summary").click()
    expect(one(page, branch[1])).to_be_hidden()
    page.reload()
    expect(one(page, branch[1])).to_be_hidden()
    page.goto(f"{url}&at={branch[1].pk}#c{branch[1].pk}")
    expect(one(page, branch[1])).to_be_visible()


def test_a_mark_is_put_in_place_and_the_focus_stays(page: Page, live_server, post, branch, reader):
    signed_in(page, live_server, reader)
    page.goto(f"{live_server.url}{post.get_absolute_url()}?sort=old")
    button = one(page, branch[0]).get_by_role("button", name="I can use this").first
    button.focus()
    with page.expect_response(lambda answer: "/react/" in answer.url):
        page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_be_focused()
    branch[0].refresh_from_db()
    assert branch[0].use_count == 1


def test_who_answers_meanwhile_is_offered_and_nothing_moves(page: Page, live_server, post, branch, reader):
    signed_in(page, live_server, reader)
    page.clock.install()
    page.goto(f"{live_server.url}{post.get_absolute_url()}?sort=old")
    before = one(page, branch[0]).bounding_box()
    late = make_comment(make_member(), post, body="Just now.")
    page.clock.fast_forward(61_000)
    offer = page.get_by_role("link", name="1 new reply has come")
    expect(offer).to_be_visible()
    assert one(page, branch[0]).bounding_box() == before
    offer.click()
    expect(one(page, late)).to_be_visible()


def test_without_scripts_folds_work_and_reading_is_kept(browser, live_server, post, branch, came_back, reader):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    signed_in(page, live_server, reader)
    with page.expect_response(lambda answer: "/seen.gif" in answer.url):
        page.goto(f"{live_server.url}{post.get_absolute_url()}?sort=old")
    assert came_back.pk in ReadingMark.objects.get(member=reader).fresh
    expect(one(page, branch[-2])).to_be_visible()
    words = one(page, branch[-2]).locator(".comment-one")
    expect(words).to_be_hidden()
    one(page, branch[-2]).locator("summary").click()
    expect(words).to_be_visible()
    page.get_by_role("link", name="Open everything").click()
    expect(one(page, branch[-3]).locator(".comment-one")).to_be_visible()
    page.get_by_role("button", name="Catch up").click()
    expect(page.get_by_text("Caught up")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".new-mark")).to_have_count(1)
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_in_a_busy_discussion(browser, live_server, post, branch, came_back, reader, scheme, width):
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = context.new_page()
    signed_in(page, live_server, reader)
    page.goto(f"{live_server.url}{post.get_absolute_url()}?sort=old")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
