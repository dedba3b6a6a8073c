"""Who may act as a curator, and what a text still needs before it can be planted. Pure."""

import re

from curation.models import Action, ModeratorAction
from members.models import Member
from members.rules import Viewer
from posts.models import Status

BLANK = re.compile(r"\{([^{}\n]{1,60})\}")
EMPTY_QUESTION = re.compile(
    r"^(any (thoughts|ideas|comments)|discuss|thoughts|what do you think|what are your thoughts)\W*$", re.I
)


def may_curate(person: Member | Viewer) -> bool:
    """Plant, hide, restore, settle: curators and admins, while their account is open."""
    if isinstance(person, Viewer):
        return person.sees_hidden
    return person.is_active and (person.is_curator or person.is_superuser)


def may_remove_all_by(curator: Member | Viewer, member: Member) -> bool:
    """Everything by one account is hidden together: never by staff, nor by oneself."""
    curator_id = curator.id if isinstance(curator, Viewer) else curator.pk
    is_staff = member.is_curator or member.is_organizer or member.is_superuser
    return may_curate(curator) and member.pk != curator_id and not is_staff


def can_be_undone(act: ModeratorAction) -> bool:
    """Whether what an act hid is still hidden by it; removed words do not come back."""
    if act.undone_at is not None or act.action not in (Action.HIDE, Action.REMOVE_SPAM):
        return False
    thing = act.comment or act.post
    return thing is None or thing.status == Status.HIDDEN


def may_see_desk(viewer: Viewer) -> bool:
    """Organizers look on; only curators act."""
    return may_curate(viewer) or viewer.is_organizer


def blanks(text: str) -> list[str]:
    """What stands in braces, each once, in order: `["topic"]` for "about {topic}"."""
    return list(dict.fromkeys(BLANK.findall(text)))


def unfilled(template_text: str, written: str) -> list[str]:
    """Blanks of a template that are still blank in what was made of it. Braces of one's own are nobody's blanks."""
    return [blank for blank in blanks(template_text) if "{" + blank + "}" in written]


def fillings(template_text: str, written: str) -> dict[str, str]:
    """What was put into each blank, as far as the words around the blanks still stand."""
    words = BLANK.split(template_text)
    found: dict[str, str] = {}
    start = written.find(words[0])
    if start < 0:
        return {}
    start += len(words[0])
    for blank, after in zip(words[1::2], words[2::2], strict=True):
        end = written.find(after, start) if after else len(written)
        if end < 0:
            return found
        found.setdefault(blank, " ".join(written[start:end].split()))
        start = end + len(after)
    return found


def filled(text: str, values: dict[str, str]) -> str:
    """`text` with the blanks that are known; the others stay, and so does one whose value is a blank itself."""

    def put(blank: re.Match[str]) -> str:
        value = values.get(blank[1], "")
        return blank[0] if not value or BLANK.search(value) else value

    return BLANK.sub(put, text)


def asks_nothing(text: str) -> bool:
    """Whether the last thing said is an invitation to say anything at all, with no question before it."""
    sentences = [part.strip() for part in re.split(r"(?<=[.?!])\s+|\n+", text.strip()) if part.strip()]
    if not sentences or not EMPTY_QUESTION.match(sentences[-1]):
        return False
    return not any(part.endswith("?") for part in sentences[:-1])
