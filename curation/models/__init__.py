from curation.models.moderation import Action, FlagReason, ModeratorAction, Report
from curation.models.seed import Purpose, Seed, SeedState, SeedTemplate, Wish

__all__ = ["Action", "FlagReason", "ModeratorAction", "Purpose", "Report", "Seed", "SeedState", "SeedTemplate", "Wish"]
