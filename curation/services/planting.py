"""From a plan to a discussion, at once or when its time has come."""

import datetime as dt
import logging
from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from curation import rules
from curation.models import Purpose, Seed, SeedState, SeedTemplate
from curation.services.errors import AlreadyPlanted, FormTokenSpent, MomentPassed, NotACurator, SeedConflict, StillBlank
from kit import clock
from kit.markdown import TooDeep
from kit.visitors import changes_lists
from members.models import Member
from notifications.services import Message, notify
from posts.models import Kind, ResponseShape
from posts.services import PublishRefused, Suspended, publish_post
from posts.services.written_down import mark_as_seed

log = logging.getLogger(__name__)
BEFORE = (SeedState.IDEA, SeedState.DRAFTED, SeedState.SCHEDULED)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedPlan:
    """What to plant; `planned_for` is None for now. `hypothesis` says what its planter expects to see."""

    title: str
    body: str
    tags: tuple[str, ...]
    hypothesis: str
    purpose: Purpose = Purpose.WARM_UP
    kind: Kind = Kind.PROMPT
    response_shape: ResponseShape = ResponseShape.SHORT
    visibility: str = "members"
    template: SeedTemplate | None = None
    planned_for: dt.datetime | None = None


@changes_lists
@transaction.atomic
def plant_seed(*, curator: Member, plan: SeedPlan, form_token: str | None = None) -> Seed:
    """Plant now, or keep for its time. The same form sent again gives the same seed.

    Raises NotACurator, StillBlank, MomentPassed, FormTokenSpent, and what publishing raises (Suspended, TooDeep,
    PublishRefused); then nothing was planted.
    """
    now = clock.now()
    _check(curator, plan, now)
    known = _sent_before(curator, plan, form_token)
    if known:
        return known
    seed = _seed(curator, plan, form_token, now)
    try:
        with transaction.atomic():
            seed.save()
    except IntegrityError:
        known = _sent_before(curator, plan, form_token)
        if known is None:
            raise
        return known
    if plan.planned_for is None:
        _plant(seed)
    return seed


def _check(curator: Member, plan: SeedPlan, now: dt.datetime) -> None:
    if not rules.may_curate(curator):
        raise NotACurator
    if plan.template:
        missing = rules.unfilled(plan.template.text, plan.body) or rules.unfilled(plan.template.title, plan.title)
        if missing:
            raise StillBlank(missing)
    if plan.planned_for and plan.planned_for <= now:
        raise MomentPassed


def _seed(curator: Member, plan: SeedPlan, form_token: str | None, now: dt.datetime) -> Seed:
    return Seed(
        owner=curator,
        template=plan.template,
        purpose=plan.purpose,
        hypothesis=plan.hypothesis,
        hypothesis_edited=plan.template is None or plan.hypothesis != plan.template.hypothesis,
        kind=plan.kind,
        title=plan.title,
        body=plan.body,
        tags=", ".join(plan.tags),
        visibility=plan.visibility,
        response_shape=plan.response_shape,
        show_norms=plan.template.show_norms if plan.template else True,
        state=SeedState.SCHEDULED,
        planned_for=plan.planned_for or now,
        form_token=form_token or None,
        created_at=now,
    )


def _sent_before(curator: Member, plan: SeedPlan, form_token: str | None) -> Seed | None:
    if not form_token:
        return None
    known = Seed.objects.select_related("post").filter(owner=curator, form_token=form_token).first()
    if known and (known.body, known.title) != (plan.body, plan.title):
        raise FormTokenSpent
    return known


def _plant(seed: Seed) -> bool:
    """Publish a scheduled seed; False if somebody else did meanwhile. The change of state is the lock.

    Nothing is published in the name of somebody who tends the community no more: NotACurator.
    """
    now = clock.now()
    mine = Seed.objects.filter(pk=seed.pk, state=SeedState.SCHEDULED)
    if not mine.update(state=SeedState.PLANTED, planted_at=now):
        return False
    seed.refresh_from_db()
    if not rules.may_curate(seed.owner):
        raise NotACurator
    seed.post = publish_post(
        author=seed.owner,
        kind=seed.kind,
        title=seed.title,
        body=seed.body,
        tags=tag_names(seed.tags),
        visibility=seed.visibility,
        fields={"response_shape": seed.response_shape} if seed.kind == Kind.PROMPT else {},
        form_token=f"seed:{seed.pk}",
    )
    mark_as_seed(post_id=seed.post.pk)
    seed.save(update_fields=["post"])
    return True


def tag_names(text: str) -> list[str]:
    """The names in a line of tags."""
    return [name for part in text.split(",") if (name := " ".join(part.split()))]


