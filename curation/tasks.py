from celery import shared_task

from curation import services


@shared_task(name="curation.plant_due")
def plant_due() -> None:
    services.plant_due(limit=20)


@shared_task(name="curation.evaluate_seeds")
def evaluate_seeds() -> None:
    services.evaluate_seeds(limit=200)


@shared_task(name="curation.tell_moved_due")
def tell_moved_due() -> None:
    services.tell_moved_due(limit=20)
