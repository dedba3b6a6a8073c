"""Everything by one account, hidden together and brought back together."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from comments.models import Comment
from curation import rules
from curation.models import Action, ModeratorAction
from curation.selectors import COMMENT_SHOWN, SHOWN
from curation.services.errors import NotACurator, NotThisAccount
from curation.services.moderating import checked, hide, restore, tell
from kit import clock
from members.models import Member
from posts.models import Post

SLICE = 50


def remove_spam(*, curator: Member, member: Member, reason: str) -> ModeratorAction:
    """Hide everything that `member` wrote, and let what they write next wait for a curator.

    The account is held first, then things are hidden in slices: a run that was ended is finished by the next.
    Raises NotACurator, ReasonMissing or NotThisAccount.
    """
    reason = checked(curator, reason)
    if member.pk == curator.pk or member.is_curator or member.is_organizer or member.is_superuser:
        raise NotThisAccount
    act = _begin(curator, member, reason)
    while _hide_slice(curator, member, reason, act):
        pass
    act.refresh_from_db()
    return act


@transaction.atomic
def _begin(curator: Member, member: Member, reason: str) -> ModeratorAction:
    Member.objects.filter(pk=member.pk).update(held=True)
    act = ModeratorAction.objects.create(
        actor=curator, action=Action.REMOVE_SPAM, member=member, reason=reason, count=0, at=clock.now()
    )
    tell(act, _("A curator hid everything you wrote. Here is why, and how to answer"))
    return act


@transaction.atomic
def _hide_slice(curator: Member, member: Member, reason: str, act: ModeratorAction) -> bool:
    """Up to so many things; False when there is nothing more."""
    posts = list(Post.objects.filter(author=member, status__in=SHOWN).order_by("pk")[:SLICE])
    comments = Comment.objects.filter(author=member, status__in=COMMENT_SHOWN).select_related("post").order_by("pk")
    things: list[tuple[Post, Comment | None]] = [(post, None) for post in posts]
    things += [(comment.post, comment) for comment in comments[: SLICE - len(posts)]]
    for post, comment in things:
        hide(curator=curator, post=post, comment=comment, reason=reason, part_of=act)
    ModeratorAction.objects.filter(pk=act.pk).update(count=F("count") + len(things))
    return bool(things)


@transaction.atomic
def undo_spam(*, curator: Member, act: ModeratorAction, reason: str) -> None:
    """Bring back what that act hid, and free the account. Raises NotACurator or ReasonMissing."""
    reason = checked(curator, reason)
    if act.member is None or not rules.may_curate(curator):
        raise NotACurator
    for part in act.parts.filter(undone_at__isnull=True).select_related("post", "comment__post"):
        if part.post:
            restore(curator=curator, post=part.post, comment=part.comment, reason=reason)
    Member.objects.filter(pk=act.member_id).update(held=False)
    ModeratorAction.objects.filter(pk=act.pk).update(undone_at=clock.now())
