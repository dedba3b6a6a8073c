from celery import shared_task

from posts.services import release


@shared_task(name="posts.release_due")
def release_due() -> None:
    release.release_due()
