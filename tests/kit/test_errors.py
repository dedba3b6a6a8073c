import pytest
from django.http import HttpRequest
from django.shortcuts import render
from django.test import Client, RequestFactory
from django.urls import path

from kit.http import too_often

pytestmark = pytest.mark.django_db
POLICY = "script-src 'self'"


def broken(request: HttpRequest) -> None:
    raise RuntimeError("broken on purpose")


urlpatterns = [path("broken/", broken)]


def in_our_look(answer):
    page = answer.content.decode()
    assert "site.css" in page
    assert page.count("<h1>") == 1
    assert POLICY in answer["Content-Security-Policy"]


def test_nothing_here(client):
    answer = client.get("/no/such/page/")
    assert answer.status_code == 404
    in_our_look(answer)


def test_a_broken_page_says_so_and_no_more(settings):
    settings.ROOT_URLCONF = __name__
    answer = Client(raise_request_exception=False).get("/broken/")
    assert answer.status_code == 500
    assert "broken on purpose" not in answer.content.decode()
    in_our_look(answer)


def test_too_often_says_when_to_come_back(client):
    answer = too_often(RequestFactory().get("/often/"), 7)
    assert (answer.status_code, answer["Retry-After"]) == (429, "7")


@pytest.mark.parametrize("name", ["400.html", "403.html"])
def test_the_other_pages_can_be_drawn(name, rf):
    assert render(rf.get("/"), name).content.count(b"<h1>") == 1


def test_a_form_without_its_token_is_refused_and_shows_what_was_written():
    text = "A long answer that took <b>half</b> an hour"
    answer = Client(enforce_csrf_checks=True).post(
        "/accounts/login/", {"login": "x", "body": text, "password": "p" * 30}
    )
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "A long answer that took &lt;b&gt;half&lt;/b&gt; an hour" in page
    assert "pppp" not in page


def test_a_form_that_was_empty_shows_no_box():
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "x"})
    assert "<textarea" not in answer.content.decode()


def test_an_old_token_from_our_own_page_is_sent_again_with_one_click(member):
    client = Client(enforce_csrf_checks=True)
    client.force_login(member)
    words = {"body": "Typed for a while."}
    ours = client.post("/d/1/comments/", words, headers={"sec-fetch-site": "same-origin"})
    assert (ours.status_code, ours.context["to"]) == (403, "/d/1/comments/")
    theirs = client.post("/d/1/comments/", words, headers={"sec-fetch-site": "cross-site"})
    assert theirs.status_code == 403
    assert "Send it again" not in theirs.content.decode()


def test_whoever_may_be_a_member_is_asked_to_sign_in_and_comes_back(client, member):
    assert 'href="/accounts/login/?next=/no/such/page/"' in client.get("/no/such/page/").content.decode()
    client.force_login(member)
    assert "?next=" not in client.get("/no/such/page/").content.decode()
