"""Scores, made again from the facts whenever those change or time passes.

Promises: what is due stands in the database, so a job may be killed anywhere, run twice or beside itself, and loses
and doubles nothing; a score is written together with the version of the facts it was made of, read before them; only
facts that may be seen count; every discussion comes out as the pure arithmetic says.
"""

from engagement.services.checking import Check, check
from engagement.services.scoring import decay_due, rebuild, rebuild_due, score_due

__all__ = ["Check", "check", "decay_due", "rebuild", "rebuild_due", "score_due"]
