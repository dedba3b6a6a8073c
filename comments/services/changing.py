"""A comment changes: edited, taken back, removed; hidden and shown again by a curator."""

from django.db import transaction

from comments import rules
from comments.models import BODY_LENGTH, Comment, CommentRevision, CommentStatus, ReplyDraft, Resolution
from comments.services.counting import count_again, say_whether_answered
from comments.services.errors import EditConflict, NotTheirs, Suspended
from comments.services.telling import tell_newly_mentioned
from kit import clock
from kit.markdown import render
from kit.visitors import changes_lists
from members.models import Member
from members.rules import may_write, viewer_for
from members.selectors import known_usernames
from notifications.services import withdraw
from posts.models import Post
from posts.services.pictures import pictures_to_show
from posts.services.thread import claim_thread, mark_for_scoring


@changes_lists
@transaction.atomic
def edit_comment(*, editor: Member, comment: Comment, body: str, version: int) -> Comment:
    """Say it differently; what it said before is kept as a revision.

    Raises NotTheirs, Suspended, TooDeep, or EditConflict when it was changed since `version`.
    """
    _claimed, current = _claim(comment)
    if not rules.may_edit(viewer_for(editor), current):
        raise NotTheirs
    if not may_write(editor, clock.now()):
        raise Suspended
    if current.version != version:
        raise EditConflict(current)
    if current.body == body:
        return current
    CommentRevision.objects.create(comment=current, version=current.version, body=current.body)
    shown = say(current, body)
    current.pictures.set(pictures_to_show(author=editor, keys=shown))
    current.version += 1
    current.edited_at = clock.now()
    current.save(update_fields=["body", "html", "html_version", "excerpt", "version", "edited_at"])
    if current.released_at:
        mark_for_scoring(post_ids=[current.post_id])
        if current.status == CommentStatus.PUBLISHED:
            tell_newly_mentioned(current)
    return current


def say(comment: Comment, body: str) -> tuple[str, ...]:
    """Set the columns that hold the words; the keys of the pictures that they show."""
    rendered = render(body, people=known_usernames)
    comment.body = body
    comment.html, comment.excerpt, comment.html_version = rendered.html, rendered.excerpt, rendered.version
    return rendered.pictures


def _claim(comment: Comment) -> tuple[Post, Comment]:
    """The discussion's row first, then the comment as it is now; where that was moved meanwhile, its new discussion."""
    post_id = comment.post_id
    while True:
        post = claim_thread(post_id=post_id)
        current = Comment.objects.select_for_update(of=("self",)).select_related("author", "post").get(pk=comment.pk)
        if current.post_id == post.pk:
            return post, current
        post_id = current.post_id


@changes_lists
@transaction.atomic
def take_back_comment(*, member: Member, comment: Comment) -> ReplyDraft:
    """Undo a reply nobody was told of; its words go back into the box. Raises NotTheirs when it is too late."""
    post, current = _claim(comment)
    if not rules.can_take_back(viewer_for(member), current, clock.now()):
        raise NotTheirs
    draft, made = ReplyDraft.objects.get_or_create(
        member=member,
        post=post,
        parent_id=current.parent_id,
        defaults={"body": current.body, "saved_at": clock.now()},
    )
    if not made and draft.body != current.body:  # begun meanwhile: it stands below
        draft.body = f"{current.body}\n\n{draft.body}"[:BODY_LENGTH]
        draft.saved_at, draft.version, draft.window = clock.now(), draft.version + 1, ""
        draft.expires_at = None
        draft.save(update_fields=["body", "saved_at", "version", "window", "expires_at"])
    _remove(post, current)
    return draft


@changes_lists
@transaction.atomic
def remove_comment(*, member: Member, comment: Comment) -> None:
    """Take one's own words away; whatever answered them stays, under a place without text. Raises NotTheirs."""
    post, current = _claim(comment)
    if not rules.may_remove(viewer_for(member), current):
        raise NotTheirs
    _remove(post, current)


def _remove(post: Post, comment: Comment) -> None:
    comment.status = CommentStatus.REMOVED
    # no page can show by mistake what is not there any more
    comment.html = comment.excerpt = ""
    comment.save(update_fields=["status", "html", "excerpt"])
    _follow(post, comment)


@changes_lists
@transaction.atomic
def hide_comment(*, comment_id: int) -> None:
    """A curator's decision (curation keeps who and why): the words are for their author and curators alone."""
    _set_status(comment_id, {CommentStatus.PUBLISHED, CommentStatus.HELD}, CommentStatus.HIDDEN)


@changes_lists
@transaction.atomic
def restore_comment(*, comment_id: int, to: CommentStatus = CommentStatus.PUBLISHED) -> None:
    """What was hidden or held is published (again), or waits as it did before it was hidden."""
    _set_status(comment_id, {CommentStatus.HIDDEN, CommentStatus.HELD}, to)


def _set_status(comment_id: int, sources: set[CommentStatus], target: CommentStatus) -> None:
    post, comment = _claim(Comment.objects.get(pk=comment_id))
    if comment.status not in sources:
        return
    comment.status = target
    comment.save(update_fields=["status"])
    _follow(post, comment)


def _follow(post: Post, comment: Comment) -> None:
    """Everything that follows from words going or coming back."""
    if comment.status != CommentStatus.PUBLISHED:
        answered = Resolution.objects.filter(comment=comment)
        gone = [f"resolution:{post_id}" for post_id in answered.values_list("post_id", flat=True)]
        withdraw(subjects=[f"comment:{comment.pk}", *gone])
        if comment.status == CommentStatus.REMOVED:
            answered.delete()
    count_again(post)
    say_whether_answered(post)
    if comment.released_at:
        mark_for_scoring(post_ids=[post.pk, *where_they_spoke_later(comment)])


def where_they_spoke_later(comment: Comment) -> list[int]:
    """Discussions in which its author spoke later that day: a fact counts less the more came before it on its day."""
    that_day = Comment.objects.filter(author_id=comment.author_id, local_day=comment.local_day)
    later = that_day.filter(author__isnull=False, created_at__gte=comment.created_at)
    return list(later.values_list("post_id", flat=True).distinct())
