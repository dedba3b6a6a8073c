"""The judge of untouched pages bites, and knows what is ours."""

from tests import touched


def test_what_no_test_touched_is_named():
    assert touched.untouched(["a/", "b/"], ["a/"], []) == ["b/"]


def test_an_excuse_holds_and_ends():
    assert touched.untouched(["a/", "b/"], ["a/"], ["b/"]) == []
    assert touched.untouched(["a/"], ["a/"], ["a/"]) == ["a/ (needs no excuse any more)"]


def test_ours_are_our_own_pages():
    routes = set(touched.our_routes())
    assert {"healthz", "csp-report/", "styleguide/"} <= routes
    assert not any(route.startswith(("accounts/login", "admin/auth")) for route in routes)


def test_a_visit_is_written_down(client, db):
    client.get("/healthz")
    client.get("/no/such/page/")
    assert "healthz" in touched._routes
    assert {"404.html", "base.html"} <= touched._templates
