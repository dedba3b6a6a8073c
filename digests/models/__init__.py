from digests.models.delivery import REASONS, BoardAddress, Delivery, DeliveryState, LetterKind, State
from digests.models.note import NOTE_LENGTH, CuratorNote

__all__ = ["NOTE_LENGTH", "REASONS", "BoardAddress", "CuratorNote", "Delivery", "DeliveryState", "LetterKind", "State"]
