from digests.models.delivery import REASONS, BoardAddress, Delivery, LetterKind, State
from digests.models.note import NOTE_LENGTH, CuratorNote

__all__ = ["NOTE_LENGTH", "REASONS", "BoardAddress", "CuratorNote", "Delivery", "LetterKind", "State"]
