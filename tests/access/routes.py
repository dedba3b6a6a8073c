"""Every address of the site, and how each of seven people is answered there. A new route needs its line here.

The letters, in the order of `tests.town.Town.people` (anyone, Stella, Bob, Olive, curator, organizer, admin):
`+` a page, `0` an answer without one, `>` sent elsewhere, `S` asked to sign in, `-` as if there were nothing (404),
`F` refused (403), `!` a form came back (400, 409, 422), `x` no such method here (405), `?` no longer signed in (401).
"""

import re
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.town import Town

# of django.contrib.admin and allauth: asked for together, in tests of their own
OF_LIBRARIES = ("admin/", "accounts/")

# routes whose address cannot be put together from ids
BY_THEIR_ADDRESS = {
    "drafts/replies/<int:draft_id>/discard/": "reply_draft",
    "u/n.<str:token>": "stop_notices",
    "u/<str:token>": "stop_letters",
}

READ: dict[str, str] = {
    "+++++++": """
        operations:alive operations:ready discovery:home discovery:new discovery:unanswered discovery:tags
        discovery:collections discovery:search discovery:feed discovery:sitemap discovery:robots curation:why
        notifications:stop members:about members:norms members:privacy members:accessibility digests:choose
    """,
    # the town is for members only: signed out, its discussions are not there, and its own feeds are for nobody
    "-++++++": "discovery:tag comments:permalink members:called",
    "->>>>>>": "posts:discussion_short posts:discussion",
    "-------": """
        operations:mail operations:mail_html discovery:tag_feed discovery:person_feed discovery:discussion_feed
        discovery:sitemap_page comments:arrivals
    """,
    "---+---": "posts:picture",
    "----+++": "kit:styleguide",
    "------+": "operations:mailbox",
    "S++++++": """
        discovery:person discovery:person_comments comments:reply_to_post comments:download_drafts comments:seen_image
        comments:reply comments:revisions learning:kept learning:keep_from_post learning:keep_from_comment
        curation:report_post curation:report_comment curation:actions notifications:notices notifications:choices
        notifications:private members:preferences members:profile digests:letters digests:preview posts:compose
        posts:new_picture posts:drafts posts:download_drafts posts:following posts:revisions
    """,
    "S>>>>>>": "kit:resend",
    "S00+000": "comments:draft",
    "S-++---": "notifications:private_talk notifications:private_report",
    "S-+-+-+": "curation:grow",
    "S-+----": "comments:edit comments:remove learning:delete_line",
    "S--++-+": "comments:found_elsewhere comments:answered",
    "S--+---": "curation:answer posts:read_draft posts:ask_one posts:edit posts:remove",
    "S-->---": "notifications:follow",
    "S---+-+": """
        curation:hide_post curation:hide_comment curation:restore_post curation:restore_comment curation:move_comment
        curation:merge curation:put_back curation:remove_spam posts:describe_tag
    """,
    "S----++": "evidence:report",
    # there is no spam to undo, nobody named to write to, and the letter was never sent
    "S------": "curation:undo_spam notifications:private_new digests:letter",
    "xxxxxxx": """
        kit:csp_report operations:become discovery:similar comments:post comments:autosave comments:discard_draft
        comments:reopen comments:seen comments:catch_up comments:undo_catch_up comments:fold comments:take_back
        learning:show_line learning:mark_post learning:mark_comment curation:read_answer curation:settle
        notifications:seen notifications:unseen notifications:change notifications:regard notifications:private_leave
        notifications:private_settle notifications:private_remove posts:preview posts:bring_picture posts:ask_again
        posts:think_aloud posts:leave_draft posts:do_not_ask posts:bring_back_draft posts:follow_tag posts:save_draft
        posts:discard_draft posts:autosave posts:tag_level posts:level posts:order posts:take_back posts:not_new
        posts:read
    """,
}
SEND: dict[str, str] = {
    "0000000": "kit:csp_report",
    "+++++++": "notifications:stop digests:choose",
    "-------": "operations:become",
    "?++++++": "posts:autosave",
    "?000000": "comments:autosave",
    "S!!!!!!": "comments:post curation:report_post curation:report_comment posts:compose posts:bring_picture",
    "S++++++": """
        discovery:similar learning:keep_from_post learning:keep_from_comment notifications:choices members:preferences
        members:profile posts:preview
    """,
    "S000000": "comments:seen comments:fold posts:read",
    "S>>>>>>": """
        comments:draft comments:catch_up comments:undo_catch_up learning:mark_post learning:mark_comment
        notifications:seen notifications:unseen posts:ask_again posts:follow_tag posts:save_draft posts:tag_level
        posts:level
    """,
    "S>>->>>": "notifications:regard",
    "S-!!---": "notifications:private_talk",
    "S->>---": "notifications:private_leave notifications:private_report",
    "S-+-+-+": "curation:grow",
    "S-+----": "comments:edit",
    "S->----": "comments:remove comments:take_back learning:show_line learning:delete_line",
    "S--!---": "curation:answer posts:edit",
    "S--+---": "posts:ask_one",
    "S--++-+": "comments:found_elsewhere comments:answered",
    "S-->>->": "comments:reopen",
    "S-->---": """
        comments:discard_draft notifications:change notifications:private_remove posts:think_aloud posts:leave_draft
        posts:do_not_ask posts:bring_back_draft posts:discard_draft posts:take_back posts:not_new posts:remove
    """,
    "S---+-+": "posts:describe_tag",
    "S--->->": "curation:read_answer curation:settle",
    "S---!-!": """
        curation:hide_post curation:hide_comment curation:restore_post curation:restore_comment curation:move_comment
        curation:merge curation:put_back curation:remove_spam
    """,
    "S------": "curation:undo_spam notifications:private_new notifications:private_settle posts:order",
}
# what takes no form at all
READ_ONLY = """
    kit:resend kit:styleguide operations:alive operations:ready operations:mailbox operations:mail operations:mail_html
    discovery:home discovery:new discovery:unanswered discovery:tags discovery:tag discovery:tag_feed discovery:person
    discovery:person_comments discovery:person_feed discovery:collections discovery:search discovery:feed
    discovery:discussion_feed discovery:sitemap discovery:sitemap_page discovery:robots comments:reply_to_post
    comments:download_drafts comments:seen_image comments:arrivals comments:permalink comments:reply comments:revisions
    learning:kept curation:why curation:actions notifications:notices notifications:follow notifications:private
    members:called members:about members:norms members:privacy members:accessibility digests:letters digests:preview
    digests:letter evidence:report posts:new_picture posts:picture posts:drafts posts:download_drafts posts:read_draft
    posts:following posts:revisions posts:discussion_short posts:discussion
"""
SEND["xxxxxxx"] = READ_ONLY


