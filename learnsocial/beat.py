"""The timetable: which task is woken how often, and on which queue.

A task that wakes finds out from the database what is due. Waking too often costs one query; waking
too rarely costs lateness, never a lost row.
"""

from typing import Any


def every(seconds: float, task: str, queue: str) -> dict[str, Any]:
    """One line of the timetable. A wake-up that nobody took in time is dropped: the next one does its work."""
    return {"task": task, "schedule": seconds, "options": {"queue": queue, "expires": max(seconds, 5)}}


TIMETABLE: dict[str, dict[str, Any]] = {
    "kit.send_mail": every(5, "kit.send_mail", "mail-urgent"),
    "kit.heartbeat": every(20, "kit.heartbeat", "default"),
    "kit.sweep": every(300, "kit.sweep", "default"),
    "curation.plant_due": every(60, "curation.plant_due", "default"),
    "curation.evaluate_seeds": every(300, "curation.evaluate_seeds", "default"),
    "curation.tell_moved_due": every(60, "curation.tell_moved_due", "default"),
    "posts.release_due": every(20, "posts.release_due", "default"),
    "posts.sweep_pictures": every(600, "posts.sweep_pictures", "default"),
    "posts.nudge_drafts": every(3600, "posts.nudge_drafts", "default"),
    "posts.end_drafts": every(3600, "posts.end_drafts", "default"),
    "comments.release_due": every(20, "comments.release_due", "default"),
    "comments.end_drafts": every(3600, "comments.end_drafts", "default"),
    "discovery.index_due": every(20, "discovery.index_due", "default"),
    "discovery.sweep_search": every(3600, "discovery.sweep_search", "default"),
    "digests.plan": every(60, "digests.plan", "default"),
    "digests.send": every(15, "digests.send", "mail-bulk"),
    "digests.sweep": every(300, "digests.sweep", "default"),
    "notifications.mail_due": every(15, "notifications.mail_due", "mail-urgent"),
    "notifications.sweep": every(3600, "notifications.sweep", "default"),
    "engagement.score_due": every(20, "engagement.score_due", "scores"),
    "engagement.decay": every(600, "engagement.decay", "scores"),
    "engagement.rebuild": every(600, "engagement.rebuild", "scores"),
}
