"""In what terms the demo is told: what was opened, said, kept and marked, and how long ago."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Reply:
    """`who` says something `after` hours; `to` is the key of the reply it answers; `use` are those it was useful to."""

    who: str
    after: float
    body: str
    intent: str = ""
    key: str = ""
    to: str = ""
    use: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line that `who` keeps `after` hours, of the opening or of the reply named `of`."""

    who: str
    after: float
    text: str
    shown: str = "private"
    of: str = ""


@dataclass(frozen=True, slots=True)
class SeedPlan:
    """What a curator expected of a discussion that they planted."""

    template: str
    purpose: str
    hypothesis: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """A discussion as it was opened `ago` hours before the anchor, and what became of it. Its key is its own name:
    `{key}` in any text stands for its address."""

    key: str
    who: str
    kind: str
    ago: float
    title: str
    body: str
    tags: tuple[str, ...]
    fields: Mapping[str, Any] = field(default_factory=dict)
    seed: SeedPlan | None = None
    replies: tuple[Reply, ...] = ()
    lines: tuple[Line, ...] = ()
    use: tuple[str, ...] = ()
    readers: int = 12
    resolved_by: str = ""
    resolved_after: float = 0
    closing_note: str = ""
