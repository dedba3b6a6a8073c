"""What happens to accounts.

Promises: whoever is registered has a free username and preferences; flags and admin groups never disagree, because
roles are given and taken here alone; there is always an admin; a name given up stays its owner's for 90 days.
"""

from members.services.accounts import (
    NameNotAllowed,
    NameTaken,
    WaitToRename,
    change_username,
    complete_account,
    hold_member,
    note_kept,
    register,
    save_preferences,
    save_profile,
    set_verified,
)
from members.services.regards import Oneself, set_regard
from members.services.roles import LastAdmin, NotYours, give_role, take_role
from members.services.visits import is_trusted, note_visit

__all__ = [
    "LastAdmin",
    "NameNotAllowed",
    "NameTaken",
    "NotYours",
    "Oneself",
    "WaitToRename",
    "change_username",
    "complete_account",
    "give_role",
    "hold_member",
    "is_trusted",
    "note_kept",
    "note_visit",
    "register",
    "save_preferences",
    "save_profile",
    "set_regard",
    "set_verified",
    "take_role",
]
