"""What every answer carries, whoever asks for whatever."""

import pytest

pytestmark = pytest.mark.django_db
PAGES = ["/healthz", "/readyz", "/new/", "/accounts/login/", "/no/such/page/", "/admin/"]


@pytest.mark.parametrize("page", PAGES)
def test_the_policy_stands_on_every_answer(client, page):
    answer = client.get(page)
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    assert "unsafe" not in policy
    assert "nonce" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert "camera=()" in answer["Permissions-Policy"]
    assert "Cookie" in answer["Vary"]


def test_what_belongs_to_somebody_is_kept_by_nobody(client, member):
    client.force_login(member)
    assert client.get("/new/")["Cache-Control"] == "private, no-store"


def test_a_visitors_page_sets_no_cookie_and_is_not_mixed_up_with_a_members(client, member):
    visit = client.get("/new/")
    assert not visit.cookies
    assert "no-store" not in visit.get("Cache-Control", "")
    client.force_login(member)
    assert member.username in client.get("/new/").content.decode()
    client.logout()
    assert member.username not in client.get("/new/").content.decode()
