"""The tree as HTML: what every reader of an audience sees alike is made once and kept; what is one member's own is
joined in between. A flat list opens and closes nested lists, so depth costs nothing and nothing recurses."""

import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.cache import cache
from django.db.models import Func, IntegerField
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from comments.models import DEPTH_AT_MOST, Comment, CommentStatus, Resolution
from comments.outline import Spot, in_order, in_pages, standing
from comments.rules import may_resolve
from kit import clock
from kit.markdown import RENDERER_VERSION
from kit.visitors import names_version
from members.rules import Audience, Viewer
from posts.models import AnsweredState, Post
from posts.rules import may_comment

KEEP_S = 86_400
LAYOUT = 2  # raise it when the templates give other HTML
SOMEBODY = Viewer(id=-1)
# no text of a member can hold it, since nobody knows it
MARK = f"<!--{secrets.token_hex(8)}-->"


class Piece(NamedTuple):
    """One comment's part of the page. Between `before` and `after` comes `theirs`, or `own` for its author."""

    id: int
    author_id: int | None
    before: str
    theirs: str
    own: str
    after: str


@dataclass(frozen=True, slots=True)
class TreePage:
    pieces: list[Piece]
    number: int
    last: int


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
        return TreePage([], 1, 1)
    branch = root.pk if root else 0
    stamp = f"{post.pk}:{post.thread_version}:{branch}:{sort}"
    if at is None:
        kept: TreePage | None = cache.get(_key(stamp, viewer.audience, post, number))
        if kept is not None:
            return kept
    pages = _pages(stamp, post, sort, root)
    if at is not None:
        number = next((place for place, ids in enumerate(pages, 1) if at in ids), number)
    number = min(max(number, 1), len(pages))
    key = _key(stamp, viewer.audience, post, number)
    known: TreePage | None = cache.get(key) if at is not None else None
    if known is not None:
        return known
    page = TreePage(_render(post, pages[number - 1], viewer.audience, root), number, len(pages))
    cache.set(key, page, KEEP_S)
    return page


def _key(stamp: str, audience: Audience, post: Post, number: int) -> str:
    is_open = may_comment(post, SOMEBODY, clock.now())
    return (
        f"tree:{LAYOUT}.{RENDERER_VERSION}:{stamp}:{audience}:{number}:{get_language()}:{names_version()}:{is_open:d}"
    )


def _pages(stamp: str, post: Post, sort: str, root: Comment | None) -> list[list[int]]:
    key = f"outline:{LAYOUT}:{stamp}"
    pages: list[list[int]] | None = cache.get(key)
    if pages is None:
        pages = in_pages(in_order(standing(_spots(post, root)), sort))
        cache.set(key, pages, KEEP_S)
    return pages


def _spots(post: Post, root: Comment | None) -> Iterable[Spot]:
    rows = Comment.objects.filter(post=post).in_reading_order()
    if root is not None:
        rows = rows.below(root.path)
    shown = (CommentStatus.PUBLISHED, CommentStatus.HIDDEN)
    top = root.pk if root else 0
    for pk, path, score, status, weight in rows.values_list("pk", "path", "score", "status", Bytes("html")):
        yield Spot(pk, path, score, status in shown or pk == top, weight)


def _render(post: Post, ids: list[int], audience: Audience, root: Comment | None) -> list[Piece]:
    people = ("author", "byline", "parent", "parent__author", "parent__byline")
    wanted = Comment.objects.filter(pk__in=ids).select_related(*people).defer("body", "parent__body", "parent__html")
    found = wanted.in_bulk()
    rows = [found[pk] for pk in ids if pk in found]
    resolution = Resolution.objects.filter(post=post).first() if post.answered_state == AnsweredState.RESOLVED else None
    template = get_template("comments/_comment.html")
    shared = {
        "mark": SafeString(MARK),
        "post": post,
        "sees_hidden": audience == Audience.CURATOR,
        "is_member": audience != Audience.PUBLIC,
        "is_open": may_comment(post, SOMEBODY, clock.now()),
        "resolution": resolution,
        "top": root.pk if root else 0,
        "DEPTH": DEPTH_AT_MOST,
    }
    pieces: list[Piece] = []
    opened: list[tuple[int, int]] = []  # depth and id of the comments whose list items stand open
    for comment in rows:
        moves = _move_to(comment.depth, opened)
        under = opened[-1][1] if opened else None
        opened.append((comment.depth, comment.pk))
        text = comment.status == CommentStatus.PUBLISHED or (
            audience == Audience.CURATOR and comment.status == CommentStatus.HIDDEN
        )
        html = template.render(
            shared | {"c": comment, "text": text, "level": len(opened), "is_under": under == comment.parent_id}
        )
        before, theirs, own, after = html.split(MARK)
        pieces.append(Piece(comment.pk, comment.author_id, moves + before, theirs, own, after))
    if pieces:
        pieces[-1] = pieces[-1]._replace(after=pieces[-1].after + "</li></ol>" * len(opened))
    return pieces


def _move_to(depth: int, opened: list[tuple[int, int]]) -> str:
    """The tags between one comment and the next: close what is not above it, and open its list or go on in it."""
    closed = 0
    while opened and opened[-1][0] >= depth:
        opened.pop()
        closed += 1
    if not closed:
        return "<ol>" if opened else '<ol class="tree" role="list">'
    # the last list that was closed stays open where the comment is its next item
    return "</li></ol>" * (closed - 1) + "</li>"


def join(viewer: Viewer, post: Post, page: TreePage, marked: Collection[int]) -> SafeString:
    """The page as this viewer sees it."""
    answer = (
        get_template("comments/_answer.html").render({"mark": SafeString(MARK)}) if may_resolve(viewer, post) else ""
    )
    out: list[str] = []
    for piece in page.pieces:
        out.append(piece.before)
        if viewer.id is not None and piece.author_id == viewer.id:
            out.append(piece.own)
        else:
            out.append(_pressed(piece.theirs) if piece.id in marked else piece.theirs)
            if answer and piece.theirs:
                out.append(answer.replace(MARK, str(piece.id)))
        out.append(piece.after)
    return SafeString("".join(out))


def _pressed(theirs: str) -> str:
    return theirs.replace('aria-pressed="false"', 'aria-pressed="true"').replace('value="yes"', 'value="no"')