def expected(table: dict[str, str]) -> dict[str, str]:
    """The letters of each route."""
    return {name: letters for letters, names in table.items() for name in names.split()}


def named_routes() -> dict[str, str]:
    """The pattern of each route of our own, by its name with the room's."""
    return {name: pattern for pattern, name in _walk(get_resolver(), "", "") if not pattern.startswith(OF_LIBRARIES)}


def panel() -> list[str]:
    """Pages of the admin panel; those behind its own door (signing in and out) are for everyone."""
    patterns = [pattern for pattern, _name in _walk(get_resolver(), "", "") if pattern.startswith("admin/")]
    found = [
        "/" + re.sub(r"<[^>]*>", "1", pattern) for pattern in patterns if "^" not in pattern and "(?P" not in pattern
    ]
    return [path for path in found if path not in ("/admin/login/", "/admin/logout/", "/admin/jsi18n/")]


def address(pattern: str, town: Town) -> str:
    """Where that route leads in the town."""
    if pattern in BY_THEIR_ADDRESS:
        return str(town.places[BY_THEIR_ADDRESS[pattern]])
    places: dict[str, Any] = {
        "post_id": town.post.pk,
        "slug": "learning",
        "username": "olive",
        "section": "discussions",
    }
    if pattern.startswith("^pictures/"):
        return str(town.places["picture"])
    places |= {"number": 1, "key": "x" * 22} | town.places
    return "/" + re.sub(r"<\w+:(\w+)>", lambda found: str(places[found[1]]), pattern)


def _walk(resolver: URLResolver, before: str, room: str) -> Iterator[tuple[str, str]]:
    for found in resolver.url_patterns:
        pattern = before + str(found.pattern)
        if isinstance(found, URLPattern):
            yield pattern, f"{room}{found.name}"
        else:
            yield from _walk(found, pattern, f"{room}{found.namespace}:" if found.namespace else room)
