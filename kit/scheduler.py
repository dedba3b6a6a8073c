"""Beat itself, which says in the database that it is alive; a task could only say that a worker is."""

import logging
import time
from typing import Any

from celery.beat import PersistentScheduler
from django.db import Error, close_old_connections

from kit import heartbeat

log = logging.getLogger(__name__)
SAY_EVERY_S = 20.0


class HouseScheduler(PersistentScheduler):
    """Celery's own, with a sign of life at each turn, at most every twenty seconds."""

    _said = float("-inf")

    def tick(self, *args: Any, **kwargs: Any) -> Any:
        wait = super().tick(*args, **kwargs)
        self._say()
        return wait

    def _say(self) -> None:
        """A database that is away may not stop the clock: work goes on when it is back."""
        if time.monotonic() - self._said < SAY_EVERY_S:
            return
        try:
            close_old_connections()
            heartbeat.beat("beat")
        except Error as error:
            log.warning("beat could not write down that it is alive: %s", error)
        else:
            self._said = time.monotonic()
