"""What somebody said about being asked."""

from notifications.budget import PromptAnswer, PromptKind
from notifications.models import Prompt


def is_refused(member_id: int, kind: PromptKind) -> bool:
    """Whether the member said "do not ask" to this kind."""
    return Prompt.objects.filter(member_id=member_id, kind=kind, answer=PromptAnswer.NEVER).exists()
