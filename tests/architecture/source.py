"""Reads the house's own Python as trees, for rules that no linter knows. Each finding is `file:line what`."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = [
    "kit",
    "members",
    "notifications",
    "posts",
    "comments",
    "learning",
    "curation",
    "engagement",
    "digests",
    "discovery",
    "evidence",
    "portability",
    "operations",
    "learnsocial",
]
# whose rows may be private: hidden, held, a draft, a line kept for oneself
CONTENT = {
    "Post": "posts",
    "Draft": "posts",
    "Revision": "posts",
    "Comment": "comments",
    "ReplyDraft": "comments",
    "Takeaway": "learning",
    "PrivateThread": "notifications",
    "PrivateSeat": "notifications",
    "PrivateMessage": "notifications",
}
GENERAL = frozenset(
    [
        "all",
        "filter",
        "exclude",
        "get",
        "first",
        "last",
        "latest",
        "earliest",
        "order_by",
        "annotate",
        "aggregate",
        "select_related",
        "prefetch_related",
        "only",
        "defer",
        "in_bulk",
        "iterator",
        "raw",
        "count",
        "exists",
        "values",
        "values_list",
        "get_or_create",
        "update_or_create",
        "create",
        "bulk_create",
        "bulk_update",
        "update",
        "delete",
        "using",
        "select_for_update",
        "distinct",
        "none",
    ]
)
SIGNS = frozenset(
    [
        "pre_save",
        "post_save",
        "pre_delete",
        "post_delete",
        "m2m_changed",
        "pre_init",
        "post_init",
        "class_prepared",
        "request_started",
        "request_finished",
        "got_request_exception",
    ]
)
OTHER_CLOCKS = frozenset(
    [("timezone", "now"), ("timezone", "localdate"), ("timezone", "localtime"), ("datetime", "now")]
    + [("datetime", "utcnow"), ("datetime", "today"), ("date", "today")]
)
Rule = Callable[[ast.AST, str], Iterator[tuple[int, str]]]


def files(root: Path = ROOT) -> list[Path]:
    """The code of the apps, without migrations and tests."""
    return [path for app in APPS for path in sorted((root / app).rglob("*.py")) if "migrations" not in path.parts]


def findings(rule: Rule, root: Path = ROOT) -> list[str]:
    return [
        f"{path.relative_to(root)}:{line} {what}"
        for path in files(root)
        for line, what in rule(ast.parse(path.read_text()), path.relative_to(root).parts[0])
    ]


def signals(tree: ast.AST, app: str) -> Iterator[tuple[int, str]]:
    """Django's model signals, receivers and on-commit hooks: what follows from an act stands in its service."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and any(
            alias.name in SIGNS | {"receiver", "Signal"} for alias in node.names
        ):
            yield node.lineno, "a signal"
        if isinstance(node, ast.Attribute) and node.attr in SIGNS | {"on_commit"}:
            yield node.lineno, f"{node.attr}"
        if isinstance(node, ast.Attribute) and node.attr in ("delay", "apply_async", "send_task"):
            yield node.lineno, f"{node.attr}: a request enqueues nothing"


def clocks(tree: ast.AST, app: str) -> Iterator[tuple[int, str]]:
    """Any clock but kit.clock."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and (_word(node.value), node.attr) in OTHER_CLOCKS:
            yield node.lineno, "another clock than kit.clock"
        if isinstance(node, ast.keyword) and node.arg in ("auto_now", "auto_now_add"):
            yield node.value.lineno, f"{node.arg}: the database's moment, not kit.clock's"


def bare_managers(tree: ast.AST, app: str) -> Iterator[tuple[int, str]]:
    """A content model asked by a general word outside its own app: nobody said who is looking, or why not."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in GENERAL and _is_strange(_manager_of(node.value), app):
            yield node.lineno, f"{_manager_of(node.value)}.objects.{node.attr}"
        is_shortcut = isinstance(node, ast.Call) and _word(node.func) in ("get_object_or_404", "get_list_or_404")
        if is_shortcut and node.args and _is_strange(_word(node.args[0]), app):
            yield node.lineno, f"{_word(node.func)}({_word(node.args[0])})"


def _is_strange(model: str, app: str) -> bool:
    return CONTENT.get(model, app) != app


def hidden_imports(tree: ast.AST, app: str) -> Iterator[tuple[int, str]]:
    """Imports inside functions, which dodge a circle."""
    for function in ast.walk(tree):
        # an AppConfig has no models before `ready`
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) and function.name != "ready":
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield node.lineno, "an import inside a function"


def untranslated(tree: ast.AST, app: str) -> Iterator[tuple[int, str]]:
    """Words for people that gettext never sees: labels, help, messages, errors of forms, choices."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in SAID and _is_words(node.value):
            yield node.value.lineno, f"{node.arg} without gettext"
        if isinstance(node, ast.Call):
            for place in _said_places(node):
                if _is_words(place):
                    yield place.lineno, "a sentence without gettext"
        if isinstance(node, ast.ClassDef):
            yield from _class_words(node)


SAID = frozenset(["label", "help_text", "verbose_name", "verbose_name_plural", "empty_label", "short_description"])
LEVELS = frozenset(["success", "info", "warning", "error", "add_message"])
CHOICES = frozenset(["TextChoices", "IntegerChoices", "Choices"])


def _said_places(call: ast.Call) -> list[ast.expr]:
    name = _word(call.func)
    if isinstance(call.func, ast.Attribute) and name in LEVELS and _word(call.func.value) == "messages":
        return call.args[1:]
    if name == "ValidationError":
        return call.args[:1]
    return call.args[1:2] if name == "add_error" else []


def _class_words(node: ast.ClassDef) -> Iterator[tuple[int, str]]:
    is_choices = any(_word(base) in CHOICES for base in node.bases)
    for line in node.body:
        if not isinstance(line, ast.Assign):
            continue
        if _word(line.targets[0]) in SAID and _is_words(line.value):
            yield line.lineno, f"{_word(line.targets[0])} without gettext"
        if is_choices and isinstance(line.value, ast.Tuple) and _is_words(line.value.elts[-1]):
            yield line.lineno, "a choice without gettext"


def _is_words(node: ast.expr) -> bool:
    if isinstance(node, ast.JoinedStr):
        return any(_is_words(part) for part in node.values if isinstance(part, ast.Constant))
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and any(c.isalpha() for c in node.value)


def _manager_of(node: ast.expr) -> str:
    """`Post` of `Post.objects` and of `Post._default_manager`."""
    if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager", "_base_manager"):
        return _word(node.value)
    return ""


def _word(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
