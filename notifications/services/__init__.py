"""Hand a member a line, and take it back when its cause is gone; carry words between two people.

Promises: nobody is told of what they did themselves, nor by somebody they have muted or blocked; unread lines of one
kind and branch become one; whoever hides, takes back, moves or erases something calls `withdraw` in the same
transaction, and its notices are gone; whatever is shown or mailed is asked once more whether it may be.
What two people write is opened by the two alone, and by curators only while one of the two asks them to; what they
wrote stands in no notice, and the same form sent twice is said once. Whatever is offered unasked goes through
`may_prompt` and its one ledger.
"""

from notifications.budget import Wanted
from notifications.selectors.gates import register_gate
from notifications.services.choices import choose_preset, choose_table, resume_kinds, stop_kinds, table_of
from notifications.services.following import rehome, rename
from notifications.services.mailing import GUARD, mail_due, may_go
from notifications.services.mails import read_stop_token, stop_url, stopped_words
from notifications.services.private import (
    NotTheirs,
    Refused,
    Suspended,
    ThreadLeft,
    TokenSpent,
    TooDeep,
    carry_private,
    leave_private,
    remove_private_words,
    report_private,
    see_private,
    settle_private,
    write_privately,
)
from notifications.services.prompting import answer_prompt, ask_again, may_prompt, sweep_ledger
from notifications.services.regards import regard
from notifications.services.telling import Message, notify
from notifications.services.undoing import hush, mark_notice_seen, mark_seen, mark_unseen, sweep, withdraw
from notifications.subjects import Subject, register_subject, subject_for

__all__ = [
    "GUARD",
    "Message",
    "NotTheirs",
    "Refused",
    "Subject",
    "Suspended",
    "ThreadLeft",
    "TokenSpent",
    "TooDeep",
    "Wanted",
    "answer_prompt",
    "ask_again",
    "carry_private",
    "choose_preset",
    "choose_table",
    "hush",
    "leave_private",
    "mail_due",
    "mark_notice_seen",
    "mark_seen",
    "mark_unseen",
    "may_prompt",
    "may_go",
    "notify",
    "read_stop_token",
    "regard",
    "register_gate",
    "register_subject",
    "rehome",
    "remove_private_words",
    "rename",
    "report_private",
    "resume_kinds",
    "see_private",
    "settle_private",
    "subject_for",
    "stop_kinds",
    "stop_url",
    "stopped_words",
    "sweep",
    "sweep_ledger",
    "table_of",
    "withdraw",
    "write_privately",
]
