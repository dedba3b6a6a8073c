import datetime as dt
from importlib import import_module

import pytest
from django.core.mail import EmailMessage
from django.db import DatabaseError

from curation.models import Seed
from kit import clock, heartbeat, mail
from posts.models import Post
from tests.factories import make_post

pytestmark = pytest.mark.django_db
# the package gives the function the name of its module
READINESS = import_module("operations.services.readiness")
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
LATER = dt.timedelta(minutes=10)


@pytest.fixture(autouse=True)
def _noon():
    with clock.at(NOON):
        heartbeat.beat("beat")
        heartbeat.beat("worker")
        yield


def test_alive_asks_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").json() == {"alive": True}


def test_a_site_at_work_is_ready(client):
    answer = client.get("/readyz")
    assert answer.status_code == 200, answer.json()
    assert answer.json()["ready"] is True


@pytest.mark.parametrize("name", ["beat", "worker"])
def test_a_silent_one_is_heard(client, name):
    with clock.at(NOON + LATER):
        heartbeat.beat("worker" if name == "beat" else "beat")
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()[f"{name}_age_s"] == 600


def test_mail_that_waits_too_long_is_late(client):
    mail.queue(EmailMessage("Hello", "Text", None, ["a@example.org"]))
    assert client.get("/readyz").status_code == 200
    with clock.at(NOON + LATER):
        heartbeat.beat("beat")
        heartbeat.beat("worker")
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["late"] == ["mail"]
    assert "example.org" not in answer.content.decode()


def test_a_database_that_is_away_is_an_answer(client, monkeypatch):
    def away():
        raise DatabaseError("away, with a secret in it")

    monkeypatch.setattr(READINESS, "_is_behind", away)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["database"]) == (503, False)
    assert "secret" not in answer.content.decode()


def test_code_ahead_of_the_database_is_not_ready(client, monkeypatch):
    monkeypatch.setattr(READINESS, "_is_behind", lambda: True)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["migrations"]) == (503, False)


def test_every_kind_of_due_row_is_watched():
    assert set(READINESS._kinds) >= {"mail", "discussions", "comments", "seeds", "scores", "letters"}


def test_scores_and_seeds_that_nobody_makes_are_late(client, author, curator):
    post = make_post(author)
    Post.objects.filter(pk=post.pk).update(a=1.0, scored_at=clock.now() - dt.timedelta(days=3))
    assert client.get("/readyz").json()["late"] == ["scores"]
    plan = {"purpose": "warm_up", "hypothesis": "x", "state": "scheduled"}
    Seed.objects.create(owner=curator, planned_for=clock.now() - dt.timedelta(hours=1), **plan)
    assert client.get("/readyz").json()["late"] == ["seeds", "scores"]
