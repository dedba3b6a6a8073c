"""Changing one's account: every act that matters asks who is there."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client

from kit.models import OutboxMail
from tests.factories import PASSWORD
from tests.members.test_enter import LOGIN, assert_strict, code, is_signed_in, newest_mail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def real_queue(settings):
    settings.EMAIL_BACKEND = "kit.mail.QueueBackend"
    cache.clear()


@pytest.fixture
def door(client, member):
    """The member, who has just shown once more who they are."""
    client.post(LOGIN, {"login": member.email, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def test_a_new_address_counts_after_its_code_and_the_old_one_is_told(door, member):
    old = member.email
    door.post("/accounts/email/", {"action_add": "1", "email": "new@example.org"})
    member.refresh_from_db()
    assert member.email == old
    door.post("/accounts/confirm-email/", {"code": code()})
    member.refresh_from_db()
    assert member.email == "new@example.org"
    assert EmailAddress.objects.filter(user=member, verified=True).get().email == "new@example.org"
    assert "new@example.org" in OutboxMail.objects.filter(to=old).latest("pk").message


def test_a_session_that_is_old_must_show_who_it_is(client, member):
    client.post(LOGIN, {"login": member.email, "password": PASSWORD})
    answer = client.post("/accounts/email/", {"action_add": "1", "email": "new@example.org"})
    assert (answer.status_code, answer.url.partition("?")[0]) == (302, "/accounts/reauthenticate/")
    assert_strict(client.get(answer.url))


def test_a_new_password_is_told_by_mail(door, member):
    fresh = "a quite new password"
    door.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh})
    member.refresh_from_db()
    assert member.check_password(fresh)
    assert is_signed_in(door)
    assert "password" in newest_mail()


def test_a_new_password_ends_every_other_session(door, member):
    other = Client()
    other.post(LOGIN, {"login": member.email, "password": PASSWORD})
    fresh = "a quite new password"
    door.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh})
    assert other.get("/preferences/").status_code == 302
    assert door.get("/preferences/").status_code == 200


def test_other_sessions_are_listed_and_ended(door, member):
    other = Client(headers={"user-agent": "Netscape Navigator"})
    other.post(LOGIN, {"login": member.email, "password": PASSWORD})
    other.get("/preferences/")
    page = door.get("/accounts/sessions/")
    assert "Netscape Navigator" in page.content.decode()
    door.post("/accounts/sessions/")
    assert other.get("/preferences/").status_code == 302
    assert door.get("/preferences/").status_code == 200


def one_time(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


@pytest.mark.django_db(transaction=True)
def test_two_steps_on_and_in_and_off(door, member):
    page = door.get("/accounts/2fa/totp/activate/")
    assert_strict(page)
    assert 'src="data:image/svg+xml' in page.content.decode()
    secret = re.search(r'value="([A-Z2-7]{16,})"', page.content.decode())[1]
    door.post("/accounts/2fa/totp/activate/", {"code": one_time(secret)})
    door.post("/accounts/2fa/recovery-codes/generate/")
    assert OutboxMail.objects.filter(to=member.email).count() == 2  # noqa: PLR2004  the second step, and new spare codes
    assert Authenticator.objects.filter(user=member, type="totp").exists()
    assert_strict(door.get("/accounts/2fa/recovery-codes/"))

    late = Client()
    half = late.post(LOGIN, {"login": member.email, "password": PASSWORD})
    assert not is_signed_in(late)
    assert_strict(late.get(half.url))
    late.post(half.url, {"code": "000000"})
    assert not is_signed_in(late)
    spare = Authenticator.objects.get(user=member, type="recovery_codes").wrap().get_unused_codes()[0]
    late.post(half.url, {"code": spare})
    assert is_signed_in(late)

    assert_strict(door.get("/accounts/2fa/totp/deactivate/"))
    door.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=member, type="totp").exists()


def test_the_admin_has_the_same_door(client, admin):
    answer = client.get("/admin/")
    assert "/accounts/login/" in answer.url or "/admin/login/" in answer.url
    assert client.get("/admin/login/", follow=True).redirect_chain[-1][0].startswith("/accounts/login/")


def test_who_came_in_by_code_alone_may_set_a_password(client, member):
    member.set_unusable_password()
    member.save()
    client.force_login(member)
    assert_strict(client.get("/accounts/password/set/"))
    fresh = "a quite new password"
    client.post("/accounts/password/set/", {"password1": fresh, "password2": fresh})
    member.refresh_from_db()
    assert member.check_password(fresh)
    assert OutboxMail.objects.filter(to=member.email).exists()