def plant_due(*, limit: int = 20) -> int:
    """Plant what is due, each in a transaction of its own; returns how many. A seed that cannot be published goes
    back to its planter, so that it is not tried every minute."""
    due = Seed.objects.filter(state=SeedState.SCHEDULED, planned_for__lte=clock.now()).order_by("planned_for", "pk")
    planted = 0
    for seed in due[:limit]:
        try:
            with transaction.atomic():
                planted += _plant(seed)
        except (NotACurator, Suspended, PublishRefused, TooDeep) as error:
            log.warning("seed %s could not be planted: %r", seed.pk, error)
            _give_back(seed)
    return planted


@transaction.atomic
def _give_back(seed: Seed) -> None:
    if _unschedule(seed):
        tell_owner(seed, _("The seed “%(title)s” could not be planted; it waits under Seeds") % {"title": seed.title})


def _unschedule(seed: Seed) -> bool:
    """Back to drafted; False if it was not scheduled any more."""
    scheduled = Seed.objects.filter(pk=seed.pk, state=SeedState.SCHEDULED)
    return bool(scheduled.update(state=SeedState.DRAFTED, planned_for=None, version=F("version") + 1))


@transaction.atomic
def unschedule_seed(*, curator: Member, seed: Seed) -> None:
    """A scheduled seed is not planted; its words wait under Seeds. Raises NotACurator or AlreadyPlanted."""
    if not rules.may_curate(curator):
        raise NotACurator
    if not _unschedule(seed):
        raise AlreadyPlanted
    text = _("%(name)s took the seed “%(title)s” off the calendar; it waits under Seeds")
    tell_owner(seed, text % {"name": curator.name, "title": seed.title}, by=curator)


@transaction.atomic
def delete_seed(*, curator: Member, seed: Seed) -> None:
    """A seed that was never planted goes, words and all. Raises NotACurator or AlreadyPlanted."""
    if not rules.may_curate(curator):
        raise NotACurator
    deleted, _kinds = Seed.objects.filter(pk=seed.pk, state__in=BEFORE, post__isnull=True).delete()
    if not deleted:
        raise AlreadyPlanted


def tell_owner(seed: Seed, text: str, *, by: Member | None = None) -> None:
    """Whoever planned a seed hears what became of it, unless they did it; all curators, if that is nobody any more."""
    url = f"/admin/curation/seed/{seed.pk}/change/"
    curators = Member.objects.curators().values_list("pk", flat=True)
    told = [seed.owner_id] if rules.may_curate(seed.owner) else curators
    notify(recipients=told, message=Message(kind="seed", text=text, url=url, subject=f"seed:{seed.pk}"), actor=by)


@transaction.atomic
def change_seed(*, curator: Member, seed: Seed, plan: SeedPlan, version: int) -> None:
    """Change `version` of what is not planted yet, and when it will be. Raises as `plant_seed` does, AlreadyPlanted,
    and SeedConflict when somebody else changed it meanwhile.

    A seed whose planner is no curator any more becomes the seed of whoever changes it.
    """
    now = clock.now()
    _check(curator, plan, now)
    owner = seed.owner if rules.may_curate(seed.owner) else curator
    changed = _seed(owner, plan, seed.form_token, now)
    columns = ("owner", "purpose", "hypothesis", "hypothesis_edited", "kind", "title", "body", "tags", "visibility")
    values = {name: getattr(changed, name) for name in (*columns, "response_shape")}
    state = SeedState.SCHEDULED if plan.planned_for else SeedState.DRAFTED
    waiting = Seed.objects.filter(pk=seed.pk, state__in=BEFORE)
    if waiting.filter(version=version).update(
        **values, state=state, planned_for=plan.planned_for, version=F("version") + 1
    ):
        return
    current = waiting.first()
    raise SeedConflict(current) if current else AlreadyPlanted


@changes_lists
@transaction.atomic
def plant_now(*, curator: Member, seed: Seed, plan: SeedPlan, version: int) -> None:
    """Change a waiting seed and plant it at once. Raises as `change_seed` does."""
    _check(curator, plan, clock.now())
    soon = clock.now() + dt.timedelta(minutes=1)
    change_seed(curator=curator, seed=seed, plan=replace(plan, planned_for=soon), version=version)
    _plant(seed)


@transaction.atomic
def note_outcome(*, curator: Member, seed: Seed, note: str) -> None:
    """Write down what was learned from a seed."""
    if not rules.may_curate(curator):
        raise NotACurator
    Seed.objects.filter(pk=seed.pk).update(outcome_note=note)
