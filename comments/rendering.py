"""The tree as HTML that every reader of an audience sees alike, made once and kept; `joining` adds what is one's own.

A flat list opens and closes nested lists, so depth costs nothing and nothing recurses.
"""

import datetime as dt
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.cache import cache
from django.db.models import Func, IntegerField
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language

from comments.models import DEPTH_AT_MOST, Comment, CommentStatus, Resolution
from comments.outline import Outline, Spot, outline
from comments.rules import way_back_until
from comments.selectors import voices, was_opening
from kit import clock
from kit.markdown import RENDERER_VERSION
from kit.visitors import names_version
from members.rules import Audience, Viewer
from posts.models import AnsweredState, Post, Visibility
from posts.rules import READABLE, may_comment

KEEP_S = 86_400
LAYOUT = 10  # raise it when the templates give other HTML
# browsers nest at most 512 elements: a level with a fold is three of them, one without is two
FOLDS_TO = 80
WORDS_IN_OUTLINE = 60
SOMEBODY = Viewer(id=-1)
# no text of a member can hold it, since nobody knows it
MARK = f"<!--{secrets.token_hex(8)}-->"


class Piece(NamedTuple):
    """One comment's part of the page, cut where something may be one reader's own.

    `head` new? `middle` open? `line` how many are new? `words`, then `theirs` (or `own` for its author), `after`.
    Until `back_until` its author can take it back.
    """

    id: int
    author_id: int | None
    depth: int
    folded: bool
    back_until: dt.datetime | None
    head: str
    middle: str
    line: str
    words: str
    theirs: str
    own: str
    after: str


class Branch(NamedTuple):
    """A line of the outline beside the tree."""

    id: int
    name: str
    words: str
    below: int


@dataclass(frozen=True, slots=True)
class TreePage:
    pieces: list[Piece]
    branches: list[Branch]
    number: int
    last: int
    newest: int = 0  # the id of the newest comment anywhere in the tree


class Open(NamedTuple):
    """A comment whose list item stands open, and what closes it."""

    depth: int
    id: int
    closing: str


class Bytes(Func):
    """How many bytes a text has."""

    function = "OCTET_LENGTH"
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="LENGTH(CAST(%(expressions)s AS BLOB))", **extra)


def tree_page(
    viewer: Viewer, post: Post, *, sort: str, number: int = 1, at: int | None = None, root: Comment | None = None
) -> TreePage:
    """A page of the tree (or of the branch below `root`): by number, or the one that holds comment `at`."""
    if not post.thread_version:
        return TreePage([], [], 1, 1)
    stamp = _stamp(post, sort, root)
    if at is None:
        kept: TreePage | None = cache.get(_key(stamp, viewer.audience, post, number))
        if kept is not None:
            return kept
    tree = tree_outline(post, sort, root)
    if at is not None:
        number = tree.page_of(at) or number
    number = min(max(number, 1), len(tree.pages))
    key = _key(stamp, viewer.audience, post, number)
    known: TreePage | None = cache.get(key) if at is not None else None
    if known is not None:
        return known
    page = _render(post, tree, number, viewer.audience, root)
    cache.set(key, page, KEEP_S)
    return page


def tree_outline(post: Post, sort: str, root: Comment | None = None) -> Outline:
    """The whole tree without its words, worked out once per version of the thread."""
    key = f"outline:{LAYOUT}:{_stamp(post, sort, root)}"
    known: Outline | None = cache.get(key)
    if known is None:
        known = outline(_spots(post, root), sort)
        cache.set(key, known, KEEP_S)
    return known


def people_in(post: Post) -> list[str]:
    """Who said most in a discussion, by name, asked once per version of the thread."""
    key = f"voices:{post.pk}:{post.thread_version}:{names_version()}"
    known: list[str] | None = cache.get(key)
    if known is None:
        known = voices(post)
        cache.set(key, known, KEEP_S)
    return known


def _stamp(post: Post, sort: str, root: Comment | None) -> str:
    return f"{post.pk}:{post.thread_version}:{root.pk if root else 0}:{sort}"


def _key(stamp: str, audience: Audience, post: Post, number: int) -> str:
    is_open = may_comment(post, SOMEBODY, clock.now())
    return (
        f"tree:{LAYOUT}.{RENDERER_VERSION}:{stamp}:{audience}:{number}:{get_language()}:{names_version()}:{is_open:d}"
    )


