"""The cast: the people whom tests are about, and what every test may rely on."""

from collections.abc import Generator
from typing import Any

import pytest

from kit import site
from members.models import Member
from tests.factories import make_member

pytest_plugins = ["tests.broker"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-skips", action="store_true", help="a skipped test fails the run")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    return _refuse_skip(item.config, (yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Generator[None, Any, Any]:
    return _refuse_skip(collector.config, (yield))


def _refuse_skip(config: pytest.Config, report: Any) -> Any:
    """Where nothing may be left out, a test or file that skips itself is a failure."""
    if config.getoption("--no-skips") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and --no-skips was asked for: {report.longrepr}"
    return report


@pytest.fixture(autouse=True)
def _fresh_settings() -> Generator[None, None, None]:
    """What a test changed goes with its transaction; what a process remembers of it must go too."""
    yield
    site.forget()


@pytest.fixture
def author(db) -> Member:
    return make_member("Ada Author")


@pytest.fixture
def member(db) -> Member:
    return make_member("Mo Member")


@pytest.fixture
def stranger(db) -> Member:
    return make_member("Stella Stranger")


@pytest.fixture
def curator(db) -> Member:
    return make_member("Cleo Curator", is_curator=True, is_staff=True)


@pytest.fixture
def organizer(db) -> Member:
    return make_member("Orla Organizer", is_organizer=True, is_staff=True)


@pytest.fixture
def admin(db) -> Member:
    return make_member("Adam Admin", is_superuser=True, is_staff=True)
