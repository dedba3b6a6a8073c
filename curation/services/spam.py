"""Everything by one account, hidden together and brought back together."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from comments.models import Comment
from curation import rules
from curation.models import Action, ModeratorAction
from curation.selectors import COMMENT_SHOWN, SHOWN, open_removal
from curation.services.errors import NotThisAccount
from curation.services.moderating import checked, hide, restore_part, tell
from kit import clock
from kit.visitors import changes_lists
from members.models import Member
from posts.models import Post, Status

SLICE = 50


def remove_spam(*, curator: Member, member: Member, reason: str) -> ModeratorAction:
    """Hide everything that `member` wrote, and let what they write next wait for a curator.

    The account is held first, then things are hidden in slices: a run that was ended is finished by the next, which
    adds to the same act as long as that is not undone. Raises NotACurator, ReasonMissing or NotThisAccount.
    """
    reason = checked(curator, reason)
    if not rules.may_remove_all_by(curator, member):
        raise NotThisAccount
    act = _begin(curator, member, reason)
    while _hide_slice(curator, member, reason, act):
        pass
    act.refresh_from_db()
    return act


@transaction.atomic
def _begin(curator: Member, member: Member, reason: str) -> ModeratorAction:
    was_held = not Member.objects.filter(pk=member.pk, held=False).update(held=True)
    known = open_removal(member)
    if known:
        return known
    act = ModeratorAction.objects.create(
        actor=curator,
        action=Action.REMOVE_SPAM,
        member=member,
        reason=reason,
        was=Status.HELD if was_held else "",
        count=0,
        at=clock.now(),
    )
    tell(act, _("A curator hid everything you wrote. Here is why, and how to answer"))
    return act


@changes_lists
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


def undo_spam(*, curator: Member, act: ModeratorAction, reason: str) -> None:
    """Bring everything that act hid back to the state it had, and free the account, unless it was held before.

    In slices as well; the act stays open until the last of them. Raises NotACurator or ReasonMissing.
    """
    reason = checked(curator, reason)
    while _restore_slice(curator, act, reason):
        pass
    _end(curator, act, reason)


@changes_lists
@transaction.atomic
def _restore_slice(curator: Member, act: ModeratorAction, reason: str) -> bool:
    """Up to so many parts; False when there is nothing more."""
    hidden = act.parts.filter(action=Action.HIDE, undone_at__isnull=True)
    parts = list(hidden.select_related("post", "comment", "part_of").order_by("pk")[:SLICE])
    for part in parts:
        restore_part(curator=curator, part=part, reason=reason)
    return bool(parts)


@transaction.atomic
def _end(curator: Member, act: ModeratorAction, reason: str) -> None:
    """The account is as it was, and hears of it once, however often and by whomever this is asked."""
    now = clock.now()
    if not ModeratorAction.objects.filter(pk=act.pk, undone_at__isnull=True).update(undone_at=now):
        return
    Member.objects.filter(pk=act.member_id).update(held=act.was == Status.HELD)
    back = ModeratorAction.objects.create(
        actor=curator, action=Action.UNDO_SPAM, member=act.member, reason=reason, count=act.count, at=now
    )
    tell(back, _("A curator brought back what was hidden of you"))
