"""Who may write to whom, and who may open what two people wrote. Pure."""

import datetime as dt

from members.models import Member
from members.rules import Viewer, may_write
from notifications.models import PrivateMessage, PrivateThread


def may_exchange(writer: Member, reader: Member, now: dt.datetime) -> bool:
    """Two different people with open accounts, the writer not suspended."""
    return writer.pk != reader.pk and may_write(writer, now) and reader.is_active


def is_reported(thread: PrivateThread) -> bool:
    """Whether one of the two asked the curators to look, and they have not said that it is settled."""
    return thread.reported_at is not None and thread.settled_at is None


def may_look(viewer: Viewer, thread: PrivateThread) -> bool:
    """What somebody who is neither of the two may see: nothing, except for curators while it is reported."""
    return viewer.sees_hidden and is_reported(thread)


def may_remove_words(viewer: Viewer, message: PrivateMessage, thread: PrivateThread) -> bool:
    """One's own; not while curators have been asked to look at them."""
    return message.author_id == viewer.id and message.removed_at is None and not is_reported(thread)


def may_take_up(viewer: Viewer, thread: PrivateThread) -> bool:
    """Whoever left a conversation may go on with it; the other may not go after them."""
    return thread.left_at is not None and viewer.id is not None and thread.left_by_id == viewer.id
