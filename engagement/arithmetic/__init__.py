"""What facts are worth, as pure functions of facts and a moment: no tables, no clock, no input or output."""

from engagement.arithmetic.config import DEFAULT, ScoreConfig, Weight
from engagement.arithmetic.discussions import (
    CreditRow,
    FactRow,
    Scores,
    comment_score,
    comment_scores,
    decay_due,
    discussion_scores,
    post_scores,
    ranking,
    score_rows,
    tag_score,
    worth,
)
from engagement.arithmetic.facts import Fact, numbered
from engagement.arithmetic.persons import MemberScores, member_scores

__all__ = [
    "DEFAULT",
    "CreditRow",
    "Fact",
    "FactRow",
    "MemberScores",
    "ScoreConfig",
    "Scores",
    "Weight",
    "comment_score",
    "comment_scores",
    "decay_due",
    "discussion_scores",
    "member_scores",
    "numbered",
    "post_scores",
    "ranking",
    "score_rows",
    "tag_score",
    "worth",
]
