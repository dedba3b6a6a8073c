from learning.models.damp import TagDamp
from learning.models.reaction import Reaction, ReactionCode
from learning.models.takeaway import Takeaway, TakeawayKind, TakeawayVisibility

__all__ = ["Reaction", "ReactionCode", "TagDamp", "Takeaway", "TakeawayKind", "TakeawayVisibility"]
