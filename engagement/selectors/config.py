"""The constants in force, as an organizer set them."""

import datetime as dt
import zlib

from engagement.arithmetic import ScoreConfig
from kit import site

FIELDS = {
    "day_factor": "DAY_FACTOR",
    "staff_factor": "CURATOR_FACTOR",
    "trust_factor": "TRUST_FACTOR",
    "hallway_a": "HALLWAY_A_FACTOR",
    "author_factor": "AUTHOR_FACTOR",
    "half_life_a": "H_A_D",
    "half_life_l": "H_L_D",
    "half_life_member_a": "H_MA",
    "half_life_member_l": "H_ML",
    "kappa_a": "KAPPA_A",
    "kappa_l": "KAPPA_L",
    "private_min_people": "PRIVATE_MIN_PEOPLE",
}
LARGEST = 32_767


def score_config() -> ScoreConfig:
    """Its version is a digest of its numbers: whatever changes them makes every stored score due again."""
    values = {field: site.get(key) for field, key in FIELDS.items()}
    plain = ScoreConfig(**values)
    told = repr((sorted(values.items()), site.get("TRUST_AGE_H"), sorted(plain.weights.items())))
    return ScoreConfig(**values, version=zlib.crc32(told.encode()) % LARGEST + 1)


def trust_age() -> dt.timedelta:
    """For how long an account counts as new."""
    return dt.timedelta(hours=int(site.get("TRUST_AGE_H")))
