"""Members' text to HTML: judged by parsing the result, not by searching it."""

import gc
import re
import time
from collections.abc import Collection, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from kit.markdown import EXCERPT_LENGTH, MAX_LENGTH, RENDERER_VERSION, TooDeep, TooLong, check_depth, from_html, render
from tests.kit.pathological import GENERATORS

ALLOWED = {
    "a": {"href", "title", "rel", "class"},
    "code": {"class"},
    "ol": {"start"},
    "p": {"class"},
    "pre": {"class"},
    "span": {"class"},
    "td": {"class"},
    "th": {"class"},
} | {
    tag: set()
    for tag in [
        "br",
        "hr",
        "em",
        "strong",
        "s",
        "blockquote",
        "ul",
        "li",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "thead",
        "tbody",
        "tr",
    ]
}  # noqa: E501

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt&colon;alert(1))",
    "[a](java\nscript:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](data:text/html;base64,PHN2Zz4=)",
    "![a](data:image/png;base64,AAAA)",
    "[a](vbscript:x) <vbscript:x> <javascript:alert(1)>",
    "[a](//evil.example) [b](/\\evil.example) [c](\\\\evil.example) [d](https:evil.example)",
    '[a](http://x.example "\\"onmouseover=alert(1) x=\\"")',
    '```py" onload="alert(1)\nx\n```',
    "[a]() ![b]() [c](<>)",
    "[x]: javascript:alert(1)\n\n[x]",
    "|a|\n|:-:|\n|<b onclick=alert(1)>|",
    "ftp://files.example <ftp://files.example>",
    "http://x.example/\"onclick='alert(1)'",
]


def elements(html: str) -> Iterator[lxml_html.HtmlElement]:
    return lxml_html.fragment_fromstring(html, create_parent="body").iterdescendants()


def words(html: str) -> str:
    return lxml_html.fragment_fromstring(html, create_parent="body").text_content()


def links(text: str) -> list[lxml_html.HtmlElement]:
    return [element for element in elements(render(text).html) if element.tag == "a"]


def assert_safe(html: str) -> None:
    for element in elements(html):
        assert element.tag in ALLOWED, element.tag
        assert set(element.attrib) <= ALLOWED[element.tag], dict(element.attrib)
        if element.tag == "a":
            assert re.match(r"https?://|mailto:|/[^/\\]|/\Z", element.get("href")), element.get("href")
            assert element.get("rel") == "ugc nofollow noopener"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_payload_renders_nothing_that_runs(payload: str) -> None:
    assert_safe(render(payload).html)


def test_cleaner_alone_would_stop_what_the_parser_lets_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kit.markdown._parser.renderer.render", lambda *_: "<script>x</script><a onclick=x>y</a>")
    html = render("x").html
    assert_safe(html.replace("<a ", '<a href="/" '))


@given(st.text(max_size=400))
@settings(deadline=None, max_examples=150)
def test_any_text_renders_safely(text: str) -> None:
    assert_safe(render(text).html)


@given(st.text(alphabet="*_~`[]()<>!#-+.:|\\@&\"'\n\t aZ19/é\ud800\0\u202e", max_size=120))
@settings(deadline=None, max_examples=250)
def test_any_markup_is_safe_or_too_deep(text: str) -> None:
    try:
        rendered = render(text)
    except TooDeep:
        return
    assert_safe(rendered.html)
    assert len(rendered.excerpt) <= EXCERPT_LENGTH


@given(st.lists(st.text(alphabet=st.characters(categories=["L", "Nd"]), min_size=1, max_size=20), max_size=60))
@settings(deadline=None, max_examples=100)
def test_plain_words_all_survive(said: list[str]) -> None:
    assert words(render(" ".join(said)).html).split() == " ".join(said).split()


def test_control_characters_and_half_surrogates_are_replaced() -> None:
    rendered = render("a\0b\ud800c\x0bd")
    assert words(rendered.html).strip() == rendered.excerpt == "a\ufffdb\ufffdc\ufffdd"


def test_bidi_overrides_are_dropped() -> None:
    assert render("safe\u202egpj.exe `a\u2066b`").excerpt == "safegpj.exe ab"


def _timed(text: str) -> tuple[float, str]:
    """Seconds of this process and what came out; the other tests' objects are kept out of the collector's way."""
    gc.freeze()
    started = time.process_time()
    try:
        html = render(text).html
    except TooDeep:
        html = ""
    seconds = time.process_time() - started
    gc.unfreeze()
    return seconds, html


@pytest.mark.parametrize("name", GENERATORS)
def test_hostile_text_stays_within_time_and_size(name: str) -> None:
    text = GENERATORS[name](MAX_LENGTH)[:MAX_LENGTH]
    best, html = min(_timed(text) for _try in range(3))
    assert best < 1.0
    assert len(html) <= 10 * len(text) + 5_000


