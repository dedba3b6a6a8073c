"""Do now what beat would have woken, for machines that have a cron instead of a beat."""

from celery import current_app


class DueFailed(Exception):
    """Some tasks failed; `names` says which. The others were done."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


def wake_everything() -> list[str]:
    """Run each task of the timetable once, in this process, in the timetable's order; return their names.

    A task that fails does not keep the others from running; DueFailed is raised at the end.
    """
    current_app.loader.import_default_modules()
    names = list(dict.fromkeys(line["task"] for line in current_app.conf.beat_schedule.values()))
    failed = [name for name in names if not _run(name)]
    if failed:
        raise DueFailed(failed)
    return names


def _run(name: str) -> bool:
    """Whether the task went well; Celery logs what went wrong."""
    task = current_app.tasks.get(name)
    return task is not None and bool(task.apply().successful())
