from notifications.budget import PromptAnswer, PromptKind
from notifications.models.notice import Cause, Notice, NoticeMail, Told
from notifications.models.private import PrivateMessage, PrivateSeat, PrivateThread
from notifications.models.prompt import Prompt

__all__ = [
    "Cause",
    "Notice",
    "NoticeMail",
    "PrivateMessage",
    "PrivateSeat",
    "PrivateThread",
    "Prompt",
    "PromptAnswer",
    "PromptKind",
    "Told",
]
