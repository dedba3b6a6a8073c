"""What a curator does so that learning happens, and what keeps people safe.

Promises: a seed is planted once, however often its form is sent and however many workers look; an unfilled blank is
never published; every act that concerns a member has a reason, is logged, and is told to them together with the way
to answer; what was told of a hidden thing is taken back in the same transaction.
"""

from curation.services.errors import (
    AlreadyPlanted,
    FormTokenSpent,
    MomentPassed,
    NotACurator,
    NotThisAccount,
    NotYours,
    ReasonMissing,
    StillBlank,
)
from curation.services.growing import evaluate_seeds
from curation.services.moderating import answer, hide, read_answer, restore
from curation.services.planting import (
    SeedPlan,
    change_seed,
    delete_seed,
    note_outcome,
    plant_due,
    plant_now,
    plant_seed,
    unschedule_seed,
)
from curation.services.reporting import report, settle
from curation.services.spam import remove_spam, undo_spam

__all__ = [
    "AlreadyPlanted",
    "FormTokenSpent",
    "MomentPassed",
    "NotACurator",
    "NotThisAccount",
    "NotYours",
    "ReasonMissing",
    "SeedPlan",
    "StillBlank",
    "answer",
    "change_seed",
    "delete_seed",
    "evaluate_seeds",
    "hide",
    "note_outcome",
    "plant_due",
    "plant_now",
    "plant_seed",
    "read_answer",
    "remove_spam",
    "report",
    "restore",
    "settle",
    "undo_spam",
    "unschedule_seed",
]
