"""Is the site able to do its work now? Asked by whoever watches over it, so it tells the truth and no secret."""

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.migrations.executor import MigrationExecutor

from kit import clock, heartbeat

LATE_AFTER_S = 300.0
SILENT_AFTER_S = 120.0

Oldest = Callable[[], dt.datetime | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """Work of one kind: the moment its oldest due row fell due (None: nothing is due), and how late is too late."""

    oldest: Oldest
    late_after_s: float


@dataclass(frozen=True, slots=True)
class Readiness:
    """`waiting` is the age in seconds of the oldest due row per kind; None stands for what could not be asked."""

    database: bool
    migrations: bool = False
    beat_age_s: float | None = None
    worker_age_s: float | None = None
    waiting: dict[str, float] = field(default_factory=dict)
    late: list[str] = field(default_factory=list)

    @property
    def ready(self) -> bool:
        alive = all(age is not None and age <= SILENT_AFTER_S for age in (self.beat_age_s, self.worker_age_s))
        return self.database and self.migrations and alive and not self.late

    def as_json(self) -> dict[str, Any]:
        return {"ready": self.ready, **asdict(self)}


_kinds: dict[str, Kind] = {}


def register(kind: str, oldest: Oldest, late_after_s: float = LATE_AFTER_S) -> None:
    """Watch one more kind of due rows; called once per kind while the site starts."""
    _kinds[kind] = Kind(oldest, late_after_s)


def readiness() -> Readiness:
    """Ask the database for all of it; a database that does not answer is an answer too."""
    try:
        if _is_behind():
            return Readiness(database=True)
        waiting = {name: age for name, kind in _kinds.items() if (age := _age(kind.oldest())) is not None}
        late = [name for name, age in waiting.items() if age > _kinds[name].late_after_s]
        return Readiness(True, True, _silent_s("beat"), _silent_s("worker"), waiting, late)
    except Error:
        return Readiness(database=False)


def _is_behind() -> bool:
    """Whether the code knows a migration that the database has not seen."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _silent_s(name: str) -> float | None:
    age = heartbeat.age(name)
    return None if age is None else round(age.total_seconds(), 1)


def _age(due: dt.datetime | None) -> float | None:
    return None if due is None else max(0.0, round((clock.now() - due).total_seconds(), 1))
