"""Addresses at which nobody is, as their servers say. Whoever writes to people of their own accord asks first."""

from collections.abc import Collection

from django.db.models import F

from kit import clock
from kit.models import Bounce

# from so many on in a row, nothing is sent there but what somebody asks for at that moment (a code to sign in)
TOO_MANY = 3


def note_bounce(address: str) -> None:
    """A server said that there is no such address."""
    key = address.lower()
    if not Bounce.objects.filter(address=key).update(count=F("count") + 1, at=clock.now()):
        Bounce.objects.bulk_create([Bounce(address=key, at=clock.now())], ignore_conflicts=True)


def note_arrival(address: str) -> None:
    """A server took a mail to it."""
    Bounce.objects.filter(address=address.lower()).delete()


def bounces_of(addresses: Collection[str]) -> dict[str, int]:
    """How often in a row mail to each of these came back; those of which nothing is known are missing."""
    keys = {address.lower(): address for address in addresses}
    rows = Bounce.objects.filter(address__in=keys).values_list("address", "count")
    return {keys[key]: count for key, count in rows}
