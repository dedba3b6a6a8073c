"""Reads the stylesheets for classes, and everything that could name one."""

import ast
import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from pygments.token import STANDARD_TYPES

from tests.architecture import source

CSS = source.ROOT / "static" / "css"
SHEETS = [*sorted((CSS / "components").glob("*.css")), CSS / "layout.css", CSS / "utilities.css"]
# put together at run time from one of these and a word or a number
BUILT = ("avatar-", "button-", "chip-", "intent-", "kind-", "notice-")
# of Pygments in code, and of htmx while it asks
STRANGERS = frozenset([*STANDARD_TYPES.values(), "htmx-request"])
COMMENT = re.compile(r"/\*.*?\*/", re.S)
SELECTORS = re.compile(r"([^{};]+)\{")
CLASS = re.compile(r"\.([A-Za-z][\w-]*)")
TAGS = re.compile(r"{%.*?%}|{{.*?}}", re.S)
ATTRIBUTE = re.compile(r'class="([^"]*)"')
CLASS_BLOCK = re.compile(r"{% block \w+_class %}(.*?){% endblock")
QUOTED = re.compile(r"[\"'`]([^\"'`]*)[\"'`]")
STRING = re.compile(r"\"([^\"\n]*)\"|'([^'\n]*)'|`([^`]*)`")
LIKE_CLASSES = re.compile(r"[a-z0-9 -]+")
WORD = re.compile(r"[A-Za-z][\w-]*")
SCRIPTS = sorted((source.ROOT / "static" / "js").glob("*.js"))
IMPORTED = re.compile(r"""(?:from|import)\s*\(?\s*["']\./([\w-]+\.js)["']""")


def classes(css: str) -> set[str]:
    """Every class that a selector of this sheet names."""
    return {name for selector in SELECTORS.findall(COMMENT.sub("", css)) for name in CLASS.findall(selector)}


def words(root: Path = source.ROOT) -> set[str]:
    """Every word of templates, scripts and code that may be a class or the end of one."""
    templates = "\n".join(path.read_text() for path in (root / "templates").rglob("*.html"))
    said = _in_templates(templates)
    for script in (root / "static" / "js").rglob("*.js"):
        said += ["".join(parts) for parts in STRING.findall(COMMENT.sub("", script.read_text()))]
    for path in source.files(root):
        said += [text for node in ast.walk(ast.parse(path.read_text())) for text in _in_code(node)]
    return {word for text in said for word in WORD.findall(text)}


def _in_templates(text: str) -> list[str]:
    """What stands in `class`, in a block for a class, and in the arguments of each tag."""
    # a value of the attribute may hold quotation marks inside its tags
    plain = TAGS.sub(" ", text)
    inside = [quoted for tag in TAGS.findall(text) for quoted in QUOTED.findall(tag) if LIKE_CLASSES.fullmatch(quoted)]
    return [*ATTRIBUTE.findall(plain), *CLASS_BLOCK.findall(text), *inside]


def _in_code(node: ast.AST) -> list[str]:
    """A text that is nothing but classes, and the classes of markup in one."""
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return []
    return [node.value] if LIKE_CLASSES.fullmatch(node.value) else ATTRIBUTE.findall(node.value)


def unnamed(found: set[str], known: set[str]) -> list[str]:
    """Classes that nobody gives to an element."""
    return sorted(name for name in found if name not in known | STRANGERS and not _is_built(name, known))


def _is_built(name: str, known: set[str]) -> bool:
    ends = [name.removeprefix(start) for start in BUILT if name.startswith(start)]
    return any(end.isdigit() or end in known for end in ends)


def ring(scripts: dict[str, str]) -> list[str]:
    """Scripts that fetch each other in a circle, by name; such ones cannot be collected, since a name holds a print."""
    wants = {name: {*IMPORTED.findall(text)} for name, text in scripts.items()}
    try:
        TopologicalSorter(wants).prepare()
    except CycleError as found:
        return list(found.args[1])
    return []
