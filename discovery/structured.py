"""A public discussion as schema.org describes it, for programs that read pages. What they get is on the page anyway.

https://schema.org/DiscussionForumPosting and, where a question has replies, https://schema.org/QAPage.
"""

import json
from collections.abc import Sequence
from html import unescape
from typing import Any

from django.conf import settings
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from comments.models import Comment
from kit import site
from posts.models import Kind, Post, Visibility

OPENING_LENGTH, COMMENT_LENGTH = 1_000, 500
# nothing in the text can end the element it stands in
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
Thing = dict[str, Any]


def script(thing: Thing) -> SafeString:
    """The element that carries it: data, which no browser executes."""
    text = json.dumps(thing, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  escaped a line above


def described(post: Post, comments: Sequence[Comment], answer: Comment | None) -> Thing:
    """`comments` are top-level ones that anybody may read; `answer` is the one that resolved a question."""
    thing = _question(post, comments, answer) if post.kind == Kind.QUESTION and (comments or answer) else None
    return {"@context": "https://schema.org"} | (thing or _discussion(post, comments))


def _discussion(post: Post, comments: Sequence[Comment]) -> Thing:
    address = _address(post)
    return {
        "@type": "DiscussionForumPosting",
        "@id": address,
        "mainEntityOfPage": address,
        "headline": post.title,
        **_written(post, OPENING_LENGTH),
        "interactionStatistic": {
            "@type": "InteractionCounter",
            "interactionType": "https://schema.org/CommentAction",
            "userInteractionCount": post.comment_count,
        },
        "comment": [{"@type": "Comment"} | _written(comment, COMMENT_LENGTH) for comment in comments],
    }


def _question(post: Post, comments: Sequence[Comment], answer: Comment | None) -> Thing:
    others = [_answer(comment) for comment in comments if answer is None or comment.pk != answer.pk]
    question = {
        "@type": "Question",
        "name": post.title,
        **_written(post, OPENING_LENGTH),
        "answerCount": post.comment_count,
        "suggestedAnswer": others,
    }
    if answer:
        question["acceptedAnswer"] = _answer(answer)
    return {"@type": "QAPage", "@id": _address(post), "mainEntity": question}


def _answer(comment: Comment) -> Thing:
    return {"@type": "Answer", "upvoteCount": comment.use_count} | _written(comment, COMMENT_LENGTH)


def _written(words: Post | Comment, length: int) -> Thing:
    """Who, when, where and what."""
    at = words.published_at or words.created_at if isinstance(words, Post) else words.created_at
    said: Thing = {
        "url": _address(words),
        "datePublished": at.isoformat(),
        "author": _person(words),
        "text": _plain(words.html, length) or words.excerpt,
    }
    return said | ({"dateModified": words.edited_at.isoformat()} if words.edited_at else {})


def _person(words: Post | Comment) -> Thing:
    """A member's page is named where visitors may open it."""
    person: Thing = {"@type": "Person", "name": words.author_name}
    if words.author and site.get("COMMUNITY_VISIBILITY") == Visibility.PUBLIC:
        person["url"] = f"{settings.SITE_URL}{words.author.get_absolute_url()}"
    return person


def _address(words: Post | Comment) -> str:
    return f"{settings.SITE_URL}{words.get_absolute_url()}"


def _plain(html: str, length: int) -> str:
    text = " ".join(unescape(strip_tags(html.replace("<", " <"))).split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
