"""Those who read: accounts that come, read and have not written anything, as most people in a community."""

from dataclasses import dataclass

FIRST = "Anna Bram Carla David Elif Farid Greta Hugo Ines Jonas Kofi Lena Marta Nils Olga Pablo".split()  # noqa: SIM905
LAST = "Abel Brook Costa Dahl Ekberg Fuchs Gallo Hansen Ivers Janssen Klein Lopez".split()  # noqa: SIM905
READERS = 48
ZONES = ("Europe/Berlin", "America/New_York", "Europe/London", "Africa/Lagos", "Asia/Kolkata", "America/Chicago")


@dataclass(frozen=True, slots=True)
class Reader:
    """`joined_days` ago; comes on about `days_a_week` days."""

    username: str
    name: str
    time_zone: str
    joined_days: int
    days_a_week: float


def readers() -> list[Reader]:
    """Forty-eight, the same each time: most are there from the start, some came later, a few come rarely."""
    return [_reader(number) for number in range(READERS)]


def _reader(number: int) -> Reader:
    first, last = FIRST[number % len(FIRST)], LAST[(number + number // len(FIRST) * 5) % len(LAST)]
    joined = 55 if number % 3 else 54 - number
    return Reader(
        username=f"{first}{last}".lower(),
        name=f"{first} {last}",
        time_zone=ZONES[number % len(ZONES)],
        joined_days=joined,
        days_a_week=(0.4, 1.0, 1.7, 2.6)[number % 4],
    )
