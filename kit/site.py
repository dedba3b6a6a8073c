"""What an organizer may change while the site runs: one typed row per constant, with its default in code."""

import datetime as dt
import time
import zoneinfo
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.models import Setting

FRESH_FOR_S = 10.0
TEXT_LENGTH = 200

Text = Any  # a str or a lazy translation
Check = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Definition:
    """One setting. `low`, `high` bound numbers; `choices` (value, label) close a list; `check` is for the rest.

    `label` and `help` are for people, `group` is the heading it stands under. Admins change all of them; those
    marked `for_organizers` an organizer may change too.
    """

    key: str
    default: bool | int | float | str
    label: Text
    help: Text
    group: Text = ""
    for_organizers: bool = False
    low: float | None = None
    high: float | None = None
    choices: tuple[tuple[Any, Text], ...] = ()
    check: Check | None = None

    @property
    def kind(self) -> type:
        """bool, int, float or str, as the default is."""
        return type(self.default)

    @property
    def shown_default(self) -> Text:
        """The default as people read it."""
        return dict(self.choices).get(self.default, self.default)

    def clean(self, value: Any) -> Any:
        """The value in the default's type. Raises ValidationError when type or bounds do not fit."""
        if self.kind is float and type(value) is int:
            value = float(value)
        if type(value) is not self.kind:
            raise ValidationError(_("This has the wrong type."), code="type")
        self._check_bounds(value)
        if self.check:
            self.check(value)
        return value

    def _check_bounds(self, value: Any) -> None:
        if self.choices and value not in [choice for choice, _label in self.choices]:
            raise ValidationError(_("Choose one of the values offered."), code="choice")
        too_low, too_high = self.low is not None and value < self.low, self.high is not None and value > self.high
        # written so that "not a number" is out of bounds too
        if too_low or too_high or value != value:
            raise ValidationError(
                _("Give a number from %(low)s to %(high)s.") % {"low": self.low, "high": self.high}, code="bounds"
            )
        if isinstance(value, str) and len(value) > TEXT_LENGTH:
            raise ValidationError(_("This is too long."), code="length")


_definitions: dict[str, Definition] = {}
_fresh: tuple[float, dict[str, Any]] | None = None


def define(
    key: str,
    default: bool | int | float | str,
    label: Text,
    help: Text,  # noqa: A002 (it is what Django calls it)
    *,
    group: Text = "",
    for_organizers: bool = False,
    low: float | None = None,
    high: float | None = None,
    choices: Iterable[tuple[Any, Text]] = (),
    validate: Check | None = None,
) -> None:
    """Make `key` a setting. Raises ValueError for a taken key, ValidationError for a default that does not fit."""
    if key in _definitions:
        raise ValueError(f"there is already a setting {key}")
    definition = Definition(key, default, label, help, group, for_organizers, low, high, tuple(choices), validate)
    definition.clean(default)
    _definitions[key] = definition


def definitions() -> list[Definition]:
    """Every setting, in the order of definition."""
    return list(_definitions.values())


def get(key: str) -> Any:
    """The value in force. Raises KeyError for a key that nobody defined. A change is seen within ten seconds."""
    definition = _definitions[key]
    stored = _stored()
    if key not in stored:
        return definition.default
    try:
        return definition.clean(stored[key])
    except ValidationError:  # kept by an older release with other bounds
        return definition.default


def put(*, values: dict[str, Any], by_name: str) -> None:
    """Change settings, all or none. Raises KeyError or ValidationError and then changes nothing."""
    cleaned = {key: _definitions[key].clean(value) for key, value in values.items()}
    with transaction.atomic():
        for key, value in cleaned.items():
            Setting.objects.update_or_create(
                key=key, defaults={"value": value, "changed_at": clock.now(), "changed_by_name": by_name[:150]}
            )
    forget()


def forget() -> None:
    """Read the table again at the next `get`."""
    global _fresh
    _fresh = None


