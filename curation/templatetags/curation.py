"""A seed's banner on its discussion, what a curator may do beside it, and the curator's desk."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from comments.models import Comment
from curation import rules, selectors
from curation.models import ModeratorAction, Report
from curation.promise import begins_here, promise, waits_for_a_first_answer
from members.models import Member
from members.selectors import viewer_of
from posts.models import Post, Status

register = template.Library()
AWAY = (Status.HIDDEN, Status.HELD, Status.REMOVED)


@register.inclusion_tag("curation/_seed_banner.html")
def seed_banner(post: Post) -> dict[str, Any]:
    """Who seeded a discussion. Asks nothing where there was no seed."""
    return {"seed": selectors.seed_of(post)}


@register.inclusion_tag("curation/_promise.html", takes_context=True)
def first_promise(context: dict[str, Any], post: Post | None = None) -> dict[str, Any]:
    """What somebody may expect who writes here for the first times: in the composer, and on the discussion for its
    author until somebody has replied. No query for anybody else."""
    viewer_id = viewer_of(context["request"]).id
    if post is None:
        return {"text": promise() if viewer_id is not None and begins_here(viewer_id) else ""}
    is_own = post.author_id is not None and post.author_id == viewer_id
    return {"text": promise() if is_own and waits_for_a_first_answer(post) else ""}


@register.inclusion_tag("curation/_care.html", takes_context=True)
def care_links(context: dict[str, Any], post: Post) -> dict[str, Any]:
    """Report what others wrote, and for curators hide it; no query."""
    viewer = viewer_of(context["request"])
    return {
        "post": post,
        "reports": viewer.is_signed_in and viewer.id != post.author_id,
        "hides": rules.may_curate(viewer) and post.status not in AWAY,
        "merges": rules.may_merge(viewer, post),
    }


@register.inclusion_tag("curation/_moves_here.html", takes_context=True)
def moves_here(context: dict[str, Any], post: Post) -> dict[str, Any]:
    """Over a discussion, for curators and whoever grew their own comment: what came here lately, and the way back."""
    return {"post": post, "moves": selectors.moves_here(viewer_of(context["request"]), post)}


@register.inclusion_tag("curation/_comment_moves.html", takes_context=True)
def comment_moves(context: dict[str, Any], comment: Comment) -> dict[str, Any]:
    """On a comment's own page, for its author and curators: let it grow, move it, or put it back. One query more for
    them alone."""
    viewer = viewer_of(context["request"])
    may_grow, may_move = rules.may_grow(viewer, comment), rules.may_move(viewer, comment)
    move = selectors.move_to_undo(comment) if rules.may_curate(viewer) or rules.is_own(viewer, comment) else None
    return {
        "comment": comment,
        "grows": may_grow and rules.is_worth_growing(comment, selectors.below(comment).comments),
        "may_move": may_move,
        "move": move if move and rules.may_undo(viewer, move) else None,
    }


@register.inclusion_tag("curation/_way_back.html", takes_context=True)
def way_back(context: dict[str, Any], post: Post) -> dict[str, Any]:
    """For curators, beside the word that a discussion is hidden or waits: bring it back; no query."""
    away = post.status in (Status.HIDDEN, Status.HELD)
    return {"post": post if away and rules.may_curate(viewer_of(context["request"])) else None}


@register.inclusion_tag("curation/_person_care.html", takes_context=True)
def person_care(context: dict[str, Any], person: Member) -> dict[str, Any]:
    """For curators, on a person's page: hide everything by them, or undo that. One query, for curators alone."""
    if not rules.may_remove_all_by(viewer_of(context["request"]), person):
        return {}
    return {"person": person, "act": selectors.open_removal(person)}


@dataclass(frozen=True, slots=True)
class Desk:
    """What the first page of the admin shows."""

    may_curate: bool
    waiting: list[selectors.Waiting]
    garden: selectors.Garden
    reports: list[Report]
    held_posts: list[Post]
    held_comments: list[Comment]
    answers: list[ModeratorAction]


@register.simple_tag(takes_context=True)
def desk(context: dict[str, Any]) -> Desk | None:
    """The desk of whoever looks; organizers see who is waiting and the seeds, curators all of it, others nothing."""
    viewer = viewer_of(context["request"])
    if not rules.may_see_desk(viewer):
        return None
    may_curate = rules.may_curate(viewer)
    return Desk(
        may_curate=may_curate,
        waiting=selectors.people_waiting(limit=12),
        garden=selectors.garden(size=6),
        reports=selectors.open_reports() if may_curate else [],
        held_posts=selectors.held_posts() if may_curate else [],
        held_comments=selectors.held_comments() if may_curate else [],
        answers=selectors.answers_waiting() if may_curate else [],
    )


@register.simple_tag
def way_back_url(act: ModeratorAction) -> str:
    """Where what an act hid is brought back; empty if there is nothing to bring back."""
    return selectors.way_back(act)


@register.filter
def show_blanks(text: str) -> SafeString:
    """A template's words with its blanks marked; everything else is escaped."""
    parts = rules.BLANK.split(text)
    return format_html_join("", "{}", ((_blank(part) if at % 2 else part,) for at, part in enumerate(parts)))


def _blank(name: str) -> SafeString:
    return format_html('<span class="blank">{}</span>', name)
