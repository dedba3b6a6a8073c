"""The made-up community that is measured, and how a figure is said."""

import time

from django.core.management import call_command
from django.db import connection
from django.test import Client

from members.models import Member


def fill(**sizes: int) -> None:
    """A site with nobody in it becomes a large one; sizes as of `make_bench_data`."""
    print("The community", flush=True)
    began = time.monotonic()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("make_bench_data", verbosity=0, **sizes)
    analyse()
    say("made and analysed, s", f"{time.monotonic() - began:.0f}")


def analyse() -> None:
    """What autovacuum does in time."""
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute("ANALYZE")
            return
        cursor.execute("SET statement_timeout = 0")  # ours takes as long as it takes; the site's stay bounded
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("RESET statement_timeout")


def cookies_of(person: Member) -> str:
    """The Cookie header of somebody who is signed in."""
    client = Client()
    client.force_login(person)
    return "; ".join(f"{name}={cookie.value}" for name, cookie in client.cookies.items())


def say(what: str, figure: str, more: str = "") -> None:
    """One line of the output."""
    print(f"  {what:<50}{figure:>12}   {more}", flush=True)
