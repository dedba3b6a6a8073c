"""What a member wants to be told, and when. It holds from the moment it is said, for mails that wait too."""

from collections.abc import Collection, Mapping

from django.db import transaction

from members.models import Member, NoticePreset, Preferences
from notifications.channels import Wanted, wanted
from notifications.kinds import KINDS, PRESETS, Mailed, kinds_for

Table = Mapping[str, Wanted]


@transaction.atomic
def choose_preset(*, member: Member, preset: str) -> None:
    """Fill the whole table as one of the three presets has it."""
    if preset in PRESETS:
        Preferences.objects.update_or_create(member=member, defaults={"notice_preset": preset, "notice_choices": {}})


@transaction.atomic
def choose_table(*, member: Member, table: Table, **others: object) -> str:
    """Keep a table of one's own, and `others` of the columns beside it; returns the preset that it amounts to, or
    *own mix*."""
    preset = _amounts_to(table)
    Preferences.objects.update_or_create(
        member=member, defaults={"notice_preset": preset, "notice_choices": _stored(table, preset), **others}
    )
    return preset


@transaction.atomic
def stop_kinds(*, member_id: int, kinds: Collection[str]) -> None:
    """No mails of these kinds any more; on the site they go on. True of whoever has left, too."""
    _set_mail(member_id, dict.fromkeys(kinds, Mailed.NEVER))


@transaction.atomic
def resume_kinds(*, member_id: int, kinds: Collection[str]) -> None:
    """Mails of these kinds again, as *steady* has them."""
    _set_mail(member_id, {code: KINDS[code].mailed_with(NoticePreset.STEADY) for code in kinds})


def table_of(chosen: Preferences, *, is_curator: bool = True) -> dict[str, Wanted]:
    """The table as it stands for a member."""
    kinds = kinds_for(is_curator)
    return {kind.code: wanted(kind.code, chosen.notice_preset, chosen.notice_choices) for kind in kinds}


def _set_mail(member_id: int, mails: Mapping[str, str]) -> None:
    member = Member.objects.filter(pk=member_id).first()
    if member is None:
        return
    chosen = Preferences.objects.filter(member=member).first() or Preferences(member=member)
    table = table_of(chosen)
    for code, mail in mails.items():
        table[code] = Wanted(table[code].on_site, mail)
    choose_table(member=member, table=table)


def _amounts_to(table: Table) -> str:
    for preset in PRESETS:
        if all(want == wanted(code, preset, {}) for code, want in table.items()):
            return preset
    return NoticePreset.OWN


def _stored(table: Table, preset: str) -> dict[str, list[object]]:
    if preset != NoticePreset.OWN:
        return {}
    return {code: [want.on_site, str(want.mail)] for code, want in table.items()}
