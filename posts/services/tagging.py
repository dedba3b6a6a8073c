"""Words about a tag: what belongs under it."""

from django.db import transaction

from kit.visitors import changes_lists
from members.models import Member
from members.rules import viewer_for
from posts.models import Tag
from posts.services.errors import NotYours


@changes_lists
@transaction.atomic
def describe_tag(*, curator: Member, tag: Tag, description: str) -> None:
    """Say in a sentence or two what belongs under a tag. Raises NotYours for anybody but curators."""
    if not viewer_for(curator).sees_hidden:
        raise NotYours
    Tag.objects.filter(pk=tag.pk).update(description=" ".join(description.split()))
