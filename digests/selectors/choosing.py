"""One reader's letter as a list of what it names and why: numbers and reasons, never words."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from digests.arithmetic import (
    Candidate,
    Chosen,
    Content,
    Decision,
    LetterConfig,
    Reason,
    choose,
    cold_start,
    decide,
    refuse,
    stable_rand,
)
from digests.arithmetic import Reader as Weights
from digests.models import CuratorNote, LetterKind
from digests.selectors.pool import ACTIVE_FOR, Offer, Pool, Reader, readers
from digests.selectors.recipients import Recipient

PERSONAL_AT_MOST = 3
Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """What was decided about one recipient's letter."""

    recipient: Recipient
    decision: Decision
    items: list[Item] = field(default_factory=list)


def barred(recipient: Recipient, kind: str, now: dt.datetime, config: LetterConfig) -> Reason | None:
    """What keeps any letter from this recipient now, whatever it holds."""
    member = recipient.member
    if not member.is_active:
        return Reason.CLOSED
    if not recipient.verified:
        return Reason.UNVERIFIED
    if member.suspended_until and member.suspended_until > now:
        return Reason.SUSPENDED
    reason = refuse(recipient.standing(kind), at=now, config=config)
    # organizers asked for theirs by taking the role: it neither waits three days nor stops while they are away
    spared = kind == LetterKind.ORGANIZER and reason in (Reason.NEW, Reason.AWAY)
    return None if spared else reason


def drafts(wanted: list[tuple[Recipient, str]], made: Pool, config: LetterConfig) -> list[Draft]:
    """Members' letters of (recipient, period); only for those whom nothing bars are interests looked up."""
    now = made.at
    refused = {r.member.pk: reason for r, _key in wanted if (reason := barred(r, LetterKind.MEMBER, now, config))}
    open_to = [r for r, _key in wanted if r.member.pk not in refused]
    since = {r.member.pk: _since(r, now) for r in open_to}
    sides = readers([r.member.pk for r in open_to], made, since) if open_to else {}
    notes = dict(CuratorNote.objects.filter(week__in={key for _r, key in wanted}).values_list("week", "pk"))
    return [
        Draft(recipient, Decision(False, refused[recipient.member.pk]))
        if recipient.member.pk in refused
        else _draft(recipient, key, sides[recipient.member.pk], made, config, notes.get(key))
        for recipient, key in wanted
    ]


def _since(recipient: Recipient, now: dt.datetime) -> dt.datetime:
    return max(recipient.last_at or now - ACTIVE_FOR, now - ACTIVE_FOR)


def _draft(recipient: Recipient, key: str, side: Reader, made: Pool, config: LetterConfig, note: int | None) -> Draft:
    cold = side.interest.is_cold
    offers = {offer.post: offer for offer in made.offers if _is_open(offer, recipient, side, made.at, cold)}
    candidates = [_candidate(offer, recipient.member.pk, key, side, made.at) for offer in offers.values()]
    if cold:
        candidates = cold_start(candidates, has_tags=side.interest.has_tags, config=config)
    weights = Weights(history=side.interest.has_tags, ties=bool(side.ties))
    chosen = choose(candidates, reader=weights, config=config)
    personal = side.news[:PERSONAL_AT_MOST]
    content = Content(personal=len(personal), worth=tuple(each.s for each in chosen), note=note is not None, cold=cold)
    decision = decide(content, recipient.standing(LetterKind.MEMBER), at=made.at, config=config)
    items: list[Item] = [{"in": "note", "note": note}] if note else []
    items += _learned(recipient, side, made, {notice.latest.subject for notice in personal if notice.latest})
    items += [{"in": "you", "notice": notice.pk} for notice in personal]
    items += [_worth(each, offers[each.candidate.post], side) for each in chosen]
    return Draft(recipient, decision, items)


def _is_open(offer: Offer, recipient: Recipient, side: Reader, now: dt.datetime, cold: bool) -> bool:
    """Not the reader's own nor unwanted, new since the last letter, and not read since its last word."""
    if offer.author_id == recipient.member.pk or side.unwanted.holds(offer.post, offer.tags, offer.author_id):
        return False
    read_at = side.reads.get(offer.post)
    if read_at and read_at >= offer.active_at:
        return False
    return cold or max(offer.published_at, offer.active_at) >= _since(recipient, now)


def _candidate(offer: Offer, member_id: int, key: str, side: Reader, now: dt.datetime) -> Candidate:
    read_at = side.reads.get(offer.post)
    shown = [moment for moment in side.shown.get(offer.post, ()) if read_at is None or read_at < moment]
    return Candidate(
        post=offer.post,
        author=offer.author,
        kind=offer.kind,
        tags=offer.tags,
        interest=side.interest.in_tags(offer.tags),
        learning=offer.learning,
        age=max(0.0, (now - offer.published_at) / dt.timedelta(days=1)),
        rand=stable_rand(member_id, offer.post, key),
        social=bool(side.ties & offer.people),
        need=offer.need,
        is_seed=offer.is_seed,
        author_posts=offer.author_posts,
        shown=len(shown),
    )


def _learned(recipient: Recipient, side: Reader, made: Pool, told: set[str]) -> list[Item]:
    """The line of the discussion nearest to this reader; never their own nor one kept from their words, never one they
    were sent before or are told of further down."""
    mine = recipient.member.pk
    lines = [line for line in made.lines if mine not in (line.member_id, line.credited_id)]
    lines = [x for x in lines if not side.unwanted.holds(x.post, x.tags, x.member_id, x.credited_id)]
    lines = [line for line in lines if line.pk not in side.lines_shown and f"takeaway:{line.pk}" not in told]
    best = max(lines, key=lambda x: 0.35 * side.interest.in_tags(x.tags) + 0.25 * x.learning, default=None)
    return [{"in": "learned", "line": best.pk}] if best else []


def _worth(each: Chosen, offer: Offer, side: Reader) -> Item:
    """Why this discussion stands here: what speaks most for it in the reader's own eyes."""
    item: Item = {"in": "worth", "post": offer.post, "s": round(each.s, 3)}
    tag = side.interest.strongest_of(offer.tags)
    friends = sorted(side.ties & offer.people)
    if friends and each.candidate.interest < 0.5:
        return item | {"why": "person", "of": friends[0]}
    if tag and each.candidate.interest >= 0.2:
        return item | {"why": "tag", "of": tag}
    if offer.need:
        return item | {"why": "need"}
    if offer.author_posts <= 3:
        return item | {"why": "voice"}
    return item | {"why": "keeper" if offer.learning >= 0.3 else "new"}
