"""What a member takes from a discussion.

Promises: a private line is told to nobody and appears nowhere but on its owner's page; the author hears of a line
only if it was shown to them or to everyone; counts beside words equal the rows behind them; every act that a score is
made of marks its discussion for scoring, in the same transaction and as its first statement, so that acts on one
discussion happen one after the other and none counts past another.
"""

from learning.services.errors import FormTokenSpent, NotHere, OwnWords, Suspended
from learning.services.following import follow_branch, follow_words
from learning.services.keeping import delete_line, keep_line, mark_useful, show_line

__all__ = [
    "FormTokenSpent",
    "NotHere",
    "OwnWords",
    "Suspended",
    "delete_line",
    "follow_branch",
    "follow_words",
    "keep_line",
    "mark_useful",
    "show_line",
]
