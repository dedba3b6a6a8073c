"""Drafts that nobody touches: one gentle question, one person who may read, and after half a year an end, warned of."""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from kit import clock, site
from members.models import Member
from notifications.models import PrivateMessage, Prompt, PromptKind
from notifications.services import Message, Wanted, may_prompt, notify, write_privately
from posts.models import Certainty, Draft, Kind, NudgeState, Post, Visibility
from posts.rules import is_wider
from posts.selectors.drafts import UNDO_FOR
from posts.services.drafts import answer_nudge
from posts.services.publishing import publish_post

GRACE = dt.timedelta(days=14)
SLICE = 200
LAST_FOR = dt.timedelta(seconds=25)


def nudge_drafts() -> int:
    """Ask once about drafts that wait: long enough to be worth it, untouched for two days, one a member at a time.

    Returns how many were asked about. Works in slices of members, each member in a transaction of their own.
    """
    began, last, asked = clock.now(), 0, 0
    while clock.now() < began + LAST_FOR:
        waiting = _that_wait().filter(member_id__gt=last).order_by("member_id", "-saved_at")
        members = list(dict.fromkeys(waiting.values_list("member_id", flat=True)[:SLICE]))
        if not members:
            break
        asked += sum(_nudge(member_id) for member_id in members)
        last = members[-1]
    return asked


def _that_wait() -> QuerySet[Draft]:
    now = clock.now()
    lately = Prompt.objects.filter(
        member=OuterRef("member"),
        kind=PromptKind.DRAFT,
        shown_at__gt=now - dt.timedelta(days=site.get("DRAFT_NUDGE_GAP_D")),
    )
    idle = Draft.objects.idle_since(now - dt.timedelta(hours=site.get("DRAFT_NUDGE_IDLE_H")))
    long_enough = idle.filter(words__gte=site.get("DRAFT_NUDGE_WORDS"), nudge_state=NudgeState.NONE)
    return long_enough.filter(~Exists(lately), member__is_active=True).exclude(kind=Kind.HALLWAY)


@transaction.atomic
def _nudge(member_id: int) -> bool:
    """The one that was touched last is the one most likely to be finished."""
    draft = _that_wait().filter(member_id=member_id).order_by("-saved_at", "-pk").first()
    if draft is None:
        return False
    if may_prompt(member_id=member_id, wanted=[Wanted(PromptKind.DRAFT, f"draft:{draft.pk}")]) is None:
        return False
    untouched = Draft.objects.filter(pk=draft.pk, nudge_state=NudgeState.NONE, saved_at=draft.saved_at)
    return bool(untouched.update(nudge_state=NudgeState.OFFERED, nudged_at=clock.now()))


def end_drafts() -> int:
    """Delete what was let go a day ago and what was warned of two weeks ago; warn of what is half a year old.

    Returns how many rows were touched, one slice of each.
    """
    now = clock.now()
    gone = Draft.objects.filter(discarded_at__lte=now - UNDO_FOR)
    over = Draft.objects.kept().filter(expires_at__lte=now)
    deleted = sum(_delete(list(rows.values_list("pk", flat=True)[:SLICE])) for rows in (gone, over))
    old = Draft.objects.idle_since(now - dt.timedelta(days=site.get("DRAFT_KEEP_D"))).filter(expires_at__isnull=True)
    members = list(dict.fromkeys(old.order_by("member_id").values_list("member_id", flat=True)[:SLICE]))
    return deleted + sum(_warn(member_id, now) for member_id in members)


def _delete(ids: list[int]) -> int:
    """Only what is still let go or still over: somebody may write on in this moment."""
    now = clock.now()
    still = Draft.objects.filter(pk__in=ids)
    return (still.filter(discarded_at__lte=now - UNDO_FOR) | still.filter(expires_at__lte=now)).delete()[0]


@transaction.atomic
def _warn(member_id: int, now: dt.datetime) -> int:
    old = Draft.objects.idle_since(now - dt.timedelta(days=site.get("DRAFT_KEEP_D")))
    warned = old.filter(member_id=member_id, expires_at__isnull=True).update(expires_at=now + GRACE)
    if warned:
        tell_that_drafts_go(member_id=member_id)
    return warned


def tell_that_drafts_go(*, member_id: int) -> None:
    """One line however many they are, replies that were begun among them. Called inside the caller's transaction."""
    text = _("Drafts you have not touched for half a year go in two weeks. Take them with you, or write on")
    message = Message(kind="drafts", text=text, url="/drafts/", subject="drafts")
    notify(recipients=[member_id], message=message)


@transaction.atomic
def ask_one_person(*, draft: Draft, reader: Member, words: str, form_token: str | None = None) -> PrivateMessage:
    """Let one person read a draft and say a word in private. Whoever was asked before reads it no longer.

    Raises what `write_privately` raises; then nobody reads it.
    """
    message = write_privately(
        author=draft.member, to=reader, subject=f"draft:{draft.pk}", body=words, form_token=form_token
    )
    Draft.objects.filter(pk=draft.pk).update(reader=reader, asked_at=clock.now())
    answer_nudge(draft=draft, state=NudgeState.SNOOZED)
    return message


def think_aloud(*, draft: Draft) -> Post:
    """Publish a draft as half-formed on purpose, for whoever its writer meant it for.

    Raises what `publish_post` raises: a title or a tag may still be missing. Then the draft is one of that kind.
    """
    Draft.objects.filter(pk=draft.pk).update(
        kind=Kind.REFLECTION, fields=draft.fields | {"certainty": Certainty.HALF_FORMED}
    )
    return publish_post(
        author=draft.member,
        kind=Kind.REFLECTION,
        title=draft.title,
        body=draft.body,
        tags=draft.tags.split(","),
        visibility=_as_wide_as_allowed(str(draft.fields.get("visibility", ""))),
        fields={"certainty": Certainty.HALF_FORMED},
        form_token=draft.form_token,
        draft=draft,
    )


def _as_wide_as_allowed(wanted: str) -> str:
    widest = str(site.get("COMMUNITY_VISIBILITY"))
    return wanted if wanted in Visibility.values and not is_wider(wanted, than=widest) else widest
