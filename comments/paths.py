"""Where a comment stands in its tree, as text. Pure."""

from comments.models import DEPTH_AT_MOST, ID_DIGITS

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def segment(number: int) -> str:
    """An id in base 36, padded so that byte order is the order of the numbers."""
    out = ""
    while number:
        number, digit = divmod(number, 36)
        out = _DIGITS[digit] + out
    return out.rjust(ID_DIGITS, "0")


def path_below(parent_path: str, number: int) -> str:
    """The path of comment `number` under its parent. Beyond the deepest level it hangs beside its parent."""
    return parent_path[: DEPTH_AT_MOST * ID_DIGITS] + segment(number)


def depth_of(path: str) -> int:
    return len(path) // ID_DIGITS - 1


def ids_of(path: str) -> list[int]:
    """The ids along a path, the root first."""
    return [int(path[at : at + ID_DIGITS], 36) for at in range(0, len(path), ID_DIGITS)]