def _stored() -> dict[str, Any]:
    """The table, read at most every ten seconds by each process: a page costs no query for its settings."""
    global _fresh
    known = _fresh
    if known is None or time.monotonic() > known[0]:
        known = _fresh = (time.monotonic() + FRESH_FOR_S, dict(Setting.objects.values_list("key", "value")))
    return known[1]


def _is_time_zone(value: str) -> None:
    if value not in zoneinfo.available_timezones():
        raise ValidationError(_("There is no such time zone."), code="zone")


def _is_hour(value: str) -> None:
    try:
        dt.datetime.strptime(value, "%H:%M")  # noqa: DTZ007 (a wall clock's time, not a moment)
    except ValueError as error:
        raise ValidationError(_("Give a time such as 06:30."), code="hour") from error


def _is_day_or_empty(value: str) -> None:
    try:
        _day = dt.date.fromisoformat(value) if value else None
    except ValueError as error:
        raise ValidationError(_("Give a date such as 2026-09-01, or nothing."), code="day") from error


def _is_filled(value: str) -> None:
    if not value.strip():
        raise ValidationError(_("This cannot be empty."), code="empty")


DAYS = (
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
)
# by PostgreSQL's names; SQLite knows the endings of English alone
SEARCH_LANGUAGES = (
    ("english", _("English")),
    ("danish", _("Danish")),
    ("dutch", _("Dutch")),
    ("finnish", _("Finnish")),
    ("french", _("French")),
    ("german", _("German")),
    ("italian", _("Italian")),
    ("norwegian", _("Norwegian")),
    ("portuguese", _("Portuguese")),
    ("russian", _("Russian")),
    ("spanish", _("Spanish")),
    ("swedish", _("Swedish")),
    ("simple", _("another, or several")),
)
VISIBILITIES = (("public", _("everyone")), ("members", _("members only")))

# -- the community ------------------------------------------------------------------------------
COMMUNITY = _("The community")
define(
    "SITE_NAME",
    "LearnSocial",
    _("Name"),
    _("What this community is called, on pages and in letters."),
    group=COMMUNITY,
    for_organizers=True,
    validate=_is_filled,
)
define(
    "COMMUNITY_VISIBILITY",
    "members",
    _("Who can read"),
    _("Who can read discussions. A discussion can be narrower, never wider."),
    group=COMMUNITY,
    for_organizers=True,
    choices=VISIBILITIES,
)
define(
    "COMMUNITY_TIME_ZONE",
    "UTC",
    _("Time zone"),
    _("The zone of dates that everyone sees alike, such as Europe/Berlin."),
    group=COMMUNITY,
    for_organizers=True,
    validate=_is_time_zone,
)
define(
    "SEARCH_LANGUAGE",
    "english",
    _("Language of search"),
    _("The language most is written in: search then overlooks its word endings. Changing it reads everything again."),
    group=COMMUNITY,
    choices=SEARCH_LANGUAGES,
)
define(
    "FOUNDED_ON",
    "",
    _("Founded on"),
    _("The day this community began, such as 2026-09-01."),
    group=COMMUNITY,
    validate=_is_day_or_empty,
)

# -- writing ------------------------------------------------------------------------------------
WRITING = _("Writing")
define(
    "TAKE_BACK_MIN",
    10,
    _("Time to take back"),
    _("Minutes in which something published can be taken back before anyone is told."),
    group=WRITING,
    low=0,
    high=60,
)
define(
    "PICTURES_MB",
    200,
    _("Room for pictures"),
    _("Megabytes of pictures that one member may keep here."),
    group=WRITING,
    low=1,
    high=10_000,
)
define(
    "PICTURES_UNUSED_H",
    48,
    _("An unused picture goes after"),
    _("Hours after which a picture is deleted that stands in no text and no draft."),
    group=WRITING,
    low=1,
    high=720,
)