@pytest.mark.parametrize(
    "text",
    [
        "> " * 21 + "word",
        "\n".join("  " * level + "- a" for level in range(21)),
        "1. " * 21 + "word",
        "*a **b " * 11 + "word" + " b** a*" * 11,
        "[" * 21 + "word" + "]" * 21,
        "> - " * 11 + "word",
    ],
)
def test_too_deep_is_refused_before_parsing(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kit.markdown._parser.parse", lambda *_: pytest.fail("parsed"))
    with pytest.raises(TooDeep):
        render(text)


@pytest.mark.parametrize(
    "text",
    [
        "> " * 20 + "word",
        "\n".join("  " * level + "- word" for level in range(20)),
        "[" * 20 + "word" + "]" * 20,
        "- " * 40,
        "*" * 60,
        "```\n" + "> " * 40 + "word\n" + "[" * 40 + "\n```",
        "see `" + "[" * 40 + "`",
        "\\[" * 40,
        "*args " * 40,
    ],
)
def test_what_is_not_deep_is_accepted(text: str) -> None:
    check_depth(text)
    assert words(render(text).html).count("word") == text.count("word")


def test_depth_that_the_check_misses_is_shown_as_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kit.markdown.check_depth", lambda text: None)
    (paragraph,) = elements(render("> " * 200 + "word").html)
    assert paragraph.get("class") == "plain"
    assert paragraph.text_content().endswith("word")


def test_text_that_would_grow_too_much_is_shown_as_typed() -> None:
    (paragraph,) = elements(render("@ab " * 4_000).html)
    assert paragraph.text_content().split() == ["@ab"] * 4_000


def test_longer_text_than_allowed_is_shown_as_typed() -> None:
    assert words(render("*a* " * 6_000).html) == "*a* " * 6_000


def test_headings_start_at_three() -> None:
    assert [element.tag for element in elements(render("# a\n## b\n###### c").html)] == ["h3", "h4", "h6"]
    assert [element.tag for element in elements(render("# a", headings_from=4).html)] == ["h4"]


def test_table_aligns_by_class_and_keeps_every_cell() -> None:
    html = render("|a|b|\n|-:|---|\n|1|2|three|").html
    assert [e.get("class") for e in elements(html) if e.tag in ("th", "td")] == ["align-right", None] * 2
    assert "three" in words(html)


def test_known_code_is_coloured_and_unknown_is_plain() -> None:
    known = list(elements(render("```python\ndef f(): pass\n```").html))
    assert [e.get("class") for e in known[:3]] == ["code", "language-python", "k"]
    assert [e.tag for e in elements(render("```klingon\ndef f()\n```").html)] == ["pre", "code"]


def test_long_code_is_plain_and_whole() -> None:
    code = "x = 1\n" * 1_000
    html = render(f"```python\n{code}```").html
    assert words(html).strip() == code.strip()
    assert not [e for e in elements(html) if e.tag == "span"]


def test_colouring_stops_when_its_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kit.markdown.code.ColourTime.__init__.__defaults__", (0.0,))
    assert [e.tag for e in elements(render("```python\ndef f(): pass\n```").html)] == ["pre", "code"]


def test_mentions_become_links_in_order_and_once() -> None:
    rendered = render("@Bo-b, @anna_1 and @bo-b. (@Zoë)")
    assert rendered.mentions == ("bo-b", "anna_1", "zoë")
    assert rendered.version == RENDERER_VERSION
    hrefs = [a.get("href") for a in links("@Bo-b, @Zoë")]
    assert hrefs == ["/people/bo-b/", "/people/zo%C3%AB/"]


@pytest.mark.parametrize(
    "text",
    ["`@anna`", "```\n@anna\n```", "me@anna.org", "[@anna](http://x.org)", "\\@anna", "@a", "@" + "a" * 31, "a_@anna"],
)
def test_what_is_no_mention(text: str) -> None:
    assert render(text).mentions == ()


def test_only_people_who_are_there_become_links() -> None:
    asked: list[list[str]] = []

    def people(names: Collection[str]) -> set[str]:
        asked.append(list(names))
        return {"ada"}

    rendered = render("@Ada @bo `@ada` @ada and @bo", people=people)
    assert rendered.mentions == ("ada",)
    assert rendered.html.count("<a ") == 2
    assert "@bo" in rendered.html
    assert asked == [["ada", "bo"]]
    assert render("nobody is called", people=people).mentions == ()
    assert len(asked) == 1


def test_no_more_than_a_hundred_names_are_asked_about() -> None:
    asked: list[int] = []
    render(" ".join(f"@name{number}" for number in range(300)), people=lambda names: asked.append(len(names)) or ())
    assert asked == [100]


@pytest.mark.parametrize(
    ("text", "href", "words"),
    [
        ("see www.example.org/a_b_c?x=1, and", "https://www.example.org/a_b_c?x=1", "www.example.org/a_b_c?x=1"),
        ("(WWW.Example.org).", "https://WWW.Example.org", "WWW.Example.org"),
        ("**www.a.org**", "https://www.a.org", "www.a.org"),
        ("www.a.org/@ada", "https://www.a.org/@ada", "www.a.org/@ada"),
    ],
)
def test_an_address_that_begins_with_www_is_a_link(text: str, href: str, words: str) -> None:
    link = lxml_html.fragment_fromstring(render(text).html, create_parent=True).find(".//a")
    assert link is not None
    assert (link.get("href"), link.text_content(), link.get("rel")) == (href, words, "ugc nofollow noopener")


@pytest.mark.parametrize("text", ["www.", "www.foo", "x.www.a.org", "`www.a.org`", "www. a.org"])
def test_what_is_no_address(text: str) -> None:
    assert "<a" not in render(text).html


def test_at_most_ten_are_mentioned() -> None:
    rendered = render(" ".join(f"@member{number}" for number in range(12)))
    assert len(rendered.mentions) == 10
    assert "@member11" in words(rendered.html)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[bank.example](http://evil.example/x)", "(evil.example)"),
        ("[https://bank.example/a](http://evil.example)", "(evil.example)"),
        ("[b\u200bank.example](http://evil.example)", "(evil.example)"),
        ("https://bank.example@evil.example/", "(evil.example)"),
        ("[me@bank.example](mailto:me@evil.example)", "(evil.example)"),
        ("[bank.example](http://bank.example.evil.example)", "(bank.example.evil.example)"),
        ("![bank.example](http://evil.example/a.png)", "(evil.example)"),
    ],
)
def test_a_link_that_names_another_host_shows_its_own(text: str, shown: str) -> None:
    hosts = [e.text_content() for e in elements(render(text).html) if e.get("class") == "link-host"]
    assert hosts == [shown]


