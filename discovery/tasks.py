from celery import shared_task

from discovery.search import indexing


@shared_task(name="discovery.index_due")
def index_due() -> None:
    indexing.index_due()


@shared_task(name="discovery.sweep_search")
def sweep_search() -> None:
    indexing.sweep()
