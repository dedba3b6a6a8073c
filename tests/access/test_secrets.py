"""Private words stand nowhere but where they may (Z01, Z03): each is looked for on every page, as everybody."""

import pytest
from django.test import Client

from discovery.search.indexing import index_due
from tests.access import routes
from tests.town import SECRETS, Town, build

pytestmark = pytest.mark.django_db
STAFF = {"curator", "admin"}
# who may read it; some of them must find it, so that looking is known to work
READERS = {
    "draft": {"olive"},
    "asked draft": {"olive", "bob"},
    "reply draft": {"olive"},
    "private line": {"olive"},
    "private words": {"olive", "bob"},
    "reported private words": {"olive", "stella", "curator", "admin"},
    "hidden discussion": {"olive"} | STAFF,
    "hidden comment": {"olive"} | STAFF,
    "removed comment": set(),
    "held comment": {"olive"} | STAFF,
    "why it was hidden": {"olive"} | STAFF,
    "note of a report": STAFF,
    "address": {"olive", "admin"},
}


def pages(town: Town) -> list[str]:
    places = town.places
    found = [routes.address(pattern, town) for pattern in routes.named_routes().values()]
    found += [f"/drafts/{places['asked_draft']}/", f"/private/{places['reported_thread']}/", f"/d/{town.post.pk}/x/"]
    found += [f"/d/{places['hidden']}/a-corridor-to-be-hidden/", f"/c/{places['bad']}/", f"/c/{places['gone']}/"]
    found += [f"/d/{town.post.pk}/draft/?comment=", f"/c/{places['first']}/revisions/"]
    # the words beside each secret, for what is searched for stands on the page that looks for it
    found += [
        f"/search/?q={words}"
        for words in ("unkind words", "waiting words", "corridor hidden", "never mind", "half a thought")
    ]
    return [*found, "/accounts/email/", *routes.panel()]


def test_private_words_stand_where_they_may_and_nowhere_else(db):
    town = build()
    index_due(seconds=30)
    seen: dict[str, set[str]] = {name: set() for name in SECRETS}
    for who, person in town.people.items():
        client = Client()
        if person:
            client.force_login(person)
        text = "\n".join(_text(client, path) for path in pages(town))
        for name, word in SECRETS.items():
            if word in text:
                seen[name].add(who)
    assert {name: seen[name] - READERS[name] for name in READERS if seen[name] - READERS[name]} == {}
    assert [name for name in READERS if READERS[name] and not seen[name]] == []


def _text(client: Client, path: str) -> str:
    answer = client.get(path, follow=True)
    return (b"".join(answer) if answer.streaming else answer.content).decode("utf-8", "replace")