@pytest.mark.parametrize(
    "text",
    [
        "[words](http://a.example)",
        "[www.a.example/x.py](http://a.example)",
        "http://a.example/b.html",
        "me@example.org",
    ],
)
def test_an_honest_link_shows_no_host(text: str) -> None:
    assert not [e for e in elements(render(text).html) if e.get("class") == "link-host"]
    assert len(links(text)) == 1


def test_images_become_links_and_empty_links_get_words() -> None:
    image, empty = links("![a view](http://x.example/v.png) [](http://y.example)")
    assert (image.get("href"), image.text) == ("http://x.example/v.png", "a view")
    assert empty.text == "y.example"


def test_addresses_keep_their_marks() -> None:
    assert [a.get("href") for a in links("see http://x.example/_a_*b* and *http://y.example*")][0].startswith(
        "http://x.example/_a_*b"
    )


def test_excerpt_is_plain_and_cut_at_a_word() -> None:
    excerpt = render("# Title\n\n**bold** <b>\n\n" + "word " * 100).excerpt
    assert excerpt.startswith("Title bold <b> word")
    assert len(excerpt) <= EXCERPT_LENGTH
    assert excerpt.endswith("word…")


def test_html_of_old_wordpress_becomes_paragraphs() -> None:
    text = from_html("one *star* &amp; <b>bold</b>\nline\n\ntwo<blockquote>said</blockquote><script>x</script>")
    tags = [element.tag for element in elements(render(text).html)]
    assert tags == ["p", "strong", "br", "p", "blockquote", "p"]
    assert words(render(text).html).split() == ["one", "*star*", "&", "bold", "line", "two", "said"]


def test_html_keeps_addresses_and_what_only_looks_like_markup() -> None:
    text = from_html("<p>1. no list http://x.example/a_b?c=1&amp;d=_e</p><p># no heading</p>")
    assert [e.tag for e in elements(render(text).html)] == ["p", "a", "p"]
    assert links(text)[0].get("href") == "http://x.example/a_b?c=1&d=_e"


def test_html_drops_what_runs() -> None:
    assert_safe(render(from_html('<p onclick=x><a href="javascript:x">a</a><img src="javascript:x"></p>')).html)


def test_deep_html_keeps_its_words_and_long_html_is_refused() -> None:
    assert from_html("<div>" * 20_000 + "word") == "word"
    assert from_html("<" * 50_000).count("<") == 50_000
    with pytest.raises(TooLong):
        from_html("a" * 200_001)


@given(st.text(max_size=200))
@settings(deadline=None, max_examples=80)
def test_any_html_converts(text: str) -> None:
    from_html(text)