define(
    "DRAFT_NUDGE_IDLE_H",
    48,
    _("A draft is asked about after"),
    _("Hours without a touch after which its writer is asked, once, what is to become of it."),
    group=WRITING,
    low=1,
    high=720,
)
define(
    "DRAFT_NUDGE_WORDS",
    60,
    _("Words of a draft worth asking about"),
    _("Shorter drafts are left alone."),
    group=WRITING,
    low=1,
    high=2000,
)
define(
    "DRAFT_NUDGE_GAP_D",
    7,
    _("Days between two such questions"),
    _("However many drafts somebody has. Never more often than how they like to take part allows."),
    group=WRITING,
    low=7,
    high=365,
)
define(
    "DRAFT_KEEP_D",
    180,
    _("Drafts are kept for"),
    _("Days without a touch. Their writers are told two weeks before a draft goes, and can take it with them."),
    group=WRITING,
    low=30,
    high=3650,
)

# -- people and seeds that wait -----------------------------------------------------------------
WAITING = _("Waiting")
define(
    "WAIT_Q_H",
    24,
    _("An unanswered question waits after"),
    _("Hours after which an unanswered question counts as waiting."),
    group=WAITING,
    for_organizers=True,
    low=1,
    high=720,
)
define(
    "WAIT_FIRST_H",
    12,
    _("An unanswered first post waits after"),
    _("Hours after which an unanswered first post counts as waiting."),
    group=WAITING,
    for_organizers=True,
    low=1,
    high=720,
)
define(
    "FIRST_POST_PROMISE_MIN_RATE",
    0.9,
    _("Share of first posts answered in a day"),
    _("From 0 to 1: only if so many were answered over four weeks, new members are promised an answer within a day."),
    group=WAITING,
    low=0.5,
    high=1,
)
define(
    "FIRST_POST_PROMISE_MIN_N",
    5,
    _("First posts needed for that promise"),
    _("With fewer in four weeks, they read that a curator will see it."),
    group=WAITING,
    low=1,
    high=100,
)
define(
    "SPROUT_LATE_H",
    72,
    _("A seed is late after"),
    _("Hours without a member's voice after which a seed counts as late."),
    group=WAITING,
    low=1,
    high=720,
)
define(
    "FADE_PLANTED_D",
    7,
    _("A seed fades after"),
    _("Days without a member's voice after which a planted seed fades."),
    group=WAITING,
    low=1,
    high=90,
)

# -- letters ------------------------------------------------------------------------------------
LETTERS = _("Letters")
define(
    "DIGEST_DOW",
    1,
    _("Day of the members' letter"),
    _("Members may choose another day for themselves."),
    group=LETTERS,
    for_organizers=True,
    choices=DAYS,
)
define(
    "DIGEST_HOUR",
    7,
    _("Hour of the members' letter"),
    _("From 0 to 23, in each member's own zone."),
    group=LETTERS,
    for_organizers=True,
    low=0,
    high=23,
)
define(
    "ORG_DOW",
    0,
    _("Day of the organizers' letter"),
    _("It says who waits and what happened in the week."),
    group=LETTERS,
    for_organizers=True,
    choices=DAYS,
)
define(
    "ORG_HOUR",
    "06:30",
    _("Time of the organizers' letter"),
    _("Such as 06:30, in each organizer's own zone."),
    group=LETTERS,
    for_organizers=True,
    validate=_is_hour,
)
define(
    "S_MIN",
    0.30,
    _("Least worth of a discussion"),
    _("Least score, from 0 to 1, of a discussion worth a place in a letter."),
    group=LETTERS,
    low=0,
    high=1,
)
define(
    "S_MIN_COUNT",
    3,
    _("Least number of discussions"),
    _("Such discussions needed for a letter to be sent."),
    group=LETTERS,
    low=1,
    high=20,
)
define(
    "NEED_INTEREST",
    0.6,
    _("Interest in one question"),
    _("Interest, from 0 to 1, at which one unanswered question alone is worth a letter."),
    group=LETTERS,
    low=0,
    high=1,
)
define(
    "RECENT_VISIT_H",
    24,
    _("No letter after a visit for"),
    _("Hours after a visit in which no letter is sent, unless something is for the member."),
    group=LETTERS,
    low=0,
    high=168,
)
define(
    "INACTIVE_STOP_D",
    180,
    _("Letters stop after"),
    _("Days without a visit after which letters stop."),
    group=LETTERS,
    low=7,
    high=3650,
)
define(
    "FIRST_DIGEST_AFTER_H",
    72,
    _("First letter after"),
    _("Hours after joining before the first letter."),
    group=LETTERS,
    low=0,
    high=720,
)

