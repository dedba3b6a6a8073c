"""A kept page of the tree with what is one reader's own put in: what is new, what is open, what they marked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.template.loader import get_template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.paths import ids_of
from comments.rendering import MARK, Piece, TreePage
from comments.rules import may_resolve
from comments.selectors import Reading
from kit.templatetags.kit import time_left
from members.rules import Viewer
from posts.models import Post


@dataclass(frozen=True, slots=True)
class Look:
    """How one reader looks at a page: `at` is the comment a link led to, `opens_all` unfolds everything."""

    reading: Reading
    marked: Collection[int] = ()
    at: int | None = None
    opens_all: bool = False
    next_new: str = ""  # where the first new comment behind this page stands


def join(viewer: Viewer, post: Post, page: TreePage, look: Look) -> SafeString:
    """The page as this viewer sees it."""
    answer = (
        get_template("comments/_answer.html").render({"mark": SafeString(MARK)}) if may_resolve(viewer, post) else ""
    )
    shown, new_marks, new_below = _open(page.pieces, look), _new_marks(page.pieces, look), _new_below(look.reading)
    ways_back = _ways_back(viewer, page.pieces)
    out: list[str] = []
    for piece in page.pieces:
        out += (piece.head, new_marks.get(piece.id, ""), piece.middle)
        if piece.id in shown:
            out.append(" open")
        out += (piece.line, new_below.get(piece.id, ""), piece.words)
        if viewer.id is not None and piece.author_id == viewer.id:
            out += (ways_back.get(piece.id, ""), piece.own)
        else:
            out.append(_pressed(piece.theirs) if piece.id in look.marked else piece.theirs)
            if answer and piece.theirs:
                out.append(answer.replace(MARK, str(piece.id)))
        out.append(piece.after)
    return SafeString("".join(out))


def _open(pieces: Sequence[Piece], look: Look) -> set[int]:
    """Which branches stand open: what the reader chose, else what is new or linked, else as everybody sees it."""
    reading = look.reading
    wanted = {look.at, *reading.new}
    folded = reading.folded | _of_blocked(pieces, reading)
    shown: set[int] = set()
    above: list[Piece] = []  # the way down to a piece
    for piece in pieces:
        while above and above[-1].depth >= piece.depth:
            above.pop()
        above.append(piece)
        begins_open = look.opens_all or not piece.folded or piece.id in reading.opened
        if begins_open and (look.opens_all or piece.id not in folded):
            shown.add(piece.id)
        if piece.id in wanted:
            shown.update(_way_to(above, folded, is_linked=piece.id == look.at))
    return shown


def _of_blocked(pieces: Sequence[Piece], reading: Reading) -> set[int]:
    """What people wrote whom the reader has blocked, but for what the reader opened."""
    if not reading.blocked:
        return set()
    return {piece.id for piece in pieces if piece.author_id in reading.blocked and piece.id not in reading.opened}


def _way_to(above: Sequence[Piece], folded: Collection[int], *, is_linked: bool) -> list[int]:
    """What has to be open for the last of `above` to be seen; a reader's own fold gives way to a link alone."""
    return [piece.id for piece in above if is_linked or piece.id not in folded]


def _new_marks(pieces: Sequence[Piece], look: Look) -> dict[int, str]:
    """The mark of each new comment; it leads to the next one."""
    here = [piece.id for piece in pieces if piece.id in look.reading.new]
    behind = [*(f"#c{pk}" for pk in here[1:]), look.next_new][: len(here)]
    word, leads = _("new"), _("new, go to the next one")
    with_link = '<a class="new-mark" href="{}" title="{}">{}</a>'
    return {
        pk: format_html(with_link, url, leads, word) if url else format_html('<span class="new-mark">{}</span>', word)
        for pk, url in zip(here, behind, strict=True)
    }


def _new_below(reading: Reading) -> dict[int, str]:
    """Said in the line of a folded branch: how many new comments it holds."""
    below: dict[int, int] = {}
    for path in reading.new.values():
        for pk in ids_of(path):
            below[pk] = below.get(pk, 0) + 1
    words = {count: ngettext("%(count)d new", "%(count)d new", count) % {"count": count} for count in {*below.values()}}
    return {pk: f'<span class="fold-new">{words[count]}</span>' for pk, count in below.items()}


def _ways_back(viewer: Viewer, pieces: Sequence[Piece]) -> dict[int, str]:
    """For as long as nobody was told of it, the button that takes one's own comment back."""
    own = {piece.id: piece.back_until for piece in pieces if viewer.id is not None and piece.author_id == viewer.id}
    left = {pk: words for pk, until in own.items() if (words := time_left(until))}
    if not left:
        return {}
    drawn = get_template("comments/_take_back.html").render({"mark": SafeString(MARK)})
    before, between, after = drawn.split(MARK)
    return {pk: f"{before}{pk}{between}{escape(words)}{after}" for pk, words in left.items()}


def _pressed(theirs: str) -> str:
    return theirs.replace('aria-pressed="false"', 'aria-pressed="true"').replace('value="yes"', 'value="no"')
