import datetime as dt

from celery import shared_task

from digests import services
from digests.models import LetterKind
from kit import clock

RUN_FOR = dt.timedelta(seconds=25)


@shared_task(name="digests.plan")
def plan() -> None:
    deadline = clock.now() + RUN_FOR
    for kind in LetterKind:
        services.plan_letters(kind=kind, deadline=deadline)


# a server may take ten minutes to answer the last letter of a run; cut in between, nobody knows whether it arrived
@shared_task(name="digests.send", soft_time_limit=840, time_limit=900)
def send() -> None:
    services.send_letters(deadline=clock.now() + RUN_FOR)


@shared_task(name="digests.sweep")
def sweep() -> None:
    services.sweep()
