"""Copying an address in Chromium, and the head of a public discussion under the site's own policy."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories import make_comment, make_member, make_post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_one_click_copies_the_address_and_says_so(page: Page, live_server, db) -> None:
    post = make_post(make_member(), visibility="public")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(live_server.url + post.get_absolute_url())
    page.locator(".share > summary").click()
    page.get_by_role("button", name="Copy it").click()
    expect(page.locator("#toasts")).to_have_text("The address is copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#share-address").input_value()
    assert copied.endswith(post.get_absolute_url())


def test_structured_data_breaks_no_policy(page: Page, live_server, db) -> None:
    post = make_post(make_member(), visibility="public")
    make_comment(make_member(), post)
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    page.goto(live_server.url + post.get_absolute_url())
    assert page.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)")
    assert not [text for text in told if "Content Security Policy" in text]
