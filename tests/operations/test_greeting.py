"""What the terminal says: lines that can be typed as they stand."""

import pytest

from operations.services import greeting


@pytest.fixture(autouse=True)
def _here(settings, monkeypatch):
    monkeypatch.chdir(settings.BASE_DIR)
    settings.PORT, settings.SITE_URL = 8123, "http://localhost:8123"
    settings.DATA_DIR = settings.BASE_DIR / "var-own"


@pytest.mark.django_db
def test_the_first_admin_is_made_on_the_port_and_in_the_folder_that_run():
    (line,) = [line.strip() for line in greeting() if "make_admin" in line]
    assert line.startswith("PORT=8123 DATA_DIR=var-own ")
    assert line.endswith(" manage.py make_admin you@example.org")


@pytest.mark.django_db
def test_an_ordinary_port_and_folder_need_no_word(settings):
    settings.PORT, settings.DATA_DIR = 8000, settings.BASE_DIR / "var"
    (line,) = [line for line in greeting() if "make_admin" in line]
    assert "=" not in line


def test_where_there_is_an_admin_nobody_is_asked_to_make_one(admin):
    said = "\n".join(greeting())
    assert "make_admin" not in said
    assert "http://localhost:8123/accounts/login/" in said


def test_it_says_how_mail_is_read(admin, settings):
    assert any(line.strip().startswith("PORT=8123") and line.endswith("manage.py read_mail") for line in greeting())
    settings.EMAIL_URL = "smtp://mail.example.org"
    assert not any("read_mail" in line for line in greeting())
