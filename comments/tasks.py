from celery import shared_task

from comments import services


@shared_task(name="comments.release_due")
def release_due() -> None:
    services.release_due()


@shared_task(name="comments.end_drafts")
def end_drafts() -> None:
    services.end_reply_drafts()
