"""Answers about comments."""

from comments.selectors.begun import Begun, replies_begun
from comments.selectors.finding import (
    Above,
    Company,
    Edit,
    above,
    answer_to,
    branch_ids,
    comment_for,
    company,
    edits_of,
    grown_from,
    is_in_branch,
    moved_on,
    oldest_due_for_release,
    post_to_answer,
    was_opening,
    why_no_comment,
)
from comments.selectors.reading import Reading, arrived, reading_of, voices

__all__ = [
    "Above",
    "Begun",
    "Company",
    "Edit",
    "Reading",
    "above",
    "answer_to",
    "arrived",
    "branch_ids",
    "comment_for",
    "company",
    "edits_of",
    "grown_from",
    "is_in_branch",
    "moved_on",
    "oldest_due_for_release",
    "post_to_answer",
    "reading_of",
    "replies_begun",
    "voices",
    "was_opening",
    "why_no_comment",
]
