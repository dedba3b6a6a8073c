"""The cast: the people whom tests are about, and what every test may rely on."""

from collections.abc import Generator
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from pytest_django.plugin import blocking_manager_key

from kit import site
from members.models import Member
from tests.factories import make_member

pytest_plugins = ["tests.broker"]
make_groups = import_module("members.migrations.0002_groups").make_groups
switch_on_holding = import_module("posts.migrations.0002_hold_first_links").switch_on
load_templates = import_module("curation.migrations.0003_templates").load


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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, None, None]:
    """A test without a transaction around it empties every table at its end: put back what the migrations made."""
    yield
    marker = item.get_closest_marker("django_db")
    emptied = marker and marker.kwargs.get("transaction")
    emptied = emptied or {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    if emptied and nextitem:  # behind the last test the database itself is gone
        with item.config.stash[blocking_manager_key].unblock():
            for load in (make_groups, switch_on_holding, load_templates):
                load(apps, None)


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
