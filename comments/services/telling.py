"""Who is told of a comment: whoever it answers or mentions, and whoever follows its discussion."""

from collections.abc import Iterator

from comments.models import Comment, Intent
from comments.paths import ids_of
from notifications.selectors import told_of
from notifications.services import Message, notify
from posts.models import WatchLevel
from posts.rules import READABLE
from posts.selectors import tag_muters, watching
from posts.services.telling import mentioned, still_mentionable


def tell(comment: Comment) -> None:
    """Each person once, for the nearest reason: answered, mentioned, following. Who has muted the discussion hears of
    nothing. Costs the same however many follow."""
    if comment.author is None or comment.post.status not in READABLE:
        return
    levels = watching(comment.post_id)
    told = {member for member, level in levels.items() if level == WatchLevel.MUTED}
    for kind, people, branch in _reasons(comment):
        notify(recipients=people - told, message=_message(comment, kind, branch), actor=comment.author)
        told |= people
    following = {member for member, level in levels.items() if level == WatchLevel.FOLLOW} - told
    if following := following - tag_muters(comment.post_id):
        message = _message(comment, "followed", _branch(comment))
        notify(recipients=following, message=message, actor=comment.author, branches=_own_branches(comment))


def tell_newly_mentioned(comment: Comment) -> None:
    """An edit mentions somebody: they are told once, and no comment tells more than ten."""
    if comment.author is None or comment.post.status not in READABLE or not (people := mentioned(comment.body)):
        return
    muted = {member for member, level in watching(comment.post_id).items() if level == WatchLevel.MUTED}
    fresh = still_mentionable(people - muted, told_of(f"comment:{comment.pk}"))
    message = _message(comment, "mention", f"post:{comment.post_id}")
    notify(recipients=fresh, message=message, actor=comment.author)


def _reasons(comment: Comment) -> Iterator[tuple[str, set[int], str]]:
    """The kind of notice, whom it is for, and the branch in which such notices become one."""
    thread = f"post:{comment.post_id}"
    tried = comment.intent == Intent.TRIED
    if comment.parent is not None:
        yield "tried" if tried else "reply", {comment.parent.author_id or 0} - {0}, f"comment:{comment.parent_id}"
    yield "mention", mentioned(comment.body), thread
    if comment.parent is None:
        kind = "answer" if comment.post.kind == "question" else "comment"
        yield "tried" if tried else kind, {comment.post.author_id or 0} - {0}, thread


def _branch(comment: Comment) -> str:
    """Where those who follow find it: the branch that hangs under the discussion itself."""
    return f"comment:{ids_of(comment.path)[0]}" if comment.parent_id else f"post:{comment.post_id}"


def _own_branches(comment: Comment) -> dict[int, str]:
    """For whoever wrote above it, the nearest of their own words."""
    above = Comment.objects.filter(pk__in=ids_of(comment.path)[:-1]).order_by("depth")
    return {author: f"comment:{pk}" for author, pk in above.values_list("author_id", "pk") if author}


def _message(comment: Comment, kind: str, branch: str) -> Message:
    return Message(
        kind=kind,
        title=comment.post.title,
        quote=comment.excerpt,
        url=comment.get_absolute_url(),
        subject=f"comment:{comment.pk}",
        thread=f"post:{comment.post_id}",
        branch=branch,
    )
