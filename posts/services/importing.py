"""Words that were written somewhere else."""

import datetime as dt
from collections.abc import Sequence

from django.db import IntegrityError, transaction

from kit import clock
from kit.visitors import lists_changed
from members.models import Byline, Member
from posts.models import AnsweredState, Kind, Origin, Post, Status
from posts.services import writing

ZONE_OF_BYLINES = "UTC"


def publish_imported(
    *,
    byline: Byline | None,
    author: Member | None,
    kind: str,
    title: str,
    body: str,
    tags: Sequence[str],
    visibility: str,
    source_key: str,
    source_url: str,
    at: dt.datetime,
) -> tuple[Post, bool]:
    """The discussion that stood under `source_key` elsewhere, and whether it was made now. Nobody is told of it.

    Exactly one of `byline` and `author`. Raises TooDeep; titles, tags and bounds are the importer's to fit.
    """
    known = Post.objects.filter(source_key=source_key).first()
    if known:
        return known, False
    columns, _rendered = writing.words(kind=kind, title=title, body=body, fields={})
    zone = author.time_zone if author else ZONE_OF_BYLINES
    post = Post(
        author=author,
        byline=byline,
        kind=kind,
        visibility=visibility,
        status=Status.PUBLISHED,
        origin=Origin.IMPORTED,
        source_key=source_key,
        source_url=source_url,
        created_at=at,
        published_at=at,
        take_back_until=at,
        released_at=at,
        last_activity_at=at,
        local_day=clock.local_day(at, zone),
        by_staff=bool(author and author.staff_voice),
        answered_state=AnsweredState.WAITING if kind == Kind.QUESTION else AnsweredState.NOT_ASKED,
        signals_version=1,
        **columns,
    )
    try:
        with transaction.atomic():
            post.save()
            writing.set_tags(post, writing.clean_tags(tags))
    except IntegrityError:
        return Post.objects.get(source_key=source_key), False
    lists_changed()
    return post, True