def _spots(post: Post, root: Comment | None) -> Iterable[Spot]:
    rows = Comment.objects.filter(post=post).in_reading_order()
    if root is not None:
        rows = rows.below(root.path)
    shown = (CommentStatus.PUBLISHED, CommentStatus.HIDDEN, CommentStatus.GROWN)
    top = root.pk if root else 0
    columns = ("pk", "path", "score", "status", Bytes("html"), "grew_into_id")
    for pk, path, score, status, weight, grown in rows.values_list(*columns):
        # what grew into this very discussion is an old address of its opening, and no place in it
        yield Spot(pk, path, score, (status in shown and grown != post.pk) or pk == top, weight)


def _rows(post: Post, ids: list[int]) -> list[Comment]:
    people = ("author", "byline", "parent", "parent__author", "parent__byline", "grew_into")
    wanted = Comment.objects.filter(pk__in=ids).select_related(*people).annotate(was=was_opening(post))
    wanted = wanted.defer("body", "parent__body", "parent__html", "grew_into__body", "grew_into__html")
    found = wanted.in_bulk()
    return [found[pk] for pk in ids if pk in found]


def _shared(post: Post, audience: Audience, root: Comment | None) -> dict[str, Any]:
    """What the template of each comment of a page knows alike."""
    resolved = post.answered_state == AnsweredState.RESOLVED
    return {
        "mark": SafeString(MARK),
        "post": post,
        "sees_hidden": audience == Audience.CURATOR,
        "is_member": audience != Audience.PUBLIC,
        "is_open": may_comment(post, SOMEBODY, clock.now()),
        "resolution": Resolution.objects.filter(post=post).first() if resolved else None,
        "top": root.pk if root else 0,
        "DEPTH": DEPTH_AT_MOST,
    }


def _render(post: Post, tree: Outline, number: int, audience: Audience, root: Comment | None) -> TreePage:
    rows, shared = _rows(post, tree.pages[number - 1]), _shared(post, audience, root)
    template = get_template("comments/_comment.html")
    pieces: list[Piece] = []
    opened: list[Open] = []
    for comment in rows:
        moves = _move_to(comment.depth, opened)
        above = opened[-1].id if opened else None
        folds = len(opened) < FOLDS_TO
        opened.append(Open(comment.depth, comment.pk, "</details></li>" if folds else "</li>"))
        text = comment.status == CommentStatus.PUBLISHED or (
            audience == Audience.CURATOR and comment.status == CommentStatus.HIDDEN
        )
        own = {
            "c": comment,
            "text": text,
            "grown": _grown(comment, audience),
            "level": len(opened),
            "is_under": above == comment.parent_id,
        }
        html = template.render(shared | own | {"folds": folds, "below": tree.below.get(comment.pk, 0)})
        head, *parts = html.split(MARK)
        folded = comment.pk in tree.folded and comment.pk != shared["top"]
        until = way_back_until(comment)
        pieces.append(Piece(comment.pk, comment.author_id, comment.depth, folded, until, moves + head, *parts))
    if pieces:
        closing = "".join(one.closing + "</ol>" for one in reversed(opened))
        pieces[-1] = pieces[-1]._replace(after=pieces[-1].after + closing)
    return TreePage(pieces, _branches(rows, tree, root), number, len(tree.pages), tree.newest)


def _grown(comment: Comment, audience: Audience) -> Post | None:
    """The discussion that a comment grew into, where its title is for this audience."""
    grown = comment.grew_into
    open_to_all = grown is not None and (grown.visibility == Visibility.PUBLIC or audience != Audience.PUBLIC)
    return grown if grown is not None and open_to_all and grown.status in READABLE else None


def _branches(rows: Iterable[Comment], tree: Outline, root: Comment | None) -> list[Branch]:
    """The outline of a page: what answers the discussion itself."""
    first = [one for one in rows if one.parent_id is None and one.status == CommentStatus.PUBLISHED and root is None]
    return [
        Branch(one.pk, one.author_name, Truncator(one.excerpt).chars(WORDS_IN_OUTLINE), tree.below.get(one.pk, 0))
        for one in first
    ]


def _move_to(depth: int, opened: list[Open]) -> str:
    """The tags between one comment and the next: close what is not above it, and open its list or go on in it."""
    closings: list[str] = []
    while opened and opened[-1].depth >= depth:
        closings.append(opened.pop().closing)
    if not closings:
        return "<ol>" if opened else '<ol class="tree" role="list">'
    # the last list that was closed stays open where the comment is its next item
    return "</ol>".join(closings)
