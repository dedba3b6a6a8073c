import datetime as dt

from celery import shared_task

from kit import clock
from notifications import services

RUN_FOR = dt.timedelta(seconds=25)


@shared_task(name="notifications.sweep")
def sweep() -> None:
    services.sweep()
    services.sweep_ledger()


@shared_task(name="notifications.mail_due")
def mail_due() -> None:
    services.mail_due(deadline=clock.now() + RUN_FOR)
