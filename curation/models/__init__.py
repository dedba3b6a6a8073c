from curation.models.moderation import Action, FlagReason, ModeratorAction, Report
from curation.models.moving import Move, MoveKind
from curation.models.seed import Purpose, Seed, SeedState, SeedTemplate, Wish

__all__ = [
    "Action",
    "FlagReason",
    "ModeratorAction",
    "Move",
    "MoveKind",
    "Purpose",
    "Report",
    "Seed",
    "SeedState",
    "SeedTemplate",
    "Wish",
]
