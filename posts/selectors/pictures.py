"""Who may see a picture: its owner, and whoever may read words that show it, asked anew each time.

Nothing is copied from the words to the picture, so what hides, removes, moves or narrows them needs no word here. Each
kind of words says for itself who reads it; those of higher rooms are registered by their app when it starts.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from members.rules import Viewer
from posts.models import Draft, Picture, PictureState, Post, Status
from posts.selectors.drafts import drafts_to_read


@dataclass(frozen=True, slots=True)
class Words:
    """A kind of words that pictures stand in.

    `shows(viewer, picture)`: whether the viewer may now read any that show it. `holds(pictures)`: the ids of those that
    are needed still, be it by an unfinished text.
    """

    shows: Callable[[Viewer, Picture], bool]
    holds: Callable[[Collection[Picture]], set[int]]


_kinds: dict[str, Words] = {}


def register_words(name: str, words: Words) -> None:
    """Let pictures be seen where `words` say so, and kept as long as they hold them."""
    if _kinds.setdefault(name, words) != words:
        raise ValueError(f"there are already words named {name}")


def picture_for(viewer: Viewer, key: str) -> Picture | None:
    """The picture, if `viewer` may see it now."""
    picture = Picture.objects.filter(key=key, state=PictureState.READY).first()
    if picture is None:
        return None
    own = viewer.id is not None and picture.owner_id == viewer.id
    return picture if own or any(words.shows(viewer, picture) for words in _kinds.values()) else None


def is_open_to_all(picture: Picture) -> bool:
    """Whether a visitor may see it, so that it may be kept on its way by whoever carries it."""
    return any(words.shows(Viewer(), picture) for words in _kinds.values())


def held(pictures: Collection[Picture]) -> set[int]:
    """The ids of those that any words, finished or not, still need."""
    return set().union(*(words.holds(pictures) for words in _kinds.values()))


def named_in(texts: Iterable[tuple[int, str]], pictures: Collection[Picture]) -> set[int]:
    """The ids of those whose addresses stand in a text (member, words) of their owner's."""
    written: dict[int, list[str]] = {}
    for member_id, text in texts:
        written.setdefault(member_id, []).append(text)
    return {
        picture.pk
        for picture in pictures
        if any(picture.key in text for text in written.get(picture.owner_id or 0, ()))
    }


def with_pictures(column: str = "body") -> Q:
    """Texts in which any address of a picture stands."""
    return Q(**{f"{column}__contains": "/pictures/"})


def _shows(viewer: Viewer, picture: Picture) -> bool:
    """`posts.rules.may_read_text` in SQL."""
    readable = Post.objects.visible_to(viewer).exclude(status=Status.REMOVED)
    return readable.filter(pictures=picture).exists()


def _holds(pictures: Collection[Picture]) -> set[int]:
    uses = Post.pictures.through.objects.filter(picture__in=pictures)
    return set(uses.exclude(post__status=Status.REMOVED).values_list("picture_id", flat=True))


def _shows_in_draft(viewer: Viewer, picture: Picture) -> bool:
    """Whoever was asked to read a draft of its owner's; the owner need not ask."""
    if viewer.id is None or picture.owner_id is None:
        return False
    asked = Draft.objects.filter(reader_id=viewer.id, member_id=picture.owner_id, body__contains=picture.key)
    return bool(drafts_to_read(viewer, list(asked.values_list("pk", flat=True))))


def _holds_in_draft(pictures: Collection[Picture]) -> set[int]:
    """What was let go can be brought back, and holds as long."""
    drafts = Draft.objects.filter(with_pictures(), member__in={picture.owner_id for picture in pictures})
    return named_in(drafts.values_list("member_id", "body"), pictures)


DISCUSSIONS, DRAFTS = Words(_shows, _holds), Words(_shows_in_draft, _holds_in_draft)
