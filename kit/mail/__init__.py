"""Mail leaves the house in two moves: a row in the caller's transaction, then a sender that takes it out.

No request talks to a mail server. A mail is handed over at most once; what a crash leaves unknown is shown
to staff and never sent again by itself.
"""

from kit.mail.bounces import TOO_MANY, bounces_of
from kit.mail.errors import InDoubt, MailError, Refused, TooBig, TryLater, Unreachable
from kit.mail.folder import LocalMail, local_mailbox, read_local, trim_local_mailbox
from kit.mail.queueing import QueueBackend, forget_address, queue
from kit.mail.sender import sender
from kit.mail.sending import hand_over, register_guard, send_due, sweep
from kit.mail.smtp import BULK, ORDINARY, Handover, Patience, open_connection

__all__ = [
    "BULK",
    "ORDINARY",
    "Handover",
    "InDoubt",
    "LocalMail",
    "MailError",
    "Patience",
    "QueueBackend",
    "Refused",
    "TOO_MANY",
    "TooBig",
    "TryLater",
    "Unreachable",
    "bounces_of",
    "forget_address",
    "hand_over",
    "local_mailbox",
    "open_connection",
    "queue",
    "read_local",
    "register_guard",
    "send_due",
    "sender",
    "sweep",
    "trim_local_mailbox",
]
