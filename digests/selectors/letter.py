"""A member's letter in words. Whatever it names is read here and now through the eyes of its reader; what they may not
open this second, or have asked to hear nothing of since it was planned, is not in it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from comments.models import Comment
from digests.models import CuratorNote
from digests.selectors.choosing import Item
from digests.selectors.unwanted import Unwanted, unwanted
from learning.models import Takeaway
from members.models import Member
from members.rules import Viewer, viewer_for
from notifications.models import Notice
from notifications.selectors.lines import lines
from posts.models import Post, Tag

SUBJECT_LENGTH = 110


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a letter: what happened or its title, somebody's words from it, and where to go."""

    title: str
    url: str
    answer_url: str
    why: str = ""
    quote: str = ""
    quoted: str = ""
    kind: str = ""
    kind_label: str = ""


@dataclass(frozen=True, slots=True)
class Learned:
    """One shared line, whole, with whose it is and where it comes from."""

    text: str
    name: str
    source: str
    url: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A member's letter."""

    member: Member
    period: str
    note: CuratorNote | None
    learned: Learned | None
    personal: tuple[Entry, ...]
    worth: tuple[Entry, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.personal or self.worth)

    @property
    def subject(self) -> str:
        """The strongest thing that happened to the reader, else the best title, and how much more there is."""
        entries = [*self.personal, *self.worth]
        if not entries:
            return _("Your letter")
        first, more = _short(entries[0].title), len(entries) - 1
        return _("%(first)s, and %(more)d more") % {"first": first, "more": more} if more else first


def letter(member: Member, period: str, items: list[Item]) -> Letter:
    """The letter that these items make for `member` at this moment."""
    viewer, refused = viewer_for(member), unwanted([member.pk])[member.pk]
    return Letter(
        member=member,
        period=period,
        note=_note(items),
        learned=_learned(viewer, items, refused),
        personal=tuple(_personal(viewer, items)),
        worth=tuple(_worth(viewer, items, refused)),
    )


def _short(title: str) -> str:
    line = " ".join(title.split())
    return line if len(line) <= SUBJECT_LENGTH else f"{line[: SUBJECT_LENGTH - 1].rstrip()}…"


def _ids(items: list[Item], section: str, name: str) -> list[int]:
    return [item[name] for item in items if item["in"] == section]


def _note(items: list[Item]) -> CuratorNote | None:
    return CuratorNote.objects.filter(pk__in=_ids(items, "note", "note")).select_related("author").first()


def _learned(viewer: Viewer, items: list[Item], refused: Unwanted) -> Learned | None:
    lines = Takeaway.objects.visible_to(viewer).shared().filter(pk__in=_ids(items, "learned", "line"))
    lines = lines.filter(member__is_active=True, post__in=Post.objects.released().outside_hallway().values("pk"))
    lines = lines.select_related("member", "post", "comment")
    line = lines.prefetch_related("post__tags").first()  # type: ignore[misc]  # taggit's own manager
    if line is None or refused.holds(line.post_id, _tags(line.post), line.member_id, line.credited_id):
        return None
    source = line.comment.get_absolute_url() if line.comment else line.post.get_absolute_url()
    return Learned(line.text, line.member.name, line.post.title, source)


def _personal(viewer: Viewer, items: list[Item]) -> list[Entry]:
    """What happened to the reader; its words come from the thing itself, not from the notice that told of it."""
    wanted = _ids(items, "you", "notice")
    if not wanted:
        return []
    notices = Notice.objects.filter(pk__in=wanted, recipient_id=viewer.id).select_related("latest")
    found = {line.notice.pk: line for line in lines(notices)}
    subjects = [line.subject for line in found.values()]
    words = _comment_words(viewer, subjects) | _line_words(viewer, subjects)
    entries = []
    for line in (found[pk] for pk in wanted if pk in found):
        if line.subject in words:
            quote, about = words[line.subject]
            url, answer_url = about.get_absolute_url(), _answer_url(about)
            entries.append(Entry(line.text, url, answer_url, quote=quote, quoted=line.name))
    return entries


