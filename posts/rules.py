"""Who may read, write and change discussions: the visibility table in code. Pure."""

import datetime as dt
from enum import Enum

from members.rules import Viewer
from posts.models import Kind, Post, Status, Visibility
from posts.querysets import READABLE as READABLE


class Shown(Enum):
    """What somebody finds at the address of a discussion."""

    TEXT = "text"
    TOMBSTONE = "tombstone"
    NOTHING = "nothing"


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


def may_comment(post: Post, viewer: Viewer, now: dt.datetime) -> bool:
    """Open, readable, not locked, and not a prompt past its date."""
    if not viewer.is_signed_in or post.status != Status.PUBLISHED:
        return False
    return not _until(post.locked_until, now) and (post.closes_at is None or now < post.closes_at)


def may_edit(viewer: Viewer, post: Post) -> bool:
    return is_own(viewer, post) and post.status in EDITABLE


def may_remove(viewer: Viewer, post: Post) -> bool:
    return is_own(viewer, post) and post.status not in (Status.REMOVED, Status.HIDDEN)


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
