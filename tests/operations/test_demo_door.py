"""One click to be somebody, and the mail that never left: both only in the demo."""

import pytest
from django.core.mail import EmailMultiAlternatives

from kit import clock, mail
from operations.demo.personas import PERSONAS
from tests.factories import make_member


@pytest.fixture
def noor(db):
    return make_member("Noor Haddad", username="noor", is_demo=True)


@pytest.fixture
def demo(settings):
    settings.DEMO_MODE = True


@pytest.fixture
def kept_mail(db):
    import datetime as dt

    message = EmailMultiAlternatives("Hello <b>", "Words for you", to=["noor@example.org"])
    message.attach_alternative("<p>Words <script>alert(1)</script></p>", "text/html")
    mail.queue(message)
    mail.send_due(limit=5, deadline=clock.now() + dt.timedelta(minutes=1))
    return mail.local_mailbox()[0]


def signed_in_as(client) -> str | None:
    return client.session.get("_auth_user_id")


def test_one_click_signs_in(client, noor, demo):
    answer = client.post("/demo/sign-in/", {"username": "noor"})
    assert (answer.status_code, answer.url, signed_in_as(client)) == (303, "/unanswered/", str(noor.pk))


def test_the_login_page_shows_who_is_there(client, noor, demo):
    page = client.get("/accounts/login/").content.decode()
    assert "Noor Haddad" in page
    assert "Frank Castellano" not in page  # not loaded here


def test_nobody_outside_the_demo(client, noor):
    assert client.post("/demo/sign-in/", {"username": "noor"}).status_code == 404
    assert signed_in_as(client) is None
    assert "Noor Haddad" not in client.get("/accounts/login/").content.decode()


def test_only_invented_people(client, member, demo):
    assert client.post("/demo/sign-in/", {"username": member.username}).status_code == 404
    assert signed_in_as(client) is None


def test_not_by_a_link(client, noor, demo):
    assert client.get("/demo/sign-in/", {"username": "noor"}).status_code == 405


def test_nobody_is_led_away(client, noor, demo):
    assert client.post("/demo/sign-in/", {"username": "noor", "next": "//evil.example"}).url == "/unanswered/"


@pytest.mark.django_db
def test_every_page_says_that_it_is_a_demo(client, demo):
    assert b"people are invented" in client.get("/about/").content


@pytest.mark.django_db
def test_no_other_site_does(client):
    assert b"people are invented" not in client.get("/about/").content


def test_there_are_twelve_with_names_of_their_own():
    assert len({persona.username for persona in PERSONAS}) == len(PERSONAS) == 12


def test_the_mailbox_of_the_demo(client, demo, kept_mail):
    assert "Hello &lt;b&gt;" in client.get("/mailbox/").content.decode()
    assert "Words for you" in client.get(f"/mailbox/{kept_mail.key}/").content.decode()


def test_a_mails_html_is_shut_in(client, demo, kept_mail):
    answer = client.get(f"/mailbox/{kept_mail.key}/html/")
    policy = answer["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


@pytest.mark.parametrize("key", ["nothing", "..%2F..%2Fetc%2Fpasswd", "%2e%2e"])
def test_no_other_file_is_a_mail(client, demo, kept_mail, key):
    assert client.get(f"/mailbox/{key}/").status_code == 404


def test_outside_the_demo_only_an_admin_without_a_mail_server(client, kept_mail, member, admin, settings):
    assert client.get("/mailbox/").status_code == 404
    client.force_login(member)
    assert client.get(f"/mailbox/{kept_mail.key}/").status_code == 404
    client.force_login(admin)
    assert client.get("/mailbox/").status_code == 200
    settings.EMAIL_URL = "smtp://localhost"
    assert client.get("/mailbox/").status_code == 404
