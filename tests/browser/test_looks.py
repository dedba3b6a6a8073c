"""What only a browser knows: whether a page fits its window, and where the dots of a line stand."""

import pytest
from django.test import Client
from playwright.sync_api import Page

from curation.models import ModeratorAction, SeedTemplate
from tests.factories import make_member, make_post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LISTS = ("members/member/", "curation/moderatoraction/", "kit/setting/", "posts/post/")
DOT = "element => getComputedStyle(element, '{}').content"


@pytest.fixture
def desk(page: Page, live_server, db) -> Page:
    admin = make_member("Adam Admin", is_superuser=True, is_staff=True)
    client = Client()
    client.force_login(admin)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    post = make_post(make_member("Ada Author"), title="A title that is long enough to need some room in a list")
    why = "It names somebody who was not asked, and says more about them than they would like. " * 2
    ModeratorAction.objects.create(actor=admin, action="hide", post=post, member=post.author, reason=why[:200])
    return page


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("path", LISTS)
def test_the_admin_panel_fits_its_window(desk: Page, live_server, path, width) -> None:
    desk.set_viewport_size({"width": width, "height": 900})
    desk.goto(f"{live_server.url}/admin/{path}")
    assert desk.evaluate("document.documentElement.scrollWidth") == width


def test_a_filter_covers_no_column(desk: Page, live_server) -> None:
    desk.set_viewport_size({"width": 1440, "height": 900})
    desk.goto(f"{live_server.url}/admin/curation/moderatoraction/")
    table, aside = desk.locator(".results").bounding_box(), desk.locator("#changelist-filter").bounding_box()
    assert table
    assert aside
    assert table["x"] + table["width"] <= aside["x"]


def test_a_history_link_stands_above_the_first_label(desk: Page, live_server) -> None:
    template = SeedTemplate.objects.get(code="T04")
    desk.goto(f"{live_server.url}/admin/curation/seedtemplate/{template.pk}/change/")
    link, label = desk.locator(".historylink").bounding_box(), desk.locator(".form-row").first.bounding_box()
    assert link
    assert label
    assert link["y"] + link["height"] <= label["y"]


def test_a_dot_stands_behind_an_item_and_not_behind_the_last(desk: Page, live_server) -> None:
    desk.goto(f"{live_server.url}/letters/preview/")
    parts = desk.locator(".page-head .meta > *")
    assert parts.first.evaluate(DOT.format("::after")) == '"·"'
    assert parts.last.evaluate(DOT.format("::before")) == parts.last.evaluate(DOT.format("::after")) == "none"
