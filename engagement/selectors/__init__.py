"""What is read for scoring, in a constant number of statements whatever the size of a batch."""

from engagement.selectors.config import score_config
from engagement.selectors.credits import CommentFacts, comment_facts, trusted_from
from engagement.selectors.facts import Facts, facts_of, same_days
from engagement.selectors.subjects import Subject, subjects

__all__ = [
    "CommentFacts",
    "Facts",
    "Subject",
    "comment_facts",
    "facts_of",
    "same_days",
    "score_config",
    "subjects",
    "trusted_from",
]
