"""Branches change their place: a comment grows into a discussion, a branch moves, a discussion becomes a comment; and
back. Ids, authors, times and the order among siblings stay. Called inside the caller's transaction, because what
follows on higher floors (kept lines, reports, the log) belongs to the same act."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from comments.models import Comment, CommentRevision, CommentStatus, ReplyDraft
from comments.selectors import branch_ids, is_in_branch
from comments.services.changing import say, where_they_spoke_later
from comments.services.counting import count_again, say_whether_answered
from comments.services.errors import ParentGone
from comments.services.marks import marks_copied, marks_follow
from comments.services.placing import place_branches
from comments.services.publishing import set_place
from kit import clock
from kit.markdown import render
from members.selectors import known_usernames
from posts.models import Post
from posts.services.moving import addresses_follow, leave_address, take_address_back
from posts.services.thread import claim_thread, mark_for_scoring


def lift_comment(*, comment: Comment, into: Post, with_replies: bool) -> int:
    """Its words are the opening of `into` now, and its replies (unless they stay) the comments there. A place without
    words stays behind and says where they went. Returns how many comments went along."""
    Comment.objects.filter(pk=comment.pk).update(status=CommentStatus.GROWN, grew_into=into)
    into.pictures.set(comment.pictures.all())
    moved = 0
    if with_replies and Comment.objects.filter(parent=comment).update(parent=None, post=into):
        moved = place_branches(tops="post_id", of=into.pk, under=None, post_id=into.pk)
        marks_copied(source=comment.post_id, target=into.pk, ids=_ids_in(into))
    _drafts_follow(comment.post_id, into.pk, about=comment.pk, to=None)
    _settle([comment.post_id, into.pk], [comment])
    return moved


def put_back_comment(*, comment: Comment, out_of: Post, body: str) -> int:
    """The opening of `out_of` is a comment again, and whatever was said there since stands below it.

    Where the words were changed meanwhile, the old ones become a revision. Returns how many comments came back.
    """
    Comment.objects.filter(pk=comment.pk).update(status=CommentStatus.PUBLISHED, grew_into=None)
    _say_anew(comment, body, out_of)
    moved, ids = 0, _ids_in(out_of)
    if Comment.objects.filter(post=out_of, parent=None).update(parent=comment, post=comment.post_id):
        moved = place_branches(tops="parent_id", of=comment.pk, under=comment, post_id=comment.post_id)
    marks_follow(source=out_of.pk, target=comment.post_id, ids=ids)
    leave_address(post=out_of, to=comment.post, as_comment=comment.pk)
    _drafts_follow(out_of.pk, comment.post_id, about=None, to=comment.pk)
    _settle([comment.post_id, out_of.pk], [comment])
    return moved


def move_branch(*, comment: Comment, to: Post, under: Comment | None) -> int:
    """Put a comment with all that answers it into `to`, below `under` or the discussion itself; how many moved.

    Raises ParentGone where `under` is not there, or stands in the branch itself.
    """
    if under is not None:
        found = Comment.objects.filter(pk=under.pk, post=to).exclude(status=CommentStatus.GROWN).first()
        if found is None or is_in_branch(found, comment):
            raise ParentGone
        under = found
    source, ids = comment.post_id, branch_ids(comment)
    Comment.objects.filter(pk=comment.pk).update(parent=under, post=to)
    moved = place_branches(tops="id", of=comment.pk, under=under, post_id=to.pk)
    if source != to.pk:
        marks_follow(source=source, target=to.pk, ids=ids)
    _drafts_follow(source, to.pk, about=comment.pk, to=comment.pk)
    _settle({source, to.pk}, [])
    return moved


def fold_thread(*, post: Post, into: Post, body: str) -> Comment:
    """A discussion becomes a comment of another one, by the same author, with its comments below; its address leads
    there. `body` is its words as a comment says them. Raises TooDeep."""
    rendered = render(body, people=known_usernames)
    opening = Comment.objects.create(
        post=into,
        author=post.author,
        byline=post.byline,
        body=body,
        html=rendered.html,
        excerpt=rendered.excerpt,
        html_version=rendered.version,
        created_at=post.published_at or post.created_at,
        released_at=post.released_at,
        origin=post.origin,
        local_day=post.local_day,
        by_staff=post.by_staff,
    )
    opening.pictures.set(post.pictures.all())
    _stand(opening)
    marks_follow(source=post.pk, target=into.pk, ids=_ids_in(post))
    if Comment.objects.filter(post=post, parent=None).update(parent=opening, post=into):
        place_branches(tops="parent_id", of=opening.pk, under=opening, post_id=into.pk)
    leave_address(post=post, to=into, as_comment=opening.pk)
    _drafts_follow(post.pk, into.pk, about=None, to=opening.pk)
    _settle([post.pk, into.pk], [opening])
    return opening


def unfold_thread(*, opening: Comment, post: Post, status: str, changed: bool) -> int:
    """The opposite of folding. `opening` stays as an old address of the discussion's words, which they take along where
    they were `changed`; how many comments came back."""
    source = opening.post_id
    body = opening.body if changed else post.body
    if changed:
        post.pictures.set(opening.pictures.all())
    take_address_back(post=post, status=status, body=body, editor=opening.author)
    Comment.objects.filter(pk=opening.pk).update(status=CommentStatus.GROWN, grew_into=post, post=post, parent=None)
    Comment.objects.filter(parent=opening).update(parent=None, post=post)
    moved = place_branches(tops="post_id", of=post.pk, under=None, post_id=post.pk)
    marks_follow(source=source, target=post.pk, ids=_ids_in(post))
    _drafts_follow(source, post.pk, about=opening.pk, to=None)
    _settle([source, post.pk], [opening])
    return moved - 1


def _ids_in(post: Post) -> list[int]:
    return list(Comment.objects.filter(post=post).values_list("pk", flat=True))


def _stand(comment: Comment) -> None:
    set_place(comment, None)
    Comment.objects.filter(pk=comment.pk).update(path=comment.path, depth=comment.depth)


def _say_anew(comment: Comment, body: str, said_in: Post) -> None:
    if comment.body == body:
        return
    CommentRevision.objects.create(comment=comment, version=comment.version, body=comment.body)
    say(comment, body)
    comment.pictures.set(said_in.pictures.all())
    comment.version, comment.edited_at = comment.version + 1, clock.now()
    comment.save(update_fields=["body", "html", "html_version", "excerpt", "version", "edited_at"])


def _drafts_follow(source: int, target: int, *, about: int | None, to: int | None) -> None:
    """Unfinished replies go with what they answer. Of two that would stand in one place the one there stays."""
    if source != target:
        ReplyDraft.objects.filter(post=source, parent__post=target).update(post=target)
    if about != to:
        taken = ReplyDraft.objects.filter(member=OuterRef("member"), post=target, parent=to)
        own = ReplyDraft.objects.filter(parent=about) if about else ReplyDraft.objects.filter(post=source, parent=None)
        own.filter(~Exists(taken)).update(post=target, parent=to)


def _settle(post_ids: Iterable[int], counted_anew: Iterable[Comment]) -> None:
    """Everything that both discussions say about their comments. `counted_anew` are comments that are a fact now or
    are none any more: what their authors said later that day weighs another share."""
    wanted = set(post_ids)
    for post_id in sorted(wanted):
        post = claim_thread(post_id=post_id)
        here = Comment.objects.filter(post=post)
        grown = here.filter(grew_into__isnull=False).exclude(grew_into=post).values_list("grew_into", flat=True)
        addresses_follow(
            post=post,
            openings=Post.objects.merged().filter(moved_as__in=here.values("pk")),
            grown=Post.objects.numbers_of(list(grown)),
        )
        count_again(post)
        say_whether_answered(post)
    later = {post_id for comment in counted_anew for post_id in where_they_spoke_later(comment)}
    mark_for_scoring(post_ids=sorted(wanted | later))
