"""The box for words, as hands meet it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Locator, Page, expect

from comments.models import Comment, ReplyDraft
from posts.models import Draft
from posts.services import save_draft
from tests.factories import make_comment, make_member, make_post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def signed_in(page: Page, live_server, member) -> None:
    client = Client()
    client.force_login(member)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )


@pytest.fixture
def box(page: Page, live_server, db) -> Locator:
    """The reply box under a discussion, with the caret in it."""
    post = make_post(make_member("Ada Author"))
    signed_in(page, live_server, make_member("Mo Member"))
    page.goto(f"{live_server.url}{post.get_absolute_url()}")
    area = page.locator("#reply textarea")
    area.click()
    # what the box can do comes when somebody turns to it
    page.locator("[data-composer][data-ready=yes]").wait_for()
    return area


def test_keys_and_toolbar_write_markdown_that_undo_takes_back(page: Page, box: Locator) -> None:
    page.keyboard.type("well said")
    page.keyboard.press("Shift+Control+ArrowLeft")
    page.keyboard.press("Control+b")
    expect(box).to_have_value("well **said**")
    page.keyboard.press("Control+b")
    expect(box).to_have_value("well said")
    page.keyboard.press("Control+i")
    expect(box).to_have_value("well *said*")
    for _step in range(3):
        page.keyboard.press("Control+z")
    expect(box).to_have_value("well said")
    page.keyboard.press("Control+k")
    expect(box).to_have_value("well [said](https://)")
    page.keyboard.type("example.org")
    expect(box).to_have_value("well [said](example.org)")


def test_the_toolbar_is_one_stop_and_is_walked_with_arrows(page: Page, box: Locator) -> None:
    page.keyboard.type("one\ntwo")
    page.keyboard.press("Control+a")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Bold")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("button", name="Bold")).to_be_focused()
    for _step in range(5):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Numbered list")).to_be_focused()
    page.keyboard.press("Enter")
    expect(box).to_have_value("1. one\n2. two")
    expect(box).to_be_focused()
    page.keyboard.press("Control+z")
    expect(box).to_have_value("one\ntwo")
    page.keyboard.press("Control+a")
    for name, value in (("Quote", "> one\n> two"), ("Quote", "one\ntwo"), ("List", "- one\n- two")):
        page.get_by_role("button", name=name, exact=True).click()
        expect(box).to_have_value(value)
    page.keyboard.press("Control+a")
    page.get_by_role("button", name="Code").click()
    expect(box).to_have_value("```\n- one\n- two\n```")


def test_a_look_at_the_words_and_back(page: Page, box: Locator) -> None:
    page.keyboard.type("**well** @nobody")
    page.get_by_role("tab", name="Preview").click()
    panel = page.get_by_role("tabpanel", name="Preview")
    expect(panel.locator("strong")).to_have_text("well")
    expect(panel.locator("a")).to_have_count(0)
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("tab", name="Write")).to_be_focused()
    expect(box).to_have_value("**well** @nobody")
    expect(box).to_be_visible()


def test_without_scripts_the_words_are_looked_at_and_kept(browser, live_server, db) -> None:
    post = make_post(make_member("Ada Author"))
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    signed_in(page, live_server, make_member("Mo Member"))
    page.goto(f"{live_server.url}{post.get_absolute_url()}")
    expect(page.get_by_role("toolbar")).to_be_hidden()
    page.locator("#reply textarea").fill("**well**")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview strong")).to_have_text("well")
    expect(page.locator("textarea")).to_have_value("**well**")
    page.get_by_role("button", name="Reply").click()
    expect(page.locator(".comment strong")).to_have_text("well")
    context.close()


SHORT_PAUSE = """
const wait = window.setTimeout;
window.setTimeout = (act, ms, ...more) => wait(act, ms === 5000 ? 50 : ms, ...more);
"""


@pytest.fixture
def hasty(page: Page) -> Page:
    """Does not wait five seconds after the last key."""
    page.add_init_script(SHORT_PAUSE)
    return page


def ready(page: Page) -> Locator:
    area = page.locator("[data-composer] textarea")
    area.click()
    page.locator("[data-composer][data-ready=yes]").wait_for()
    return area


def kept_here(page: Page) -> int:
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:')).length")


def test_words_are_saved_while_one_writes_and_are_there_again(hasty: Page, live_server, db) -> None:
    page = hasty
    member = make_member("Mo Member")
    signed_in(page, live_server, member)
    page.goto(f"{live_server.url}/d/new/")
    ready(page)
    page.keyboard.type("Half a thought")
    expect(page.locator(".composer-state [data-said]")).to_contain_text("Saved")
    draft = Draft.objects.get(member=member)
    assert draft.body == "Half a thought"
    assert kept_here(page) == 0
    page.keyboard.type(", and more")
    expect(page.locator("[name=draft_version]")).to_have_value("2")
    draft.refresh_from_db()
    assert (Draft.objects.count(), draft.body) == (1, "Half a thought, and more")


def test_words_that_were_there_before_the_script_and_a_title_alone_are_saved_too(hasty: Page, live_server, db) -> None:
    signed_in(hasty, live_server, make_member("Mo Member"))
    hasty.goto(f"{live_server.url}/d/new/")
    hasty.locator("[name=title]").fill("A title alone")
    expect(hasty.locator(".composer-state [data-said]")).to_contain_text("Saved")
    assert Draft.objects.get().title == "A title alone"
    hasty.goto(f"{live_server.url}/d/new/?kind=question")
    hasty.locator("[data-composer] textarea").fill("Pasted at once")
    expect(hasty.locator(".composer-state [data-said]")).to_contain_text("Saved")
    assert Draft.objects.filter(body="Pasted at once").count() == 1


def test_a_crash_before_the_server_heard_of_it(page: Page, live_server, db) -> None:
    signed_in(page, live_server, make_member("Mo Member"))
    page.goto(f"{live_server.url}/d/new/")
    page.route("**/drafts/autosave/", lambda route: route.abort())
    ready(page)
    page.keyboard.type("Not yet anywhere")
    page.goto(f"{live_server.url}/d/new/?kind=question")
    expect(page.locator("[data-newer]")).to_be_visible()
    page.get_by_role("button", name="Put them back").click()
    expect(page.locator("[data-composer] textarea")).to_have_value("Not yet anywhere")
    page.goto(f"{live_server.url}/d/new/")
    page.get_by_role("button", name="Let them go").click()
    expect(page.locator("[data-newer]")).to_be_hidden()
    assert kept_here(page) == 0


def test_two_windows_of_one_draft(hasty: Page, live_server, db) -> None:
    first = hasty
    member = make_member("Mo Member")
    draft = save_draft(member=member, kind="reflection", title="One title", body="As it was.")
    signed_in(first, live_server, member)
    address = f"{live_server.url}/d/new/?draft={draft.pk}"
    first.goto(address)
    second = first.context.new_page()
    second.add_init_script(SHORT_PAUSE)
    second.goto(address)
    ready(first).fill("From the first.")
    expect(first.locator(".composer-state [data-said]")).to_contain_text("Saved")
    ready(second).fill("From the second.")
    expect(second.locator(".composer-state [data-said]")).to_contain_text("changed in another window")
    draft.refresh_from_db()
    assert draft.body == "From the first."
    second.get_by_role("button", name="Show both").click()
    expect(second.locator("main")).to_contain_text("From the first.")
    expect(second.locator("[data-composer] textarea")).to_have_value("From the second.")
    draft.refresh_from_db()
    assert draft.body == "From the first."


def test_a_lost_network_keeps_the_words_and_sends_them_once(hasty: Page, live_server, db) -> None:
    page = hasty
    post = make_post(make_member("Ada Author"))
    signed_in(page, live_server, make_member("Mo Member"))
    page.goto(f"{live_server.url}{post.get_absolute_url()}")
    ready(page)
    page.context.set_offline(True)
    page.keyboard.type("Sent from a train")
    expect(page.locator(".composer-state [data-said]")).to_contain_text("no network")
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(page.locator("[data-unsent]")).to_be_visible()
    assert kept_here(page) == 1
    assert not Comment.objects.exists()
    page.context.set_offline(False)
    expect(page.locator(".comment", has_text="Sent from a train")).to_be_visible()
    assert Comment.objects.count() == 1
    assert kept_here(page) == 0


def test_an_answer_that_got_lost_makes_one_comment(page: Page, live_server, db) -> None:
    post = make_post(make_member("Ada Author"))
    signed_in(page, live_server, make_member("Mo Member"))
    page.goto(f"{live_server.url}{post.get_absolute_url()}")
    ready(page)
    page.keyboard.type("Sent from a tunnel")
    lost = []

    def lose(route) -> None:
        if not lost:
            lost.append(route.fetch(max_redirects=0).status)
            route.abort()
        else:
            route.continue_()

    page.route("**/comments/", lose)
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(page.locator("[data-unsent]")).to_be_visible()
    assert Comment.objects.count() == 1
    page.get_by_role("button", name="Send now").click()
    expect(page.locator(".comment", has_text="Sent from a tunnel")).to_be_visible()
    assert (lost, Comment.objects.count()) == ([204], 1)


def test_what_the_server_refuses_is_said_on_its_page(page: Page, live_server, db) -> None:
    signed_in(page, live_server, make_member("Mo Member"))
    page.goto(f"{live_server.url}/d/new/")
    ready(page)
    page.keyboard.type("No title yet")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".field-error").first).to_be_visible()
    expect(page.locator("[data-composer] textarea")).to_have_value("No title yet")


def test_an_ended_session_is_said_and_words_stay_in_this_browser(hasty: Page, live_server, db) -> None:
    page = hasty
    signed_in(page, live_server, make_member("Mo Member"))
    page.goto(f"{live_server.url}/d/new/")
    ready(page)
    page.context.clear_cookies(name="sessionid")
    page.keyboard.type("Still here")
    expect(page.locator(".composer-state [data-said]")).to_contain_text("You are signed out")
    assert kept_here(page) == 1


def test_signing_out_leaves_nothing_in_the_browser_and_all_on_the_server(page: Page, live_server, db) -> None:
    signed_in(page, live_server, make_member("Mo Member"))
    page.goto(f"{live_server.url}/d/new/")
    ready(page)
    page.keyboard.type("Mine alone")
    assert kept_here(page) == 1
    page.goto(f"{live_server.url}/accounts/logout/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{live_server.url}/")
    assert kept_here(page) == 0
    assert Draft.objects.get().body == "Mine alone"


def test_a_reply_comes_back_where_it_was_begun(hasty: Page, live_server, db) -> None:
    page = hasty
    author = make_member("Ada Author")
    post = make_post(author)
    comment = make_comment(author, post)
    signed_in(page, live_server, make_member("Mo Member"))
    address = f"{live_server.url}{post.get_absolute_url()}"
    page.goto(address)
    page.locator(f"#c{comment.pk}").get_by_role("link", name="Reply").click()
    area = ready(page)
    page.keyboard.type("An answer")
    expect(page.locator(".composer-state [data-said]")).to_contain_text("Saved")
    page.goto(address)
    ready(page)
    expect(area).to_have_value("")
    page.locator(f"#c{comment.pk}").get_by_role("link", name="Reply").click()
    expect(area).to_have_value("An answer")
    page.get_by_role("button", name="Answer the discussion instead").click()
    expect(page.locator(".composer-state [data-said]")).to_contain_text("Saved")
    expect(area).to_have_value("An answer")
    assert list(ReplyDraft.objects.values_list("parent_id", "body")) == [(None, "An answer")]


def paste(area: Locator, html: str, plain: str) -> None:
    area.evaluate(
        """(area, [html, plain]) => {
            const held = new DataTransfer();
            if (html) held.setData("text/html", html);
            held.setData("text/plain", plain);
            const event = new ClipboardEvent("paste", { clipboardData: held, bubbles: true, cancelable: true });
            if (area.dispatchEvent(event)) document.execCommand("insertText", false, plain);
        }""",
        [html, plain],
    )


RICH = """<meta charset="utf-8"><b style="font-weight:normal"><h2>A title</h2>
<p>Some <strong>bold</strong> and <em>slanted</em> words, a <a href="https://example.org/a">link</a>,
<a href="javascript:alert(1)">none</a> and <code>x*y</code>.</p>
<ul><li>one</li><li>two<ol><li>deep</li></ol></li></ul>
<blockquote><p>said</p><p>twice</p></blockquote>
<pre><code class="language-py">def f():
    pass
