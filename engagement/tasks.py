from celery import shared_task

from engagement import services


@shared_task(name="engagement.score_due")
def score_due() -> None:
    services.score_due()


@shared_task(name="engagement.decay")
def decay() -> None:
    services.decay_due()


@shared_task(name="engagement.rebuild")
def rebuild() -> None:
    services.rebuild_due()
