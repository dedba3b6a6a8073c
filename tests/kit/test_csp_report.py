import datetime as dt
import json

import pytest
from django.test import Client

from kit import clock

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db
REPORT = {
    "csp-report": {
        "document-uri": "https://learn.example.org/d/1/a/?token=secret",
        "blocked-uri": "https://evil.example/x.js?y",
        "effective-directive": "script-src-elem",
    }
}


def send(body, client=None, **headers):
    client = client or Client(enforce_csrf_checks=True)
    return client.post("/csp-report/", body, content_type="application/csp-report", headers=headers)


def reports(caplog):
    return [record.getMessage() for record in caplog.records if record.name == "kit.csp"]


def test_a_report_is_one_line_without_secrets(caplog):
    assert send(json.dumps(REPORT)).status_code == 204
    assert reports(caplog) == ["csp report: script-src-elem at learn.example.org/d/1/a/: evil.example/x.js"]


@pytest.mark.parametrize("body", ["{", "[]", "null", '{"csp-report": 3}', "[" * 5000, "\x00"])
def test_anything_else_is_answered_alike(body, caplog):
    assert send(body).status_code == 204
    assert reports(caplog) == ["csp report: not readable"]


def test_a_line_stays_a_line(caplog):
    report = {"csp-report": {"document-uri": "https://a/b\nERROR x\u2028" + "y" * 5000, "blocked-uri": None}}
    send(json.dumps(report))
    (line,) = reports(caplog)
    assert line.isprintable()
    assert len(line) < 400


def test_a_large_one_is_not_read(caplog):
    assert send(json.dumps(REPORT) + " " * 9000).status_code == 204
    assert reports(caplog) == []


def test_a_flood_is_not_written_down(caplog):
    with clock.at(NOON):
        answers = [send(json.dumps(REPORT)).status_code for _number in range(15)]
    assert answers == [204] * 15
    assert len(reports(caplog)) == 10


def test_it_is_not_a_page(client):
    assert client.get("/csp-report/").status_code == 405