</code></pre>
<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2|3</td></tr></table>
<script>alert(2)</script><img src="x" onerror="alert(3)" alt="a picture">5 * 3 &lt;b&gt;</b>"""
MARKDOWN = """## A title

Some **bold** and *slanted* words, a [link](https://example.org/a), none and `x*y`.

- one
- two
  1. deep

> said
>
> twice

```py
def f():
    pass
```

| a | b |
| --- | --- |
| 1 | 2\\|3 |

a picture5 \\* 3 \\<b>"""


def test_rich_text_becomes_markdown(page: Page, box: Locator) -> None:
    said: list[str] = []
    page.on("dialog", lambda dialog: said.append(dialog.message))
    paste(box, RICH, "plain")
    expect(box).to_have_value(MARKDOWN)
    page.keyboard.press("Control+z")
    expect(box).to_have_value("")
    paste(box, "<p>Only <span>words</span></p>", "Only words")
    expect(box).to_have_value("Only words")
    assert said == []


def test_an_address_over_chosen_words_is_a_link_and_code_stays_plain(page: Page, box: Locator) -> None:
    page.keyboard.type("see this")
    page.keyboard.press("Shift+Control+ArrowLeft")
    paste(box, "", "https://example.org/a_(b)")
    expect(box).to_have_value("see [this](https://example.org/a_%28b%29)")
    box.fill("```\n")
    page.keyboard.press("Control+End")
    paste(box, "<b>x</b>", "x")
    expect(box).to_have_value("```\nx")


def test_people_are_offered_and_taken_by_keyboard(page: Page, box: Locator) -> None:
    make_member("Quentin Adams", username="adams")
    make_member("Quinn Other", username="quinn")
    page.keyboard.type("Thanks, @qui")
    people = page.get_by_role("option")
    expect(people).to_have_count(1)
    page.keyboard.press("Backspace")
    expect(people).to_have_count(2)
    expect(people.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", people.first.get_attribute("id"))
    page.keyboard.press("ArrowDown")
    name = people.nth(1).get_attribute("data-name")
    page.keyboard.press("Enter")
    expect(box).to_have_value(f"Thanks, @{name} ")
    expect(people).to_have_count(0)
    page.keyboard.type("@qu")
    expect(people).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    page.keyboard.press("Tab")
    expect(box).not_to_be_focused()
    expect(box).to_have_value(f"Thanks, @{name} @qu")


def test_who_takes_part_is_offered_by_any_part_of_their_name(page: Page, box: Locator) -> None:
    make_member("Auric Elsewhere", username="auric")
    page.keyboard.type("Thanks, @aut")
    expect(page.get_by_role("option")).to_have_count(1)
    expect(page.get_by_role("option")).to_contain_text("Ada Author")
    page.keyboard.press("Backspace")
    expect(page.get_by_role("option")).to_have_count(2)
    expect(page.get_by_role("option").first).to_contain_text("Ada Author")


CHOOSE = """(words) => {
    const range = document.createRange();
    range.selectNodeContents(words);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""


def test_chosen_words_of_the_discussion_and_of_a_comment_are_quoted(page: Page, live_server, db) -> None:
    author = make_member("Ada Author")
    post = make_post(author, body="First line.\n\n- a **list**\n- of two")
    comment = make_comment(author, post, body="Something said.")
    signed_in(page, live_server, make_member("Mo Member"))
    page.goto(f"{live_server.url}{post.get_absolute_url()}")
    area = page.locator("#reply textarea")
    page.locator(".discussion [data-quotable]").click()
    page.locator(".discussion [data-quotable]").evaluate(CHOOSE)
    button = page.locator("[data-quote-here]")
    expect(button).to_be_visible()
    button.focus()
    page.keyboard.press("Enter")
    expect(area).to_have_value("> First line.\n>\n> - a **list**\n> - of two\n\n")
    expect(area).to_be_focused()
    area.blur()
    page.locator(f"#c{comment.pk} [data-quotable]").evaluate(CHOOSE)
    expect(button).to_be_visible()
    page.keyboard.press("q")
    in_place = page.locator(f"#c{comment.pk} textarea")
    expect(in_place).to_have_value("> First line.\n>\n> - a **list**\n> - of two\n\n> Something said.\n\n")


def test_nothing_is_found_by_axe(page: Page, box: Locator) -> None:
    make_member("Quinn Other", username="quinn")
    page.keyboard.type("@qui")
    expect(page.get_by_role("option")).to_have_count(1)
    found = Axe().run(page, context=".reply")
    assert found.violations_count == 0, found.generate_report()
