from celery import shared_task

from posts import services


@shared_task(name="posts.release_due")
def release_due() -> None:
    services.release_due()


@shared_task(name="posts.sweep_pictures")
def sweep_unused_pictures() -> None:
    services.sweep_pictures()


@shared_task(name="posts.nudge_drafts")
def nudge_drafts() -> None:
    services.nudge_drafts()


@shared_task(name="posts.end_drafts")
def end_drafts() -> None:
    services.end_drafts()
