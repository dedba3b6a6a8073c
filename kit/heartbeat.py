"""Signs of life, in the database so that every process can read them."""

import datetime as dt

from kit import clock
from kit.models import Heartbeat


def beat(name: str) -> None:
    """Say that `name` is alive now."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": clock.now()})


def age(name: str) -> dt.timedelta | None:
    """How long ago `name` was last heard of; None if never."""
    at = Heartbeat.objects.filter(name=name).values_list("at", flat=True).first()
    return None if at is None else clock.now() - at
