from django.db import transaction

from members.models import SILENCED, Member
from members.services import set_regard
from notifications.services.undoing import hush


@transaction.atomic
def regard(*, member: Member, person: Member, level: str) -> None:
    """Follow, tune down, mute or block somebody, or ('') none of it. They are not told; of whom is silenced, what
    waits unread goes too. Raises members.services.Oneself."""
    set_regard(member=member, person=person, level=level)
    if level in SILENCED:
        hush(recipient_id=member.pk, actor_id=person.pk)
