"""Fenced code, coloured by class names."""

import io
import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from time import thread_time
from typing import Any

from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES

HIGHLIGHT_LIMIT = 5_000
# A coloured character costs at most this many characters of HTML on average; code beyond it is shown plain.
_GROWTH = 8

# A short list and not all of Pygments: every lexer here was tried with hostile code, and a slow one among hundreds
# would be a way to stop the site. What a member writes after the fence, and the lexer that reads it.
LANGUAGES = {
    "bash": "bash", "c": "c", "console": "console", "cpp": "cpp", "c++": "cpp", "csharp": "csharp", "css": "css",
    "diff": "diff", "go": "go", "html": "html", "ini": "ini", "java": "java", "javascript": "javascript",
    "js": "javascript", "json": "json", "kotlin": "kotlin", "lua": "lua", "php": "php", "py": "python",
    "python": "python", "r": "r", "rb": "ruby", "rs": "rust", "ruby": "ruby", "rust": "rust", "sh": "bash",
    "shell": "bash", "sql": "sql", "swift": "swift", "toml": "toml", "ts": "typescript", "typescript": "typescript",
    "xml": "xml", "yaml": "yaml", "yml": "yaml",
}  # fmt: skip

PYGMENTS_CLASSES = frozenset(name for name in STANDARD_TYPES.values() if name)
LANGUAGE_CLASSES = frozenset(f"language-{name}" for name in LANGUAGES.values())

# CPU seconds that colouring may take in one text. Several lexers need seconds for a screenful of hostile code, but
# token by token, so that the clock can be read in between.
COLOUR_SECONDS = 0.3

# A run of white space that several lexers read again from each of its characters, inside one step.
_LONG_GAP = re.compile(r"\s{100}")

_formatter = HtmlFormatter(nowrap=True)


@dataclass(slots=True)
class ColourTime:
    """The CPU seconds that colouring has left in one text."""

    left: float = COLOUR_SECONDS


def code_block(code: str, info: str = "", time: ColourTime | None = None) -> str:
    """The `<pre>` of a block of code; `info` is what stands after the fence, `time` is shared by all of a text."""
    words = info.split(maxsplit=1)
    name = LANGUAGES.get(words[0].lower()) if words else None
    if name is None:
        return f'<pre class="code"><code>{escape(code)}</code></pre>\n'
    inner = _coloured(code, name, time or ColourTime()) or escape(code)
    return f'<pre class="code"><code class="language-{name}">{inner}</code></pre>\n'


def _coloured(code: str, name: str, time: ColourTime) -> str:
    """The code as spans, or nothing where it is too long, takes too long, grows too much, or the lexer changed it."""
    if len(code) > HIGHLIGHT_LIMIT or _LONG_GAP.search(code):
        return ""
    tokens = _tokens(code, name, time)
    if "".join(value for _, value in tokens) != code:
        return ""
    out = io.StringIO()
    _formatter.format(tokens, out)
    html = out.getvalue()
    return html if len(html) <= _GROWTH * len(code) + 500 else ""


def _tokens(code: str, name: str, time: ColourTime) -> list[tuple[Any, str]]:
    """What the lexer reads, as far as it comes in the time that is left."""
    started = thread_time()
    read: list[tuple[Any, str]] = []
    if time.left > 0:
        for token in _lexer(name).get_tokens(code):
            read.append(token)
            if thread_time() - started > time.left:
                break
    time.left -= thread_time() - started
    return read


@lru_cache(maxsize=len(LANGUAGES))
def _lexer(name: str) -> Lexer:
    return get_lexer_by_name(name, stripnl=False, ensurenl=False)
