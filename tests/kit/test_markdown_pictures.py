"""Pictures in members' words: ours are shown, all others are links."""

import pytest

from kit.markdown import MAX_PICTURES, render
from kit.pictures import Place, line

KEY = "a-Key_of22characters00"
PLACE = Place(KEY, 1200, 800)
LARGE, SMALL = PLACE.address, PLACE.small.address


def test_a_picture_keeps_its_room_and_waits_until_it_is_near():
    html = render(line(PLACE, "A corridor")).html
    assert f'<img src="{LARGE}" alt="A corridor"' in html
    assert f'srcset="{SMALL} 800w, {LARGE} 1200w"' in html
    assert 'width="1200" height="800" loading="lazy" decoding="async"' in html


def test_a_wide_one_leads_to_its_full_size():
    assert f'<p><a href="{LARGE}" rel="ugc nofollow noopener"><img' in render(line(PLACE, "A corridor")).html


@pytest.mark.parametrize(
    "text", [line(PLACE, ""), line(Place(KEY, 300, 200), "Small"), f"[{line(PLACE, 'In a link')}](https://example.org)"]
)
def test_no_link_where_it_says_nothing_or_leads_nowhere_new(text):
    html = render(text).html
    assert "<img" in html
    assert f'href="{LARGE}"' not in html


def test_a_narrow_one_has_one_file():
    html = render(line(Place(KEY, 300, 200), "Small")).html
    assert "srcset" not in html
    assert 'width="300" height="200"' in html


@pytest.mark.parametrize("words", ['"><script>alert(1)</script>', "a [b](c) `d` *e*", "a\\", "&quot; @ada", "![x](y)"])
def test_what_it_shows_is_said_as_it_was_typed(words):
    rendered = render(line(PLACE, words))
    assert rendered.excerpt == words
    assert "<script" not in rendered.html
    assert not rendered.mentions


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/p.png",
        "//elsewhere.example/pictures/" + LARGE[10:],
        "https://elsewhere.example" + LARGE,
        LARGE + "?x",
        LARGE + "#x",
        "/pictures/../admin/",
        f"/pictures/{KEY}-2001x1.webp",
        f"/pictures/{KEY}-1x4001.webp",
        f"/pictures/{KEY}-0x1.webp",
        f"/pictures/{KEY}-1200x800.svg",
        f"/pictures/{KEY}.webp",
        "data:image/png;base64,AAAA",
        "javascript:alert(1)",
        "/pictures/new/",
    ],
)
def test_nothing_else_is_loaded(address):
    rendered = render(f"![a cat]({address})")
    assert "<img" not in rendered.html
    assert "a cat" in rendered.html
    assert not rendered.pictures


def test_lists_and_letters_say_what_it_shows():
    assert render(f"Look: {line(PLACE, 'a corridor')} and more").excerpt == "Look: a corridor and more"
    assert render(line(PLACE, "")).excerpt == "A picture"


def test_the_keys_of_what_is_shown_come_along():
    other = Place("b" * 22, 10, 10)
    text = f"{line(PLACE, '')} {line(other, '')} {line(PLACE, '')} `{line(Place('c' * 22, 1, 1), '')}`"
    assert render(text).pictures == (KEY, "b" * 22)


def test_a_text_shows_so_many_and_no_more():
    text = "\n".join(line(Place(f"{number:022d}", 10, 10), "") for number in range(MAX_PICTURES + 5))
    rendered = render(text)
    assert rendered.html.count("<img") == len(rendered.pictures) == MAX_PICTURES
