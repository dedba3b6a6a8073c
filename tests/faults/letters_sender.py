"""A sender of letters that dies at one step: run by test_letters_killed as a process of its own.

The product knows nothing of it: each step is a function of the product, wrapped here so that the process kills
itself when that function is entered or left for the n-th time. `-` as the step is a sender that lives.
"""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import django

STEPS = ("plan", "claim", "connect", "rcpt", "before_dot", "after_dot", "before_commit")


def die_at(step: str, nth: int) -> None:
    """Wrap the function that this step is part of."""
    from digests.models import Delivery
    from digests.querysets import DeliveryQuerySet
    from kit.mail.smtp import SmtpHandover

    places: dict[str, tuple[Any, str, bool]] = {
        "plan": (DeliveryQuerySet, "plan", True),
        "claim": (DeliveryQuerySet, "claim", True),
        "connect": (SmtpHandover, "_dial", True),
        "rcpt": (SmtpHandover, "_envelope", True),
        "before_dot": (DeliveryQuerySet, "handing_over", True),
        "after_dot": (DeliveryQuerySet, "sent", False),
        "before_commit": (DeliveryQuerySet, "_end", False),
    }
    assert Delivery.objects is not None
    owner, name, after = places[step]
    setattr(owner, name, _fatal(getattr(owner, name), nth, after))


def _fatal(real: Callable[..., Any], nth: int, after: bool) -> Callable[..., Any]:
    calls = 0

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == nth and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        answer = real(*args, **kwargs)
        if calls == nth:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    return wrapped


def take_the_claim_out() -> None:
    """The control: a sender that takes what is due without saying so, and marks it once it is gone."""
    from digests.querysets import DeliveryQuerySet
    from kit import clock
    from kit.models import State

    def claim(self: Any, limit: int = 1) -> list[Any]:
        return list(self.due(clock.now())[:limit])

    def sent(self: Any, row: Any) -> None:
        self.model.objects.filter(pk=row.pk).update(state=State.SENT, sent_at=clock.now())
        row.state = State.SENT

    DeliveryQuerySet.claim = claim  # type: ignore[method-assign]
    DeliveryQuerySet.handing_over = lambda self, row: None  # type: ignore[method-assign]
    DeliveryQuerySet.sent = sent  # type: ignore[method-assign]


def make_people(count: int) -> None:
    """So many members who are due a letter, and what it is about."""
    import datetime as dt

    from allauth.account.models import EmailAddress

    from kit import clock
    from members.models import Member, Preferences
    from posts.services import publish_post, release_due

    long_ago = clock.now() - dt.timedelta(days=30)
    people = Member.objects.bulk_create(
        Member(username=f"p{n}", name=f"Person {n}", email=f"p{n}@example.org", joined_at=long_ago)
        for n in range(count)
    )
    Preferences.objects.bulk_create(Preferences(member=one) for one in people)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=one, email=one.email, verified=True, primary=True) for one in people
    )
    author = Member.objects.create(username="author", name="Ada Author", email="", joined_at=long_ago, is_active=True)
    with clock.at(clock.now() - dt.timedelta(hours=5)):
        for n in range(4):
            publish_post(
                author=author,
                kind=("question", "reflection")[n % 2],
                title=f"A thing worth reading {n}",
                body="Words enough to be read.",
                tags=[f"tag{n}"],
                visibility="members",
                fields={"wants": "experience"} if n % 2 == 0 else {"certainty": "half_formed"},
            )
    release_due()


def main() -> None:
    django.setup()
    from django.core.management import call_command

    step, nth = sys.argv[1], int(sys.argv[2])
    if step == "people":
        make_people(nth)
        return
    if step == "no_claim":
        take_the_claim_out()
        step = sys.argv[3]
    if step != "-":
        die_at(step, nth)
    call_command("send_digests", "--to", "members")


if __name__ == "__main__":
    main()
