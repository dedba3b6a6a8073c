"""What a member wants to hear of a discussion or a tag. Nobody else is told of it."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.db.models import Exists, Q

from kit import clock
from members.models import Member, Preferences
from notifications.services import hush
from posts.models import Post, Tag, TagFollow, TagMute, Watch, WatchLevel

ROWS_AT_ONCE = 500


@transaction.atomic
def watch(*, member: Member, post: Post, level: str) -> None:
    """Follow a discussion, hear only of what needs oneself, or mute it; with level '' it is as if nothing was chosen.

    What is muted takes with it what waits to be told of it.
    """
    if level not in WatchLevel.values:
        Watch.objects.filter(member=member, post=post).delete()
        return
    chosen = {"level": level, "by_writing": False, "at": clock.now()}
    Watch.objects.update_or_create(member=member, post=post, defaults=chosen)
    if level == WatchLevel.MUTED:
        hush(recipient_id=member.pk, thread=f"post:{post.pk}")


def watch_by_writing(*, member: Member, post: Post) -> None:
    """Whoever writes in a discussion follows it, unless they chose otherwise for it, or for all of them."""
    chosen = Watch.objects.filter(member=member, post=post)
    if Preferences.objects.filter(Exists(chosen) | Q(follow_own=False), member=member).exists():
        return
    row = Watch(member=member, post=post, level=WatchLevel.FOLLOW, by_writing=True, at=clock.now())
    Watch.objects.bulk_create([row], ignore_conflicts=True)


def follow_tag(*, member: Member, tag: Tag) -> None:
    """Follow a tag, and hear of what begins under it."""
    set_tag_level(member=member, tag=tag, level=WatchLevel.FOLLOW)


def unfollow_tag(*, member: Member, tag: Tag) -> None:
    set_tag_level(member=member, tag=tag, level="")


@transaction.atomic
def set_tag_level(*, member: Member, tag: Tag, level: str) -> None:
    """Follow a tag, follow it in the letter alone (`less`), mute it, or nothing of the kind ('')."""
    if level in (WatchLevel.FOLLOW, WatchLevel.LESS):
        told = {"told": level == WatchLevel.FOLLOW}
        TagFollow.objects.update_or_create(
            member=member, tag=tag, defaults=told, create_defaults={**told, "at": clock.now()}
        )
    else:
        TagFollow.objects.filter(member=member, tag=tag).delete()
    if level == WatchLevel.MUTED:
        TagMute.objects.get_or_create(member=member, tag=tag, defaults={"at": clock.now()})
    else:
        TagMute.objects.filter(member=member, tag=tag).delete()


def watches_follow(*, source: int, target: int, writers: Collection[int], everyone: bool, at: dt.datetime) -> None:
    """What is said in `source` goes on in `target`: whoever wrote it hears of it there as they did here, and where
    `everyone` is meant, whoever chose to. Who has chosen for `target` already keeps that. `at` marks the rows."""
    wanted = Watch.objects.filter(post=source)
    chosen = Q(member__in=writers) | Q(by_writing=False) if everyone else Q(member__in=writers)
    rows = [
        Watch(member_id=one.member_id, post_id=target, level=one.level, by_writing=one.by_writing, at=at)
        for one in wanted.filter(chosen)
    ]
    Watch.objects.bulk_create(rows, ignore_conflicts=True, batch_size=ROWS_AT_ONCE)


def watches_return(*, target: int, at: dt.datetime) -> None:
    """Those that came along with something that is put back."""
    Watch.objects.filter(post=target, at=at).delete()