def _answer_url(about: Post | Comment) -> str:
    """Where its reply box is: under a discussion, or on the page that answers a comment."""
    if isinstance(about, Comment):
        return reverse("comments:reply", args=[about.pk])
    return f"{about.get_absolute_url()}#reply"


def _numbers(subjects: list[str], kind: str) -> list[int]:
    return [int(number) for name, _colon, number in (s.partition(":") for s in subjects) if name == kind]


def _comment_words(viewer: Viewer, subjects: list[str]) -> dict[str, tuple[str, Post | Comment]]:
    spoken = Comment.objects.quotable_by(viewer).released().filter(pk__in=_numbers(subjects, "comment"))
    spoken = spoken.filter(post__in=Post.objects.outside_hallway().values("pk")).defer("body", "html")
    return {f"comment:{one.pk}": (one.excerpt, one) for one in spoken}


def _line_words(viewer: Viewer, subjects: list[str]) -> dict[str, tuple[str, Post | Comment]]:
    lines = Takeaway.objects.visible_to(viewer).exclude(visibility="private")
    open_to = Post.objects.listed_for(viewer).outside_hallway()
    lines = lines.filter(pk__in=_numbers(subjects, "takeaway"), post__in=open_to.values("pk"))
    return {
        f"takeaway:{line.pk}": (line.text, line.comment or line.post)
        for line in lines.select_related("comment", "post")
    }


def _tags(post: Post) -> tuple[str, ...]:
    return tuple(tag.slug for tag in post.tags.all())


def _worth(viewer: Viewer, items: list[Item], refused: Unwanted) -> list[Entry]:
    wanted = {item["post"]: item for item in items if item["in"] == "worth"}
    if not wanted:
        return []
    spoken = Comment.objects.quotable_by(viewer).released().filter(post=OuterRef("pk"))
    spoken = spoken.exclude(author__in=[viewer.id, *refused.people])
    posts = Post.objects.listed_for(viewer).released().outside_hallway().filter(pk__in=wanted)
    posts = posts.with_all_a_card_shows()
    found = {
        post.pk: post
        for post in posts.annotate(best_comment=Subquery(spoken.order_by("-score", "-pk").values("pk")[:1]))
        if not refused.holds(post.pk, _tags(post), post.author_id)
    }
    comments = Comment.objects.quotable_by(viewer).select_related("author", "byline").defer("body", "html")
    quotes = comments.in_bulk([post.best_comment for post in found.values() if post.best_comment])  # type: ignore[attr-defined]
    why = _Whys(wanted.values())
    return [
        _entry(found[pk], quotes.get(found[pk].best_comment), why.say(item, found[pk]))  # type: ignore[attr-defined]
        for pk, item in wanted.items()
        if pk in found
    ]


def _entry(post: Post, quote: Comment | None, why: str) -> Entry:
    said = quote or post
    return Entry(
        title=post.title,
        url=post.get_absolute_url(),
        answer_url=_answer_url(post),
        why=why,
        quote=said.excerpt,
        quoted=said.author_name,
        kind=post.kind,
        kind_label=post.get_kind_display(),
    )


class _Whys:
    """Why each discussion is in the letter, in plain words; names are read once for all of them."""

    def __init__(self, items: Any) -> None:
        about = list(items)
        tags = [item["of"] for item in about if item["why"] == "tag"]
        people = [item["of"] for item in about if item["why"] == "person"]
        self._tags = dict(Tag.objects.filter(slug__in=tags).values_list("slug", "name"))
        self._people = dict(Member.objects.active().filter(pk__in=people).values_list("pk", "name"))

    def say(self, item: Item, post: Post) -> str:
        why, of = item["why"], item.get("of")
        if why == "tag" and of in self._tags:
            return _("because %(tag)s is one of your subjects") % {"tag": self._tags[of]}
        if why == "person" and of in self._people:
            return _("because %(name)s, with whom you have talked before, is in it") % {"name": self._people[of]}
        if why == "need" and post.answered_state == "waiting":
            return _("because nobody has answered it yet")
        if why == "voice":
            return _("a new voice here")
        if why == "keeper":
            return _("because people took something from it")
        return _("because people are talking there now")
