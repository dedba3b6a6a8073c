"""Bring a picture, put it into words, and let go of what no words hold any more.

Promises: no file without a row, whenever a process dies; nobody's picture is shown by somebody else's words; what is
named in a draft is kept; a picture that is being put into words is not swept at the same moment.
"""

import datetime as dt
import logging
import secrets
from collections.abc import Collection
from typing import IO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Sum

from kit import clock, site
from kit.pictures import Drawn, draw
from members.models import Member
from members.rules import may_write
from posts.models import Picture, PictureState
from posts.selectors.pictures import held
from posts.services.errors import NoRoom, Suspended

log = logging.getLogger(__name__)
SLICE = 100
# after it was seen in use, the sweep comes back
LOOK_AGAIN = dt.timedelta(days=7)
# after it died while it deleted one, or the storage did not answer
TRY_AGAIN = dt.timedelta(minutes=30)


def bring_picture(*, owner: Member, file: IO[bytes], size: int) -> Picture:
    """Draw a member's picture anew and store it; only they see it until their words show it.

    Raises Suspended, NoRoom, and kit.pictures' Refused and Busy. Not a transaction: a row without files is swept.
    """
    if not may_write(owner, clock.now()):
        raise Suspended
    taken = Picture.objects.filter(owner=owner).aggregate(taken=Sum("bytes"))["taken"] or 0
    if taken >= int(site.get("PICTURES_MB")) * 1_000_000:
        raise NoRoom
    drawn = draw(file, size=size)
    picture = Picture.objects.create(
        owner=owner,
        key=secrets.token_urlsafe(16),
        width=drawn.width,
        height=drawn.height,
        bytes=len(drawn.large) + len(drawn.small),
        look_after=clock.now() + unused_for(),
    )
    _store(picture, drawn)
    Picture.objects.filter(pk=picture.pk).update(state=PictureState.READY)
    picture.state = PictureState.READY
    return picture


def _store(picture: Picture, drawn: Drawn) -> None:
    for name, content in zip(picture.files, (drawn.large, drawn.small), strict=False):
        default_storage.save(name, ContentFile(content))


def unused_for() -> dt.timedelta:
    """How long a picture is kept that no words hold."""
    return dt.timedelta(hours=int(site.get("PICTURES_UNUSED_H")))


def pictures_to_show(*, author: Member | None, keys: Collection[str]) -> list[Picture]:
    """The author's own among these, held against the sweep for the rest of the transaction and a while longer."""
    if author is None or not keys:
        return []
    own = Picture.objects.filter(owner=author, key__in=keys, state=PictureState.READY)
    own.update(look_after=clock.now() + unused_for())
    return list(own)


def delete_pictures_of(*, member: Member) -> int:
    """All that somebody brought goes out of sight at once, and out of the storage with the next sweeps."""
    return Picture.objects.filter(owner=member).update(state=PictureState.GOING, look_after=clock.now())


def sweep_pictures(*, limit: int = SLICE) -> int:
    """Delete a slice of what no words hold; returns how many. May be ended anywhere and run twice at once."""
    now = clock.now()
    due = list(Picture.objects.filter(look_after__lte=now).order_by("look_after")[:limit])
    needed = held([picture for picture in due if picture.state == PictureState.READY])
    return sum(_look_at(picture, now, is_needed=picture.pk in needed) for picture in due)


def _look_at(picture: Picture, now: dt.datetime, *, is_needed: bool) -> bool:
    """Whether it was deleted. Whoever put it into words since it was looked at has moved `look_after`."""
    unchanged = Picture.objects.filter(pk=picture.pk, look_after=picture.look_after, state=picture.state)
    if is_needed:
        unchanged.update(look_after=now + LOOK_AGAIN)
        return False
    return bool(unchanged.update(state=PictureState.GOING, look_after=now + TRY_AGAIN)) and _delete(picture)


def _delete(picture: Picture) -> bool:
    """Files first: a row that stays is a deletion that is tried again."""
    try:
        for name in picture.files:
            default_storage.delete(name)
    except OSError:
        log.exception("the files of picture %s could not be deleted", picture.pk)
        return False
    return bool(Picture.objects.filter(pk=picture.pk, state=PictureState.GOING).delete()[0])
