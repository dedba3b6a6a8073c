"""Which pages and templates the tests have touched: written down while they run, judged when all of them ran.

`--whole` says that this is a run of everything; the run fails if a page of ours was never answered or a template
never shown. A part of the suite is not judged.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.base import BaseHandler
from django.template.base import Template
from django.test.signals import template_rendered
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parent.parent
# with the reason: what only a browser, a broken server or another program shows
UNTOUCHED_TEMPLATES: dict[str, str] = {}
UNTOUCHED_ROUTES: dict[str, str] = {}
_routes: set[str] = set()
_templates: set[str] = set()


def untouched(wanted: Iterable[str], touched: Iterable[str], excused: Iterable[str]) -> list[str]:
    """What was never touched, and what is excused though it was: an excuse that is no longer needed goes."""
    touched = set(touched)
    missing = sorted(set(wanted) - touched - set(excused))
    return missing + [f"{name} (needs no excuse any more)" for name in sorted(set(excused) & touched)]


def our_routes(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """The routes whose view is ours; allauth's and the admin's are theirs to test."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from our_routes(entry, route)
        elif isinstance(entry, URLPattern) and (ROOT / _home(entry)).is_dir():
            yield route


def our_templates() -> Iterator[str]:
    folder = ROOT / "templates"
    return (str(path.relative_to(folder)) for path in folder.rglob("*") if path.suffix in (".html", ".txt"))


def _home(entry: URLPattern) -> str:
    view = entry.callback
    return str(getattr(view, "__module__", type(view).__module__)).split(".")[0]


def _note_template(template: Template, **_: object) -> None:
    # a plain copy: the marked-safe kind cannot travel between processes
    _templates.add(str.__str__(template.name or ""))


# -- pytest's own words ---------------------------------------------------------------------------
def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--whole", action="store_true", help="all tests run: judge what none of them touched")


def pytest_configure(config: pytest.Config) -> None:
    resolve = BaseHandler.resolve_request

    def resolve_request(self: BaseHandler, request: Any) -> Any:
        match = resolve(self, request)
        _routes.add(str.__str__(match.route))
        return match

    BaseHandler.resolve_request = resolve_request  # type: ignore[method-assign]
    template_rendered.connect(_note_template, dispatch_uid="touched")


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    told = getattr(node, "workeroutput", {})
    _routes.update(told.get("touched_routes", ()))
    _templates.update(told.get("touched_templates", ()))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output |= {"touched_routes": sorted(_routes), "touched_templates": sorted(_templates)}
    elif session.config.getoption("--whole") and (lines := _verdict()):
        print("\n\nNo test touches:\n  " + "\n  ".join(lines))
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _verdict() -> list[str]:
    return untouched(our_routes(), _routes, UNTOUCHED_ROUTES) + untouched(
        our_templates(), _templates, UNTOUCHED_TEMPLATES
    )
