"""The site's one stylesheet and its picture sprites, put together from small files.

Browsers get one file each; people edit one file per component. Order: the ground, then the components
by name (they never depend on each other's order), then utilities and print.
"""

import re
from pathlib import Path

from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "static"
BEFORE = ("layers", "reset", "tokens", "fonts", "base", "layout")
AFTER = ("utilities", "print")
CHOSEN_DARK = re.compile(r"/\* CHOSEN-DARK:.*?\*/", re.S)
DARK_VALUES = re.compile(r"/\* dark \*/(.*?)/\* end of dark \*/", re.S)
COMMENT = re.compile(r"/\*.*?\*/", re.S)
SVG_ATTRIBUTES = re.compile(r"<svg(.*?)>(.*)</svg>", re.S)


def stylesheet() -> str:
    """The text of `css/site.css`."""
    folder = STATIC / "css"
    parts = [folder / f"{name}.css" for name in BEFORE]
    parts += sorted((folder / "components").glob("*.css"))
    parts += [folder / f"{name}.css" for name in AFTER]
    text = "\n".join(part.read_text() for part in parts)
    return _squeezed(_with_chosen_dark(text))


def admin_stylesheet() -> str:
    """The text of `css/tokens.built.css`: tokens and faces alone, for the pages of Django's admin."""
    text = "\n".join((STATIC / "css" / f"{name}.css").read_text() for name in ("layers", "tokens", "fonts"))
    return _squeezed(_with_chosen_dark(text))


def sprite(folder: Path) -> str:
    """One SVG of symbols named after the files of `folder`; `<use href="…#name">` shows one."""
    symbols = [_symbol(file) for file in sorted(folder.glob("*.svg"))]
    return '<svg xmlns="http://www.w3.org/2000/svg">' + "".join(symbols) + "</svg>\n"


def built_files() -> dict[Path, str]:
    """Every built file with the text it should have."""
    return {
        STATIC / "css" / "site.css": stylesheet(),
        STATIC / "css" / "tokens.built.css": admin_stylesheet(),
        STATIC / "icons.svg": sprite(STATIC / "vendor" / "lucide"),
        STATIC / "art.svg": sprite(STATIC / "art"),
    }


def _with_chosen_dark(text: str) -> str:
    """Repeat the dark values for readers who chose dark on a light device, so that they are written once."""
    found = DARK_VALUES.search(text)
    values = found.group(1) if found else ""
    return CHOSEN_DARK.sub(lambda _: ':root[data-theme="dark"] {' + values + "}", text)


def _squeezed(css: str) -> str:
    lines = (line.strip() for line in COMMENT.sub("", css).splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def _symbol(file: Path) -> str:
    found = SVG_ATTRIBUTES.search(COMMENT.sub("", file.read_text()))
    if not found:
        raise ValueError(f"{file} is not an SVG drawing.")
    box = re.search(r'viewBox="([^"]+)"', found.group(1))
    inside = re.sub(r"\s*\n\s*", "", found.group(2)).replace(" />", "/>")
    return f'<symbol id="{file.stem}" viewBox="{box.group(1) if box else "0 0 24 24"}">{inside}</symbol>'
