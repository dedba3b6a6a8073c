"""A curator plants a seed with the keyboard: from the desk to the live link, every act counted."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from posts.models import Post
from tests.factories import make_member, make_post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ACTS_AT_MOST = 12
FIELDS_AT_MOST = 3


def signed_in(page: Page, live_server, member) -> None:
    client = Client()
    client.force_login(member)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )


def test_by_keyboard_in_at_most_twelve_acts(page: Page, live_server, db) -> None:
    curator = make_member("Cleo Curator", is_curator=True, is_staff=True)
    make_post(make_member(), tags=("breaks",))
    signed_in(page, live_server, curator)
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    acts = fields = 0

    def press(name: str, role: str = "link") -> None:
        nonlocal acts
        page.get_by_role(role, name=name).first.focus()
        page.keyboard.press("Space" if role == "checkbox" else "Enter")
        acts += 1

    def write(text: str) -> None:
        nonlocal acts, fields
        page.keyboard.type(text)
        acts, fields = acts + 1, fields + 1

    page.goto(f"{live_server.url}/admin/")
    press("Plant a seed")
    press("Warm up")
    press("Pick one")
    box = page.get_by_role("textbox", name="What members will read")
    expect(box).to_be_focused()
    write("tea")
    page.keyboard.press("Tab")
    write("coffee")
    page.keyboard.press("Tab")
    write("the break")
    acts += 2
    expect(box).to_have_value("tea or coffee for the break? Pick one and give one reason.")
    expect(page.locator("#preview")).to_contain_text("tea or coffee for the break?")
    press("breaks", "checkbox")
    press("Plant it", "button")
    expect(page.get_by_role("link", name="Look at it")).to_be_visible()
    assert Post.objects.filter(is_seed=True, title="tea or coffee?").exists()
    assert (acts <= ACTS_AT_MOST, fields <= FIELDS_AT_MOST) == (True, True), (acts, fields)
    assert refused == []


def test_without_scripts_every_step_is_a_link_or_a_button(browser, live_server, db) -> None:
    curator = make_member("Cleo Curator", is_curator=True, is_staff=True)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    signed_in(page, live_server, curator)
    page.goto(f"{live_server.url}/admin/curation/seed/plant/")
    page.get_by_role("link", name="Warm up").click()
    page.get_by_role("link", name="Stopped doing").click()
    page.get_by_label("Other tags").fill("habits")
    page.get_by_role("button", name="See how it looks").click()
    expect(page.locator("#preview")).to_contain_text("habits")
    page.get_by_role("button", name="Plant it").click()
    expect(page.get_by_role("link", name="Look at it")).to_be_visible()
    context.close()


def test_a_refused_form_says_so_where_one_looks_and_the_card_is_changed_without_losing_words(
    page: Page, live_server, db
) -> None:
    page.set_viewport_size({"width": 390, "height": 700})
    signed_in(page, live_server, make_member("Cleo Curator", is_curator=True, is_staff=True))
    page.goto(f"{live_server.url}/admin/curation/seed/plant/?wish=apply&card=T02#id_body")
    page.get_by_role("button", name="Plant it").click()
    problems = page.locator("#problems")
    expect(problems).to_be_focused()
    expect(problems).to_be_in_viewport()
    problems.get_by_role("link", name="What members will read").click()
    page.get_by_role("textbox", name="What members will read").fill("My own words")
    page.get_by_role("button", name="Go deeper").click()
    page.get_by_role("button", name="Keep one, doubt one").click()
    expect(page.get_by_role("textbox", name="What members will read")).to_have_value("My own words")
    page.get_by_label("Other tags").press("Enter")
    expect(page.locator("#problems")).to_be_focused()
    assert not Post.objects.exists()
