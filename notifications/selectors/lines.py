"""Notices in words: who, what, where, why. Everything is asked for once more whether it may still be told."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import apnumber
from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from notifications.kinds import kind_of
from notifications.models import Notice, Told
from notifications.selectors.gates import tellable

LOOKED_AT = 12
QUOTES = 3


@dataclass(frozen=True, slots=True)
class Quote:
    name: str
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One notice as its reader sees it. `quotes` are the newest words first; `more` is how many are not among them."""

    notice: Notice
    text: str
    why: str
    url: str
    subject: str
    name: str
    quotes: list[Quote]
    more: int
    newest: int
    dropped: list[int]

    @property
    def post_id(self) -> int | None:
        """The discussion it stands in, to be muted from here."""
        name, _colon, number = self.notice.thread.partition(":")
        return int(number) if name == "post" and number.isdecimal() else None


def lines(notices: Collection[Notice], *, unmailed: bool = False) -> list[Line]:
    """In their order, those that may be told; with `unmailed` of what no mail has told yet. A few queries in all."""
    rows = Told.objects.filter(notice__in=[notice.pk for notice in notices])
    if unmailed:
        rows = rows.filter(mail__isnull=True)
    counted = rows.values("notice_id").annotate(people=Count("cause__actor", distinct=True), causes=Count("pk"))
    totals = {row["notice_id"]: (row["people"], row["causes"]) for row in counted}
    nth = Window(RowNumber(), partition_by=F("notice_id"), order_by=F("pk").desc())
    newest = rows.annotate(nth=nth).filter(nth__lte=LOOKED_AT).select_related("cause__actor", "notice").order_by("-pk")
    by_notice: dict[int, list[Told]] = defaultdict(list)
    found = list(newest)
    may = {row.pk for row in tellable(found)}
    for row in found:
        by_notice[row.notice_id].append(row)
    said = [_line(notice, by_notice[notice.pk], may, *totals.get(notice.pk, (0, 0))) for notice in notices]
    return [line for line in said if line is not None]


def _line(notice: Notice, found: list[Told], may: set[int], people: int, causes: int) -> Line | None:
    """A line of the newest of its rows, as far as they may be told; None where none may."""
    rows, dropped = [row for row in found if row.pk in may], [row.pk for row in found if row.pk not in may]
    if not rows:
        return None
    if len(found) == causes:  # nobody has looked at what lies further back
        people = len({row.cause.actor_id for row in rows} - {None})
    names = list(dict.fromkeys(name_of(row) for row in rows))
    newest = rows[0].cause
    return Line(
        notice=notice,
        text=_text(notice.kind, rows[0], who(names, people), causes - len(dropped)),
        why=str(kind_of(notice.kind).why),
        url=newest.url,
        subject=newest.subject,
        name=names[0],
        quotes=[Quote(name_of(row), row.cause.quote, row.cause.url) for row in rows[:QUOTES] if row.cause.quote],
        more=causes - len(dropped) - len(rows[:QUOTES]),
        newest=rows[0].pk,
        dropped=dropped,
    )


def _text(code: str, row: Told, names: str, causes: int) -> str:
    kind = kind_of(code)
    if kind.sentence:
        return str(kind.sentence % {"who": names, "title": row.cause.title}) if row.cause.title else row.cause.text
    return _("%(text)s, and more like it") % {"text": row.cause.text} if causes > 1 else row.cause.text


def name_of(row: Told) -> str:
    """The actor's name as it is now; as it was, if they have left."""
    return row.cause.actor.name if row.cause.actor else row.cause.actor_name


def who(names: list[str], people: int) -> str:
    """“Ada”, “Ada and Ben”, “Ada and two others”."""
    if people <= 1 or len(names) < 1:
        return names[0] if names else ""
    if people == 2 and len(names) >= 2:
        return _("%(first)s and %(second)s") % {"first": names[0], "second": names[1]}
    others = people - 1
    said = ngettext("%(first)s and %(others)s other", "%(first)s and %(others)s others", others)
    return said % {"first": names[0], "others": apnumber(others)}


def short_words(rows: Iterable[tuple[str, int | None, str]]) -> list[str]:
    """For the menu, from (kind, person, name): “Ada answered you”, “3 people mentioned you”."""
    people: dict[str, dict[int | None, str]] = {}
    for code, person, name in rows:
        people.setdefault(str(kind_of(code).short), {})[person] = name
    return [short % {"who": _some(list(names.values()))} for short, names in people.items()]


def _some(names: list[str]) -> str:
    if len(names) == 1:
        return names[0] or _("Somebody")
    return ngettext("%(count)s person", "%(count)s people", len(names)) % {"count": len(names)}
