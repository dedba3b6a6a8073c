"""Who may read, write and change discussions: the visibility table in code. Pure."""

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from members.rules import Viewer
from posts.models import Kind, Post, Status, Visibility
from posts.querysets import READABLE as READABLE


class Shown(Enum):
    """What somebody finds at the address of a discussion."""

    TEXT = "text"
    TOMBSTONE = "tombstone"
    NOTHING = "nothing"


SLOW_STEP = dt.timedelta(hours=1)
EDITABLE = (Status.SCHEDULED, Status.HELD, Status.PUBLISHED, Status.CLOSED)


def is_own(viewer: Viewer, post: Post) -> bool:
    """Whether the viewer wrote it: the author, or the member who claimed the byline of imported words."""
    if viewer.id is None:
        return False
    return viewer.id == post.author_id or (post.byline is not None and viewer.id == post.byline.claimed_by_id)


def shown_to(viewer: Viewer, post: Post) -> Shown:
    """The table: states down, viewers across. `querysets.visible_to` says the same in SQL."""
    if post.visibility == Visibility.MEMBERS and not viewer.is_signed_in:
        return Shown.NOTHING
    if post.status == Status.MERGED:  # its address leads on
        return Shown.NOTHING
    if post.status in READABLE:
        return Shown.TEXT
    if post.status == Status.REMOVED:
        return Shown.TOMBSTONE
    return Shown.TEXT if viewer.sees_hidden or is_own(viewer, post) else Shown.NOTHING


def may_see(viewer: Viewer, post: Post) -> bool:
    """Whether its page exists for the viewer, be it as a tombstone."""
    return shown_to(viewer, post) != Shown.NOTHING


def may_read_text(viewer: Viewer, post: Post) -> bool:
    return shown_to(viewer, post) == Shown.TEXT


class Closed(Enum):
    """Why nobody (or not everybody) can reply."""

    SIGNED_OUT = "signed_out"
    SCHEDULED = "scheduled"
    HELD = "held"
    HIDDEN = "hidden"
    REMOVED = "removed"
    MERGED = "merged"
    CLOSED = "closed"
    ARCHIVED = "archived"
    LOCKED = "locked"
    PAST = "past"
    SLOW = "slow"


@dataclass(frozen=True, slots=True)
class NoComment:
    """The reason, and the moment that goes with it: when replies open again, or until when there were any."""

    reason: Closed
    at: dt.datetime | None = None


def why_no_comment(
    post: Post, viewer: Viewer, now: dt.datetime, *, last_spoke: dt.datetime | None = None
) -> NoComment | None:
    """What stands in the way of a reply, None where nothing does. `last_spoke`: when the viewer last replied here,
    needed only while the discussion runs slowly."""
    if not viewer.is_signed_in:
        return NoComment(Closed.SIGNED_OUT)
    if post.status != Status.PUBLISHED:
        return NoComment(Closed(post.status))
    if _until(post.locked_until, now):
        return NoComment(Closed.LOCKED, post.locked_until)
    if post.closes_at is not None and post.closes_at <= now:
        return NoComment(Closed.PAST, post.closes_at)
    if post.slow_until and is_slow(post, now) and last_spoke and now < last_spoke + SLOW_STEP:
        return NoComment(Closed.SLOW, min(last_spoke + SLOW_STEP, post.slow_until))
    return None


def may_comment(post: Post, viewer: Viewer, now: dt.datetime) -> bool:
    """Open, readable, not locked, and not a prompt past its date; whether it runs slowly is not asked here."""
    return why_no_comment(post, viewer, now) is None


def is_slow(post: Post, now: dt.datetime) -> bool:
    """For a while everybody replies at most once in SLOW_STEP."""
    return _until(post.slow_until, now)


def may_edit(viewer: Viewer, post: Post) -> bool:
    return is_own(viewer, post) and post.status in EDITABLE


def may_remove(viewer: Viewer, post: Post) -> bool:
    return is_own(viewer, post) and post.status not in (Status.REMOVED, Status.HIDDEN, Status.MERGED)


def may_see_revisions(viewer: Viewer, post: Post) -> bool:
    """Members see how a discussion changed; who may not read it now does not read what it was."""
    return viewer.is_signed_in and may_read_text(viewer, post)


def can_take_back(post: Post, viewer: Viewer, now: dt.datetime) -> bool:
    """While nobody was told: the ten minutes after publishing (amendments 14 says what remains)."""
    mine = viewer.id is not None and viewer.id == post.author_id
    return mine and post.status in (Status.PUBLISHED, Status.HELD) and _until(post.take_back_until, now)


def may_start(viewer: Viewer, kind: str) -> bool:
    """Prompts are set by curators; everything else by any member."""
    return viewer.is_signed_in and (kind != Kind.PROMPT or viewer.sees_hidden)


def is_wider(visibility: str, than: str) -> bool:
    return visibility == Visibility.PUBLIC and than == Visibility.MEMBERS


def asks(title: str) -> bool:
    """A title that ends with a question mark suggests the kind *question*."""
    return title.rstrip().endswith(("?", "？", "؟"))


def _until(moment: dt.datetime | None, now: dt.datetime) -> bool:
    return moment is not None and now < moment
