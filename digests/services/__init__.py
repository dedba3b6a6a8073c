"""The weekly letters: planned from the database alone, sent at most once, and only while there is something to say.

Promises: one row in the ledger for every decision, with its reason; never two letters of a kind in one local week nor
within six and a half days; never one after "stop"; never a private or hidden word.
"""

from digests.services.choices import fewer_letters, pause_letters, resume_letters, stop_letters, undo_choice
from digests.services.mails import read_stop_token, stop_url
from digests.services.planning import plan_letters, plan_running_letters, preview_for, preview_running
from digests.services.sending import send_letters, sweep, write

__all__ = [
    "fewer_letters",
    "pause_letters",
    "plan_letters",
    "plan_running_letters",
    "preview_for",
    "preview_running",
    "read_stop_token",
    "resume_letters",
    "send_letters",
    "stop_letters",
    "stop_url",
    "sweep",
    "undo_choice",
    "write",
]