# -- notices ------------------------------------------------------------------------------------
NOTICES = _("Notices by mail")
define(
    "NOTICE_WAIT_MIN",
    5,
    _("Wait after the last event"),
    _("Minutes for which a mail that is to come soon waits for more to join it."),
    group=NOTICES,
    low=0,
    high=60,
)
define(
    "NOTICE_WAIT_MAX_MIN",
    30,
    _("Wait at most"),
    _("Minutes after which it goes, however much goes on."),
    group=NOTICES,
    low=0,
    high=240,
)
define(
    "NOTICE_MAILS_A_DAY",
    5,
    _("Mails a day"),
    _("Mails about notices that one member gets from one morning to the next; what is more comes in the morning."),
    group=NOTICES,
    for_organizers=True,
    low=1,
    high=50,
)

# -- scores -------------------------------------------------------------------------------------
SCORES = _("How scores are made")
FOLDED = (SCORES,)
define(
    "DAY_FACTOR",
    0.7,
    _("Acts repeated in a day"),
    _("Weight of each further act of one kind by one person on one day."),
    group=SCORES,
    low=0,
    high=1,
)
define("CURATOR_FACTOR", 0.3, _("Acts of staff"), _("Weight of what staff do."), group=SCORES, low=0, high=1)
define(
    "TRUST_FACTOR",
    0.25,
    _("Acts of new accounts"),
    _("Weight of what a new, unanswered account gives to others."),
    group=SCORES,
    low=0,
    high=1,
)
define(
    "TRUST_AGE_H",
    48,
    _("An account is new for"),
    _("Hours for which an account counts as new."),
    group=SCORES,
    low=0,
    high=720,
)
define(
    "HALLWAY_A_FACTOR",
    0.5,
    _("Activity in the Hallway"),
    _("Weight of activity in the Hallway."),
    group=SCORES,
    low=0,
    high=1,
)
define(
    "H_A_D",
    3.0,
    _("A discussion's activity halves in"),
    _("Days in which activity halves."),
    group=SCORES,
    low=0.1,
    high=365,
)
define(
    "H_L_D",
    30.0,
    _("A discussion's learning halves in"),
    _("Days in which learning halves."),
    group=SCORES,
    low=0.1,
    high=3650,
)
define(
    "H_MA",
    14.0,
    _("A member's activity halves in"),
    _("Days in which a member's own activity halves."),
    group=SCORES,
    low=0.1,
    high=365,
)
define(
    "H_ML",
    60.0,
    _("A member's learning halves in"),
    _("Days in which a member's own learning halves."),
    group=SCORES,
    low=0.1,
    high=3650,
)
define(
    "KAPPA_A",
    4.0,
    _("Activity that is much"),
    _("Activity at which its ranking value reaches 63 %."),
    group=SCORES,
    low=0.1,
    high=1000,
)
define(
    "KAPPA_L",
    6.0,
    _("Learning that is much"),
    _("Learning at which its ranking value reaches 63 %."),
    group=SCORES,
    low=0.1,
    high=1000,
)
define(
    "AUTHOR_FACTOR",
    0.5,
    _("Authors in their own discussion"),
    _("Weight of an author in their own discussion."),
    group=SCORES,
    low=0,
    high=1,
)
define(
    "PRIVATE_MIN_PEOPLE",
    3,
    _("People behind private acts"),
    _("People whose private acts are needed before those count for a discussion."),
    group=SCORES,
    low=3,
    high=100,
)
