from django.db import transaction

from kit import clock
from members.models import Member, PersonWatch, Regard


class Oneself(Exception):
    """Nobody follows, mutes or blocks themselves."""


@transaction.atomic
def set_regard(*, member: Member, person: Member, level: str) -> None:
    """What a member wants to hear of somebody; '' for what concerns the member and no more. Nobody is told.

    Raises Oneself.
    """
    if member.pk == person.pk:
        raise Oneself
    if level in Regard.values:
        chosen = {"level": level, "at": clock.now()}
        PersonWatch.objects.update_or_create(member=member, person=person, defaults=chosen)
    else:
        PersonWatch.objects.filter(member=member, person=person).delete()
    blocks = PersonWatch.objects.filter(member=member, level=Regard.BLOCKED).exists()
    Member.objects.filter(pk=member.pk).update(blocks_people=blocks)
