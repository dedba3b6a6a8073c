"""Who is told that a discussion began: the mentioned, whoever follows its author, whoever follows one of its tags."""

from kit.markdown import MAX_MENTIONS, TooDeep, render
from members.models import Member
from members.selectors import followers_of, known_usernames
from notifications.selectors import told_of
from notifications.services import Message, notify
from posts.models import Post, WatchLevel
from posts.selectors import tag_followers, watching


def tell_of_release(post: Post) -> None:
    """Each person once, for the nearest reason. The Hallway is told of to nobody but the mentioned."""
    if post.author is None:
        return
    told = _muted(post) | {post.author.pk}
    reasons = [("mention", mentioned(post.body))]
    if not post.is_hallway:
        reasons += [("started", followers_of(post.author.pk)), ("tagged", tag_followers(post))]
    for kind, people in reasons:
        notify(recipients=people - told, message=_message(post, kind), actor=post.author)
        told |= people


def tell_newly_mentioned(post: Post) -> None:
    """An edit mentions somebody: they are told once, and no discussion tells more than ten."""
    if post.author is None or not (people := mentioned(post.body)):
        return
    known = told_of(f"post:{post.pk}")
    fresh = still_mentionable(people - _muted(post), known)
    notify(recipients=fresh, message=_message(post, "mention"), actor=post.author)


def mentioned(body: str) -> set[int]:
    """The first ten people named in a text, as far as they exist. Every member may read what one of them may."""
    if "@" not in body:
        return set()
    try:
        names = render(body, people=known_usernames).mentions[:MAX_MENTIONS]
    except TooDeep:  # written under an older bound
        return set()
    return set(Member.objects.active().filter(username__in=names).values_list("pk", flat=True))


def still_mentionable(people: set[int], known: dict[int, str]) -> list[int]:
    """Those of `people` whom nothing has told of these words yet, up to ten with those whom a mention has told."""
    room = MAX_MENTIONS - sum(kind == "mention" for kind in known.values())
    return sorted(people - set(known))[: max(0, room)]


def _muted(post: Post) -> set[int]:
    return {member for member, level in watching(post.pk).items() if level == WatchLevel.MUTED}


def _message(post: Post, kind: str) -> Message:
    return Message(
        kind=kind,
        title=post.title,
        quote=post.excerpt,
        url=post.get_absolute_url(),
        subject=f"post:{post.pk}",
        thread=f"post:{post.pk}",
    )
