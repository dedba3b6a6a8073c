"""What a curator does so that learning happens, and what keeps people safe.

Promises: a seed is planted once, however often its form is sent and however many workers look; an unfilled blank is
never published; every act that concerns a member has a reason, is logged, and is told to them together with the way
to answer; what was told of a hidden thing is taken back in the same transaction.
"""

from curation.services.errors import (
    AlreadyPlanted,
    CannotUndo,
    FormTokenSpent,
    MomentPassed,
    NotACurator,
    NotMovable,
    NotThisAccount,
    NotYours,
    ReasonMissing,
    SeedConflict,
    StillBlank,
)
from curation.services.growing import evaluate_seeds
from curation.services.moderating import answer, hide, read_answer, restore
from curation.services.moving import grow, merge, move
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
from curation.services.undoing import tell_moved_due, undo, why_not_undone

__all__ = [
    "AlreadyPlanted",
    "CannotUndo",
    "FormTokenSpent",
    "MomentPassed",
    "NotACurator",
    "NotMovable",
    "NotThisAccount",
    "NotYours",
    "ReasonMissing",
    "SeedConflict",
    "SeedPlan",
    "StillBlank",
    "answer",
    "change_seed",
    "delete_seed",
    "evaluate_seeds",
    "grow",
    "hide",
    "merge",
    "move",
    "note_outcome",
    "plant_due",
    "plant_now",
    "plant_seed",
    "read_answer",
    "remove_spam",
    "report",
    "restore",
    "settle",
    "tell_moved_due",
    "undo",
    "undo_spam",
    "unschedule_seed",
    "why_not_undone",
]
