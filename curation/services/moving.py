"""A comment grows into a discussion, a branch moves, a discussion is merged into another.

These acts stand here, above all that hangs on a comment, because everything follows in one transaction: kept lines and
marks, reports, the log, notices. An author who grows their own comment comes through here too. The discussions are
claimed first, in the order of their ids; whoever comes second finds what the first did. Everything can be put back for
a day (`undoing`), and whoever was in the branch is told once, quietly, when the take-back is over.
"""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from comments.models import Comment
from comments.selectors import branch_ids, company
from comments.services import fold_thread, lift_comment, move_branch
from comments.services.errors import ParentGone
from curation import rules
from curation.models import Action, ModeratorAction, Move, MoveKind
from curation.services.errors import NotMovable, NotYours
from curation.services.following import branch_follows, readers_follow, words_follow
from curation.services.moderating import checked, log, tell
from kit import clock
from kit.visitors import changes_lists
from members.models import Member
from members.rules import may_write, viewer_for
from posts.models import Post
from posts.services.moving import Opening, start_grown
from posts.services.thread import claim_threads


@changes_lists
@transaction.atomic
def grow(*, actor: Member, comment: Comment, title: str, kind: str, tags: Sequence[str], reason: str = "") -> Post:
    """Make a comment, with its branch, a discussion of its own. Where that was done before, it is that discussion.

    Out of the Hallway only the author carries it, and only their own words. Raises NotYours, NotMovable, ReasonMissing,
    and what posts.services raise for words that are no discussion.
    """
    source, comment = _claimed(comment)
    if comment.grew_into:
        return comment.grew_into
    if not rules.may_grow(viewer_for(actor), comment) or not may_write(actor, clock.now()):
        raise NotYours
    own = rules.is_own(actor, comment)
    reason = "" if own else checked(actor, reason)
    target = start_grown(out_of=source, opening=_opening(comment), kind=kind, title=title, tags=tags)
    below = company(branch_ids(comment)[1:], post_id=source.pk)
    stays = source.is_hallway
    act = None if own else log(actor, Action.GROW, source, comment, reason, None)
    move = _write_down(
        MoveKind.GROW, actor, act, comment, source, target, stayed=stays, version=target.version,
        replies=0 if stays else below.comments, people=0 if stays else below.people,
    )  # fmt: skip
    lift_comment(comment=comment, into=target, with_replies=not stays)
    branch_follows(source, target)
    words_follow((source, comment), (target, None))
    readers_follow(move, [] if stays else below.members)
    if move.act:
        said = {"title": target.title}
        tell(move.act, _("A curator made your comment a discussion of its own: “%(title)s”. Here is why") % said)
    return Post.objects.select_related("author", "byline").get(pk=target.pk)


def _claimed(comment: Comment) -> tuple[Post, Comment]:
    """The discussion it stands in, claimed, and the comment as it is then."""
    post_id = comment.post_id
    while True:
        post = claim_threads(post_ids=[post_id])[post_id]
        people = ("author", "byline", "grew_into")
        current = Comment.objects.select_related(*people).get(pk=comment.pk)
        if current.post_id == post.pk:
            return post, current
        post_id = current.post_id


def _opening(comment: Comment) -> Opening:
    return Opening(
        author=comment.author,
        byline=comment.byline,
        body=comment.body,
        origin=comment.origin,
        by_staff=comment.by_staff,
        written_at=comment.created_at,
        local_day=comment.local_day,
    )


def _write_down(
    kind: MoveKind,
    actor: Member,
    act: ModeratorAction | None,
    comment: Comment,
    source: Post,
    target: Post,
    **details: object,
) -> Move:
    now = clock.now()
    return Move.objects.create(
        kind=kind, actor=actor, act=act, comment=comment, source=source, target=target, at=now, **details
    )


@changes_lists
@transaction.atomic
def move(*, curator: Member, comment: Comment, to: Post, under: Comment | None = None, reason: str) -> Move:
    """Put a branch into another discussion, or below another comment.

    Raises NotACurator, ReasonMissing or NotMovable.
    """
    reason = checked(curator, reason)
    here = Comment.objects.values_list("post_id", flat=True).get(pk=comment.pk)
    places = claim_threads(post_ids=[here, to.pk])
    source, target = places[here], places[to.pk]
    comment = Comment.objects.select_related("author", "byline", "parent").get(pk=comment.pk)
    if comment.post_id != source.pk:
        raise NotMovable(_("Somebody moved it a moment ago. Look where it is now."))
    if problem := rules.why_not_moved(comment, source, target, under):
        raise NotMovable(problem)
    below = company(branch_ids(comment)[1:], post_id=source.pk)
    act = log(curator, Action.MOVE, target, comment, reason, None)
    moved = _write_down(
        MoveKind.MOVE, curator, act, comment, source, target,
        parent=comment.parent, replies=below.comments, people=below.people, version=comment.version,
    )  # fmt: skip
    try:
        move_branch(comment=comment, to=target, under=under)
    except ParentGone as error:
        raise NotMovable(_("The comment you chose is gone, or stands in this very branch.")) from error
    branch_follows(source, target)
    readers_follow(moved, [*below.members, *([comment.author_id] if comment.author_id else [])])
    if act.member_id:
        tell(act, _("A curator moved your comment to “%(title)s”. Here is why") % {"title": target.title})
    return moved


@changes_lists
@transaction.atomic
def merge(*, curator: Member, post: Post, into: Post, reason: str) -> Move:
    """Make a discussion a comment of another one, with its comments below.

    Raises NotACurator, ReasonMissing, NotMovable or TooDeep.
    """
    reason = checked(curator, reason)
    places = claim_threads(post_ids=[post.pk, into.pk])
    source, target = places[post.pk], places[into.pk]
    body = rules.as_comment(source)
    if problem := rules.why_not_merged(source, target, body):
        raise NotMovable(problem)
    all_of_it = company(post_id=source.pk)
    act = log(curator, Action.MERGE, source, None, reason, None)
    opening = fold_thread(post=source, into=target, body=body)
    moved = _write_down(
        MoveKind.MERGE, curator, act, opening, source, target,
        replies=all_of_it.comments, people=all_of_it.people, was=source.status, version=opening.version,
    )  # fmt: skip
    branch_follows(source, target)
    words_follow((source, None), (target, opening))
    readers_follow(moved, all_of_it.members)
    if act.member_id:
        tell(act, _("A curator merged your discussion into “%(title)s”. Here is why") % {"title": target.title})
    return moved
