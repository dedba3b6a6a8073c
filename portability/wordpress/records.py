"""What an export holds, as its own words say it: nothing is converted, trusted or left out yet."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class ExportAuthor:
    """Somebody who wrote on the old site; comments point at them by `user_id`."""

    user_id: str = ""
    login: str = ""
    name: str = ""
    email: str = ""


@dataclass(slots=True)
class ExportComment:
    """One comment, pingback or trackback."""

    comment_id: str = ""
    name: str = ""
    email: str = ""
    url: str = ""
    date: str = ""
    content: str = ""
    approved: str = ""
    type: str = ""
    parent: str = ""
    user_id: str = ""


@dataclass(slots=True)
class ExportItem:
    """One entry of the old site, whatever it was there: a post, a page, a picture, a line of a menu."""

    site: str = ""
    post_id: str = ""
    type: str = ""
    status: str = ""
    password: str = ""
    title: str = ""
    link: str = ""
    creator: str = ""
    date: str = ""
    published: str = ""
    content: str = ""
    tags: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    comments: list[ExportComment] = field(default_factory=list)
