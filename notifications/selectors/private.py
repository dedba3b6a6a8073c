"""What two people wrote to each other, for the two of them."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kit.paging import Page, cursor_page
from members.models import Member, PersonWatch, Regard
from members.rules import Viewer
from notifications import rules
from notifications.models import PrivateMessage, PrivateThread
from notifications.subjects import Subject, subjects_for

THREADS, MESSAGES, REPORTED = 30, 50, 50


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation as one of the two sees it, or a curator who was asked. `subject` is None where what it is about
    can no longer be read by them; `others` are the people but for the viewer."""

    thread: PrivateThread
    subject: Subject | None
    others: list[Member]
    is_mine: bool
    is_new: bool = False

    @property
    def names(self) -> str:
        """Who it is with; somebody who left the community has no name here any more."""
        return ", ".join(member.name for member in self.others) or _("Somebody who left")


def talks_of(viewer: Viewer, *, after: str) -> tuple[list[Talk], str]:
    """A member's conversations, the one with the newest words first, and where the next page begins."""
    mine = PrivateThread.objects.filter(seats__member_id=viewer.id or 0)
    page: Page[PrivateThread] = cursor_page(_with_people(mine), by="last_at", after=after, size=THREADS)
    return _talks(viewer, page.items), page.next


def talk_for(viewer: Viewer, thread_id: int) -> Talk | None:
    """One conversation, or None for everybody whom it does not concern."""
    if viewer.id is None:
        return None
    thread = _with_people(PrivateThread.objects.filter(pk=thread_id)).first()
    if thread is None:
        return None
    talk = _talks(viewer, [thread])[0]
    return talk if talk.is_mine or rules.may_look(viewer, thread) else None


def reported_talks(viewer: Viewer) -> list[Talk]:
    """What one of two asked the curators to look at, the oldest first; nothing for anybody else, and never a curator's
    own conversation."""
    if not viewer.sees_hidden:
        return []
    reported = PrivateThread.objects.filter(reported_at__isnull=False, settled_at__isnull=True)
    found = _with_people(reported.exclude(seats__member_id=viewer.id or 0)).order_by("reported_at")
    return _talks(viewer, list(found[:REPORTED]))


def messages_of(talk: Talk, *, after: str) -> tuple[list[PrivateMessage], str]:
    """The newest words in the order they were said, and where earlier ones begin. Ask `talk_for` first."""
    messages = PrivateMessage.objects.filter(thread=talk.thread).select_related("author")
    page: Page[PrivateMessage] = cursor_page(messages, by="created_at", after=after, size=MESSAGES)
    return page.items[::-1], page.next


def thread_between(subject: str, one: int, other: int) -> PrivateThread | None:
    return PrivateThread.objects.filter(subject=subject, pair=pair_of(one, other)).first()


def open_subjects(member_id: int, subjects: Collection[str]) -> set[str]:
    """Those of these about which the member is in conversation, neither of the two has left, nor blocked the other."""
    open_ones = PrivateThread.objects.filter(subject__in=subjects, seats__member_id=member_id, left_at__isnull=True)
    rows = list(open_ones.values_list("subject", "pair"))
    if not rows:
        return set()
    others = {subject: sum(map(int, pair.split("-"))) - member_id for subject, pair in rows}
    apart = _blocked(member_id, set(others.values()))
    return {subject for subject, other in others.items() if other not in apart}


def _blocked(member_id: int, others: set[int]) -> set[int]:
    """Those of these who blocked the member, or whom the member blocked."""
    either = Q(member_id=member_id, person_id__in=others) | Q(member_id__in=others, person_id=member_id)
    blocked = PersonWatch.objects.filter(either, level=Regard.BLOCKED).values_list("member_id", "person_id")
    return {one if one != member_id else other for one, other in blocked}


def pair_of(one: int, other: int) -> str:
    return f"{min(one, other)}-{max(one, other)}"


def _with_people(threads: QuerySet[PrivateThread]) -> QuerySet[PrivateThread]:
    return threads.select_related("reported_by").prefetch_related("seats__member")


def _talks(viewer: Viewer, threads: list[PrivateThread]) -> list[Talk]:
    known = subjects_for(viewer, {thread.subject for thread in threads})
    return [_talk(viewer, thread, known.get(thread.subject)) for thread in threads]


def _talk(viewer: Viewer, thread: PrivateThread, subject: Subject | None) -> Talk:
    seats = sorted(thread.seats.all(), key=lambda seat: seat.place)
    mine = next((seat for seat in seats if seat.member_id == viewer.id), None)
    others = [seat.member for seat in seats if seat is not mine]
    never = dt.datetime.min.replace(tzinfo=dt.UTC)
    is_new = mine is not None and thread.last_at > (mine.seen_at or never)
    return Talk(thread, subject, others, mine is not None, is_new)
