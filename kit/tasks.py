import datetime as dt

from celery import shared_task

from kit import clock, heartbeat, limits, mail

MAILS_A_RUN = 200
RUN_FOR = dt.timedelta(seconds=25)


# a slow server may hold the last mail of a run for minutes; it must not be cut between body and answer
@shared_task(name="kit.send_mail", soft_time_limit=300, time_limit=330)
def send_mail() -> None:
    mail.send_due(limit=MAILS_A_RUN, deadline=clock.now() + RUN_FOR)


@shared_task(name="kit.heartbeat")
def beat() -> None:
    heartbeat.beat("worker")


@shared_task(name="kit.sweep")
def sweep() -> None:
    mail.sweep()
    limits.sweep()
    mail.trim_local_mailbox()
