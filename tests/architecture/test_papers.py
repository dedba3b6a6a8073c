"""What the papers say is so."""

import re

import pytest

from tests.architecture.source import APPS, ROOT
from tests.touched import our_routes

READ = re.compile(r"""env\.(?:str|int|bool|list|db)\(\s*"([A-Z_]+)\"""")
ROW = re.compile(r"^\| `([A-Z_]+)` \|", re.M)
PAPERS = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "docs/ARCHITECTURE.md"]
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


def settings_read(text):
    return set(READ.findall(text))


def settings_told(text):
    return set(ROW.findall(text))


def test_the_table_of_settings_is_complete_and_true():
    read = settings_read((ROOT / "learnsocial" / "settings.py").read_text())
    told = settings_told((ROOT / "README.md").read_text())
    assert read == told


def test_a_setting_that_is_not_told_is_found():
    assert settings_read('A = env.str("SOME_THING", default="")') - settings_told("| `OTHER` | x |") == {"SOME_THING"}


@pytest.mark.parametrize(
    "paper", PAPERS + [f"docs/decisions/{path.name}" for path in (ROOT / "docs/decisions").iterdir()]
)
def test_links_lead_somewhere(paper):
    for target in LINK.findall((ROOT / paper).read_text()):
        assert ((ROOT / paper).parent / target).exists(), target


def test_every_room_stands_on_the_map():
    for paper in ("README.md", "docs/ARCHITECTURE.md"):
        text = (ROOT / paper).read_text()
        assert not [app for app in APPS if app not in text]


@pytest.mark.parametrize("address", ["new/", "unanswered/", "feed.atom", "healthz", "csp-report/", "styleguide/"])
def test_addresses_that_are_told_answer(address):
    assert address in set(our_routes())
