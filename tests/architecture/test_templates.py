"""Templates: in gettext's sight, two deep, nothing inline, parts with an underscore, no game."""

import pytest

from tests.architecture import markup

PAGES = markup.templates()
SAYS_WHAT_THERE_IS_NOT = {"members/about.html"}
# allauth's pages stand on allauth's layouts, which stand on ours
ALLAUTH = ("allauth/", "account/", "mfa/", "usersessions/")
NOT_WORDS = {"discovery/robots.txt"}  # addressed to machines


def name(path):
    return str(path.relative_to(markup.ROOT / "templates"))


def each(check):
    found = [f"{name(path)}: {line}" for path in PAGES for line in check(path)]
    assert not found, "\n".join(found)


def test_every_word_goes_through_gettext():
    each(
        lambda path: (
            [] if name(path) in NOT_WORDS else markup.bare_words(path.read_text(), is_html=path.suffix == ".html")
        )
    )


def test_nothing_is_inline_outside_mail():
    each(lambda path: markup.inline(path.read_text()) if path.suffix == ".html" and not markup.is_mail(path) else [])


def test_pages_are_two_deep():
    pages = [path for path in PAGES if not markup.is_mail(path) and not name(path).startswith(ALLAUTH)]
    assert not [name(path) for path in pages if markup.depth(name(path)) > 2]


def test_parts_start_with_an_underscore_or_are_elements():
    def parts(path):
        for part in markup.included(path.read_text()):
            if not part.startswith(("kit/", "admin/", "email/")) and not part.rsplit("/", 1)[-1].startswith("_"):
                yield part

    each(parts)


def test_learning_is_not_a_game():
    each(lambda path: markup.games(path.read_text()) if name(path) not in SAYS_WHAT_THERE_IS_NOT else [])


@pytest.mark.parametrize(
    "text",
    [
        "<p>Hello</p>",
        "{% if x %}Hello{% endif %}",
        '<img alt="A house">',
        '<input placeholder="Your name">',
        "<p>{{ name }} wrote this</p>",
        "<title>Sorry</title>",
    ],
)
def test_bare_words_are_found(text):
    assert markup.bare_words(text, is_html=True)


@pytest.mark.parametrize(
    "text",
    [
        '<p>{% translate "Hello" %} · {{ name }}</p>',
        "{% blocktranslate %}Hello {{ name }}{% endblocktranslate %}",
        '<a href="/new/" class="button">{{ text }}</a>',
        "<time>{{ moment }}</time> &middot; 12",
        '<script src="x.js"></script>',
        "LearnSocial",
    ],
)
def test_other_words_are_not(text):
    assert not markup.bare_words(text, is_html=True)


@pytest.mark.parametrize(
    "text",
    [
        '<p style="color:red">',
        "<style>p{}</style>",
        "<script>x()</script>",
        '<a onclick="x()">',
        '<a href="javascript:x()">',
    ],
)
def test_inline_things_are_found(text):
    assert markup.inline(text)


def test_a_third_floor_is_found(tmp_path):
    (tmp_path / "templates").mkdir()
    for page, text in {"a.html": "", "b.html": '{% extends "a.html" %}', "c.html": '{% extends "b.html" %}'}.items():
        (tmp_path / "templates" / page).write_text(text)
    assert [markup.depth(page, tmp_path) for page in ("a.html", "b.html", "c.html")] == [1, 2, 3]


@pytest.mark.parametrize("text", ["<p>Your rank</p>", '{% translate "A streak of three" %}', "Top members"])
def test_games_are_found(text):
    assert markup.games(text)


def test_learning_words_are_no_game():
    assert not markup.games("What people are keeping. Frank points at a pointer.".replace("points", "looks"))
