"""Who may act as a curator, and what a text still needs before it can be planted. Pure."""

import datetime as dt
import re

from django.utils.translation import gettext as _

from comments.models import BODY_LENGTH as COMMENT_LENGTH
from comments.models import Comment, CommentStatus, Intent
from comments.rules import is_own as is_own_comment
from curation.models import Action, ModeratorAction, Move, MoveKind
from members.models import Member
from members.rules import Viewer, viewer_for
from posts import rules as post_rules
from posts.models import Post, Status
from posts.rules import READABLE

TITLE_SHORT = 90

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


# -- what is put elsewhere ----------------------------------------------------------------------

GROWS_FROM_WORDS = 120
GROWS_FROM_REPLIES = 5
UNDO_FOR = dt.timedelta(hours=24)


def is_own(person: Member | Viewer, comment: Comment) -> bool:
    """Whether somebody wrote it; imported words are also those of whoever claimed their byline."""
    return is_own_comment(person if isinstance(person, Viewer) else viewer_for(person), comment)


def may_grow(viewer: Viewer, comment: Comment) -> bool:
    """Its author, or a curator, once its take-back is over; out of the Hallway only its author (amendments 15)."""
    stands = comment.status == CommentStatus.PUBLISHED and comment.released_at is not None
    if not stands or comment.post.status not in READABLE:
        return False
    return is_own(viewer, comment) or (may_curate(viewer) and not comment.post.is_hallway)


def is_worth_growing(comment: Comment, replies: int) -> bool:
    """Long, or much answered: then it is offered without being looked for."""
    return replies >= GROWS_FROM_REPLIES or len(comment.body.split()) >= GROWS_FROM_WORDS


def asks(comment: Comment) -> bool:
    """Whether a comment, as a discussion, would be a question."""
    return comment.intent == Intent.ASK or post_rules.asks(comment.body)


def first_words(text: str) -> str:
    """A title out of the first sentence, or as many whole words of it as a title bears comfortably."""
    sentence = re.split(r"(?<=[.?!…])\s", " ".join(text.split()), maxsplit=1)[0]
    if len(sentence) > TITLE_SHORT:
        sentence = sentence[:TITLE_SHORT].rsplit(" ", 1)[0].rstrip(",;:–- ") + "…"
    return sentence.removesuffix(".")


def may_move(viewer: Viewer, comment: Comment) -> bool:
    """Curators, and nothing out of the Hallway."""
    there = comment.status != CommentStatus.GROWN and comment.post.status in READABLE
    return there and may_curate(viewer) and not comment.post.is_hallway


def may_merge(viewer: Viewer, post: Post) -> bool:
    return may_curate(viewer) and post.status in READABLE and not post.is_hallway


def may_undo(person: Member | Viewer, move: Move) -> bool:
    """Curators; and whoever grew their own comment. Words that somebody carried out of the Hallway are theirs alone."""
    person_id = person.id if isinstance(person, Viewer) else person.pk
    if move.act_id is None and move.actor_id == person_id:
        return True
    return may_curate(person) and not (move.kind == MoveKind.GROW and move.stayed)


def why_not_moved(comment: Comment, source: Post, target: Post, under: Comment | None) -> str:
    """A sentence for the curator, or nothing where it can be done."""
    if comment.status == CommentStatus.GROWN:
        return _("It has grown into a discussion of its own.")
    if source.pk == target.pk and comment.parent_id == (under.pk if under else None):
        return _("It stands there already.")
    return _why_not_there(source, target)


def why_not_merged(source: Post, target: Post, body: str) -> str:
    if source.pk == target.pk:
        return _("A discussion cannot be merged into itself.")
    if source.is_seed:
        return _("A seed keeps its discussion. Merge the other one into it.")
    if source.released_at is None:
        return _("Its author can still take it back. Wait until the ten minutes are over.")
    if not 1 <= len(body) <= COMMENT_LENGTH:
        return _("Its opening is longer than a comment may be (10,000 characters), or empty.")
    return _why_not_there(source, target)


def _why_not_there(source: Post, target: Post) -> str:
    if source.status not in READABLE or target.status not in READABLE:
        return _("One of the two discussions cannot be read at the moment.")
    if source.is_hallway:
        return _("From the Hallway only its author carries a comment out.")
    if post_rules.is_wider(target.visibility, than=source.visibility):
        return _("It was written for members, and that discussion can be read by anyone on the web.")
    return ""


def as_comment(post: Post) -> str:
    """The words of a discussion as one comment says them, with what only its kind had a place for."""
    link = f"<{post.url}>" if post.url else ""
    return "\n\n".join(part for part in (link, post.why, post.body.strip(), post.already_tried) if part)
