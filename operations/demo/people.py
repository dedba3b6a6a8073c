"""Sixty accounts: who they are, when they joined, what they follow, on which days they came."""

import datetime as dt
import random

from kit import clock, site
from members.models import Member, Preferences, VisitDay
from members.services import register
from operations.demo.personas import PERSONAS
from operations.demo.readers import Reader, readers
from posts.models import Tag
from posts.services import follow_tag

DAYS = 56
ADDRESS = "harbour-guild.example"
STAFF = ("tomas", "helen")
ORGANIZER = "helen"
LETTER_TODAY = (ORGANIZER, "dele", "ingrid", "frank", "grace", "noor", "walt")
# days a week on which each of them comes; who is not named comes on four
COMES = {"tomas": 6.5, "priya": 5.5, "walt": 6.0, "helen": 1.5, "ingrid": 3.0, "aiko": 2.5}
NEWCOMER, NEWCOMER_DAYS = "sam", 9
# the last visit lies a day or more back, so that a letter may come
AWAY_LATELY = ("helen", "ingrid", "aiko", "frank", "lucia", "dele")
FOLLOWS = {
    "priya": ("asking", "evidence"),
    "helen": ("renewal", "board", "members"),
    "dele": ("chapters", "experiments", "first steps"),
    "ingrid": ("evidence", "surveys"),
    "frank": ("hallway", "conferences"),
    "aiko": ("conferences", "experiments"),
    "grace": ("writing", "notes"),
    "noor": ("memory", "evidence"),
    "walt": ("answering", "members"),
    "lucia": ("notes", "self-directed learning", "memory"),
    "sam": ("first steps", "newcomers", "community"),
}


def make_everybody(anchor: dt.datetime) -> dict[str, Member]:
    """Accounts by username. Nobody has a password: a visitor becomes one of them, or nobody does."""
    everybody = {}
    for persona in PERSONAS:
        days = NEWCOMER_DAYS if persona.username == NEWCOMER else DAYS
        with clock.at(anchor - dt.timedelta(days=days)):
            everybody[persona.username] = register(
                name=persona.name,
                email=f"{persona.username}@{ADDRESS}",
                username=persona.username,
                roles=persona.roles,
                bio=persona.bio,
                time_zone=persona.time_zone,
                staff_voice=persona.username in STAFF,
                is_demo=True,
            )
    for reader in readers():
        with clock.at(anchor - dt.timedelta(days=reader.joined_days, hours=-3)):
            everybody[reader.username] = _reader(reader)
    return everybody


def _reader(reader: Reader) -> Member:
    return register(
        name=reader.name,
        email=f"{reader.username}@{ADDRESS}",
        username=reader.username,
        time_zone=reader.time_zone,
        is_demo=True,
    )


def follow(people: dict[str, Member]) -> None:
    """What the twelve asked to see more of, and one tag for every other reader."""
    tags = {tag.name: tag for tag in Tag.objects.order_by("pk")}
    for username, names in FOLLOWS.items():
        for name in names:
            if name in tags:
                follow_tag(member=people[username], tag=tags[name])
    known = list(tags.values())
    for number, reader in enumerate(readers()):
        if number % 2 == 0:
            follow_tag(member=people[reader.username], tag=known[number % len(known)])


def get_letters_today(people: dict[str, Member], anchor: dt.datetime) -> None:
    """The weekly letter of some is due in the hour in which the demo is loaded, and so is the organizers': a visitor
    need not wait for Tuesday to find some in the mailbox. The others' letters can still be looked ahead at."""
    for username in LETTER_TODAY:
        here = anchor.astimezone(clock.zone(people[username].time_zone))
        due = {"letter_weekday": here.weekday(), "letter_hour": here.hour}
        Preferences.objects.update_or_create(member=people[username], defaults=due)
    here = anchor.astimezone(clock.zone(people[ORGANIZER].time_zone))
    site.put(values={"ORG_DOW": here.weekday(), "ORG_HOUR": f"{here.hour:02}:00"}, by_name="load_demo")


def come_and_go(people: dict[str, Member], anchor: dt.datetime, dice: random.Random) -> None:
    """The days on which each of them came, in one statement, and when each was last seen."""
    rates = {persona.username: COMES.get(persona.username, 4.0) for persona in PERSONAS}
    rates |= {reader.username: reader.days_a_week for reader in readers()}
    rows: list[VisitDay] = []
    for username, member in people.items():
        away = 2 if username in AWAY_LATELY or username not in COMES else 0
        days = _days(member, anchor, away, rates[username], dice)
        rows += [VisitDay(member=member, day=day) for day in days]
        member.last_seen_at = _last_seen(member, days, anchor)
    VisitDay.objects.bulk_create(rows, ignore_conflicts=True)
    Member.objects.bulk_update(people.values(), ["last_seen_at"])


def _days(member: Member, anchor: dt.datetime, away: int, a_week: float, dice: random.Random) -> list[dt.date]:
    """The day of joining, and each later one by chance, but for the last `away`."""
    last = clock.local_day(anchor, member.time_zone) - dt.timedelta(days=away)
    first = clock.local_day(member.joined_at, member.time_zone)
    length = max(0, (last - first).days)
    later = [first + dt.timedelta(days=number + 1) for number in range(length) if dice.random() < a_week / 7]
    return [first, *later]


def _last_seen(member: Member, days: list[dt.date], anchor: dt.datetime) -> dt.datetime:
    noon = dt.datetime.combine(days[-1], dt.time(12), tzinfo=clock.zone(member.time_zone))
    return max(member.joined_at, min(noon.astimezone(dt.UTC), anchor - dt.timedelta(hours=1)))
