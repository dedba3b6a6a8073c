"""Reads the templates for rules that no linter knows."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from django.template.base import Lexer, TokenType

ROOT = Path(__file__).resolve().parent.parent.parent
HOLE = "\ue000"  # stands where a tag or a variable stood
EXTENDS = re.compile(r"{%\s*extends\s+[\"']([^\"']+)")
INCLUDES = re.compile(r"{%\s*include\s+[\"']([^\"'#]+)")
READ_ALOUD = frozenset(["alt", "title", "placeholder", "aria-label", "summary"])
UNREAD = frozenset(["script", "style", "code", "pre", "svg"])
NO_WORDS = re.compile(r"[\s\W\d_]*")
NAMES = frozenset(["LearnSocial", "HTML", "Atom"])
GAMES = re.compile(
    r"\b(leaderboard|rank(ed|ing|s)?|streaks?|badges?|karma|points|top (members|users|contributors))\b", re.I
)


def templates(root: Path = ROOT) -> list[Path]:
    return sorted(path for path in (root / "templates").rglob("*") if path.suffix in (".html", ".txt"))


def is_mail(path: Path) -> bool:
    """The three files of a mail; their markup must carry its own looks."""
    return path.stem.endswith(("_message", "_subject")) or "email" in path.parts or "mail" in path.parts


def bare_words(text: str, *, is_html: bool) -> list[str]:
    """What a reader sees or hears and gettext does not know."""
    rest = _without_tags(text)
    if not is_html:
        return [line.strip() for line in rest.splitlines() if _has_words(line)]
    reader = _Reader()
    reader.feed(rest)
    reader.close()
    return reader.found


def inline(text: str) -> list[str]:
    """Styles, scripts and handlers that the policy would refuse."""
    reader = _Inline()
    reader.feed(_without_tags(text, keep_words=True))
    reader.close()
    return reader.found


def depth(name: str, root: Path = ROOT) -> int:
    """How many of our own templates stand above each other for this page, itself included."""
    found = EXTENDS.search((root / "templates" / name).read_text())
    if not found or not (root / "templates" / found.group(1)).exists():
        return 1
    return 1 + depth(found.group(1), root)


def games(text: str) -> list[str]:
    return [found.group(0) for found in GAMES.finditer(_without_tags(text, keep_words=True))]


def _without_tags(text: str, *, keep_words: bool = False) -> str:
    """The text with a hole for each tag; what stands between blocktranslate tags goes unless it is asked for."""
    out, inside = [], ""
    for token in Lexer(text).tokenize():
        word = token.contents.split()[0] if token.contents.split() else ""
        if token.token_type == TokenType.BLOCK:
            if word in ("blocktranslate", "blocktrans", "comment", "verbatim"):
                inside = word
            elif word == "block" and token.contents.endswith("_class"):
                inside = "block"  # a name of our stylesheet, nobody's word
            elif word == f"end{inside}":
                inside = ""
            out.append(HOLE + (_literal(token.contents) if keep_words else ""))
        elif token.token_type == TokenType.VAR:
            out.append(HOLE)
        elif token.token_type == TokenType.TEXT and (not inside or keep_words):
            out.append(token.contents)
    return "".join(out)


def _literal(contents: str) -> str:
    found = re.search(r"^translate\s+[\"'](.*?)[\"']", contents)
    return found.group(1) if found else ""


def _has_words(text: str) -> bool:
    words = [word for word in text.replace(HOLE, " ").split() if word.strip(".,:;()") not in NAMES]
    return not NO_WORDS.fullmatch(re.sub(r"&\w+;", " ", " ".join(words)))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._unread: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNREAD:
            self._unread.append(tag)
        self.found += [value for name, value in attrs if name in READ_ALOUD and value and _has_words(value)]

    def handle_endtag(self, tag: str) -> None:
        if self._unread and self._unread[-1] == tag:
            self._unread.pop()

    def handle_data(self, data: str) -> None:
        if not self._unread and _has_words(data):
            self.found.append(data.strip())


class _Inline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        self.found += [
            f"<{tag} {name}>" for name in sorted(names) if name == "style" or re.fullmatch(r"on[a-z]+", name)
        ]
        if tag == "style" or (tag == "script" and "src" not in names):
            self.found.append(f"<{tag}>")
        self.found += [
            f"{name}=javascript:" for name, value in attrs if (value or "").strip().lower().startswith("javascript:")
        ]


def included(text: str) -> Iterator[str]:
    for found in INCLUDES.finditer(text):
        yield found.group(1)
