"""Everybody in the town, each with a browser."""

from django.test import Client

from tests.town import Town


def clients(town: Town, **options: bool) -> list[Client]:
    found = []
    for person in town.people.values():
        found.append(Client(**options))
        if person:
            found[-1].force_login(person)
    return found
