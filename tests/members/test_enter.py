"""Signing up and in, as somebody at the door meets it."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from kit.models import OutboxMail
from members.models import Member, Preferences
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
SIGNUP, LOGIN, CODE = "/accounts/signup/", "/accounts/login/", "/accounts/login/code/"


@pytest.fixture(autouse=True)
def real_queue(settings):
    settings.EMAIL_BACKEND = "kit.mail.QueueBackend"


@pytest.fixture(autouse=True)
def no_counts():
    from django.core.cache import cache

    cache.clear()


def newest_mail() -> str:
    return OutboxMail.objects.latest("pk").message


def code() -> str:
    found = re.search(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", newest_mail(), re.M)
    assert found, newest_mail()
    return found[1]


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def sign_up(client, **given):
    return client.post(SIGNUP, {"name": "Ada Lovelace", "email": "ada@example.org", "password1": "", **given})


def test_sign_up_by_name_and_address_then_code(client):
    waiting = sign_up(client, time_zone="Asia/Kolkata")
    assert waiting.status_code == 302
    assert not is_signed_in(client)
    client.post(waiting.url, {"code": code()})
    ada = Member.objects.get()
    assert is_signed_in(client)
    assert (ada.name, ada.username, ada.time_zone, ada.has_usable_password()) == (
        "Ada Lovelace",
        "ada-lovelace",
        "Asia/Kolkata",
        False,
    )
    assert EmailAddress.objects.get(user=ada).verified
    assert Preferences.objects.filter(member=ada).exists()


def test_an_invented_zone_is_left_out(client):
    sign_up(client, time_zone="Mars/Olympus")
    assert Member.objects.get().time_zone == "UTC"


def test_a_wrong_code_opens_nothing(client):
    waiting = sign_up(client)
    client.post(waiting.url, {"code": "AAAA-AAAA"})
    assert not is_signed_in(client)
    assert not EmailAddress.objects.get().verified


def test_the_third_wrong_code_ends_it(client):
    waiting = sign_up(client)
    right = code()
    for _ in range(3):
        client.post(waiting.url, {"code": "AAAA-AAAA"})
    client.post(waiting.url, {"code": right})
    assert not is_signed_in(client)


def test_what_was_typed_stays_after_a_mistake(client):
    page = sign_up(client, email="no address", name="Ada Lovelace").content.decode()
    assert 'value="no address"' in page
    assert 'value="Ada Lovelace"' in page


@pytest.mark.parametrize(
    "given", [{"password1": "short"}, {"name": "1234"}, {"name": "Аdmin Ada"}, {"email": "x"}, {"name": "x" * 81}]
)
def test_bad_sign_ups_make_nobody(client, given):
    assert sign_up(client, **given).status_code == 200
    assert not Member.objects.exists()


@pytest.mark.parametrize("field", ["is_staff", "is_superuser", "is_curator", "username", "is_demo"])
def test_nobody_signs_up_as_more_than_a_member(client, field):
    sign_up(client, **{field: "on"})
    ada = Member.objects.get()
    assert not (ada.is_staff)
    assert not (ada.is_superuser)
    assert not (ada.is_curator)
    assert not (ada.is_demo)
    assert ada.username == "ada-lovelace"


def test_sign_up_leads_back_to_what_one_wanted_to_answer(client):
    waiting = sign_up(client, next="/new/")
    done = client.post(waiting.url, {"code": code()})
    assert done.url == "/new/"


def test_sign_in_by_password(client, member):
    answer = client.post(LOGIN, {"login": member.email, "password": PASSWORD, "next": "/tags/"})
    assert (answer.status_code, answer.url, is_signed_in(client)) == (302, "/tags/", True)


def test_a_wrong_password_keeps_the_address(client, member):
    answer = client.post(LOGIN, {"login": member.email, "password": "wrong horse battery"})
    assert f'value="{member.email}"' in answer.content.decode()
    assert "wrong horse" not in answer.content.decode()
    assert not is_signed_in(client)


def test_sign_in_by_code_leads_on(client, member):
    waiting = client.post(CODE, {"email": member.email, "next": "/tags/"})
    assert member.email in client.get(waiting.url).content.decode()
    done = client.post(waiting.url, {"code": code(), "next": "/tags/"})
    assert (done.url, is_signed_in(client)) == ("/tags/", True)


def test_the_code_page_says_that_mail_may_be_late(client, member):
    waiting = client.post(CODE, {"email": member.email})
    assert "can take a few minutes" in client.get(waiting.url).content.decode()


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
@pytest.mark.parametrize("path", [LOGIN, SIGNUP, CODE])
def test_nobody_is_led_away(client, member, path, target):
    client.get(path, {"next": target})
    answer = client.post(LOGIN, {"login": member.email, "password": PASSWORD, "next": target})
    assert answer.url == "/"


def test_known_and_unknown_addresses_look_alike(member):
    def walk(email: str) -> tuple[int, str, str]:
        client = Client()
        waiting = client.post(CODE, {"email": email})
        page = client.get(waiting.url).content.decode().replace(email, "ADDRESS")
        return waiting.status_code, waiting.url, re.sub(r'value="[\w-]{40,}"', "", page)

    assert walk(member.email) == walk("nobody@example.org")


def test_sign_up_with_a_known_address_looks_like_any_other(client, member):
    known, fresh = sign_up(client, email=member.email), sign_up(client, email="fresh@example.org")
    assert (known.status_code, known.url) == (fresh.status_code, fresh.url)
    assert Member.objects.filter(email=member.email).count() == 1
    told = OutboxMail.objects.get(to=member.email)
    assert "already have an account" in told.subject


def test_reset_tells_the_page_nothing_and_the_owner_everything(client, member):
    known = client.post("/accounts/password/reset/", {"email": member.email})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    link = re.search(r"http://\S+/accounts/password/reset/key/\S+", OutboxMail.objects.get(to=member.email).message)
    assert link


def test_a_reset_link_works_once_and_not_by_looking(client, member):
    client.post("/accounts/password/reset/", {"email": member.email})
    raw = OutboxMail.objects.get(to=member.email).message.replace("=\n", "")
    path = re.search(r"(/accounts/password/reset/key/[\w-]+/)", raw)[1]
    form = client.get(path)
    client.get(form.url)
    member.refresh_from_db()
    assert member.check_password(PASSWORD)
    client.post(form.url, {"password1": "a quite new password", "password2": "a quite new password"})
    member.refresh_from_db()
    assert member.check_password("a quite new password")
    assert client.get(path).status_code == 200  # says that the link was used, offers no form
    member.set_password(PASSWORD)


def test_ten_wrong_passwords_are_too_many(client, member):
    for _ in range(6):
        answer = client.post(LOGIN, {"login": member.email, "password": "wrong horse battery"})
    assert "Too many" in answer.content.decode()
    assert not is_signed_in(client)


def test_too_many_sign_ups_say_when(client):
    for number in range(5):
        sign_up(client, email=f"ada{number}@example.org")
    assert sign_up(client, email="ada9@example.org").status_code == 429


def test_a_closed_account_stays_closed(client, member):
    member.is_active = False
    member.save()
    client.post(LOGIN, {"login": member.email, "password": PASSWORD})
    assert not is_signed_in(client)


def test_mails_have_two_parts_in_our_look(client, member):
    client.post(CODE, {"email": member.email})
    mail = newest_mail()
    assert "text/plain" in mail
    assert "text/html" in mail
    assert "style=3D" in mail


PAGES = [LOGIN, SIGNUP, CODE, "/accounts/password/reset/", "/accounts/password/reset/done/", "/accounts/inactive/"]
OWN_PAGES = [
    "/accounts/email/", "/accounts/password/change/", "/accounts/logout/", "/accounts/2fa/", "/accounts/sessions/",
    "/accounts/reauthenticate/", "/preferences/", "/preferences/profile/",
]  # fmt: skip


def assert_strict(page):
    html = page.content.decode()
    assert "script-src 'self'" in page["Content-Security-Policy"]
    assert "unsafe" not in page["Content-Security-Policy"]
    assert not re.search(r"<[^>]+\s(style|on\w+)=", html), re.search(r"<[^>]+\s(style|on\w+)=", html)
    assert not re.search(r"<script(?![^>]*src=)", html)
    assert html.count("<h1") == 1


@pytest.mark.parametrize("path", PAGES)
def test_pages_at_the_door_are_strict(client, path):
    assert_strict(client.get(path))


@pytest.mark.parametrize("path", OWN_PAGES)
def test_own_pages_are_strict(client, member, path):
    client.post(LOGIN, {"login": member.email, "password": PASSWORD})
    page = client.get(path)
    assert page.status_code == 200
    assert_strict(page)
