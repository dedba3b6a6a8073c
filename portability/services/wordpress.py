"""A WordPress export becomes discussions, comments, bylines and mentions."""

from collections.abc import Callable
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from comments.models import Comment
from comments.services import publish_imported_comment
from kit import clock, site
from members.models import Byline
from portability.models import Mention
from portability.services.report import Report
from portability.wordpress import Bounds, ExportAuthor, ExportComment, ExportItem, NotAnExport, read_export, turning
from posts.models import Kind, Post, Visibility
from posts.services import publish_imported

SOURCE = "wordpress"
TAG_OTHERWISE = "imported"
BODY_LENGTH = 20_000
COMMENT_LENGTH = 10_000
TOLD_EVERY = 200

Progress = Callable[[str], None]


class ImportRefused(Exception):
    """Nothing was imported; the text says why, in one sentence."""


def import_wordpress(
    *,
    path: Path,
    visibility: str = "",
    dry_run: bool = False,
    progress: Progress | None = None,
    bounds: Bounds | None = None,
) -> Report:
    """Bring in the export at `path`, all of it or nothing; a dry run does the same and then undoes it.

    The whole file is read once before the first row is written, so that a bad end costs nothing. Raises ImportRefused.
    """
    visibility = _allowed(visibility or site.get("COMMUNITY_VISIBILITY"))
    progress = progress or (lambda line: None)
    bounds = bounds or Bounds()
    try:
        authors = _check(path, bounds, progress)
        with transaction.atomic():
            report = _Move(authors, visibility, progress).run(path, bounds)
            if dry_run:
                transaction.set_rollback(True)
    except OSError as error:
        raise ImportRefused(_("%(path)s cannot be read: %(why)s") % {"path": path, "why": error.strerror}) from error
    except NotAnExport as error:
        raise ImportRefused(_("%(path)s was not imported: %(why)s") % {"path": path.name, "why": error}) from error
    return report


def _allowed(visibility: str) -> str:
    """Never wider than the community itself."""
    if visibility == Visibility.PUBLIC and site.get("COMMUNITY_VISIBILITY") != Visibility.PUBLIC:
        raise ImportRefused(_("This community is for members only, so nothing can be imported for everyone to read."))
    return visibility


def _check(path: Path, bounds: Bounds, progress: Progress) -> dict[str, ExportAuthor]:
    """Read to the end; whatever is wrong with the file is found here. Returns its authors by login."""
    authors = {}
    items = 0
    with path.open("rb") as file:
        for record in read_export(file, bounds):
            if isinstance(record, ExportAuthor):
                authors[record.login] = record
                continue
            items += 1
            if items % TOLD_EVERY == 0:
                progress(_("%(count)s entries checked") % {"count": items})
    if not items:
        raise NotAnExport(_("it holds no entries"))
    return authors


class _Move:
    """One run over the file, with what it knows so far."""

    def __init__(self, authors: dict[str, ExportAuthor], visibility: str, progress: Progress) -> None:
        self.by_login = authors
        self.by_id = {author.user_id: author for author in authors.values() if author.user_id}
        self.visibility = visibility
        self.progress = progress
        self.report = Report()
        self.bylines: dict[str, Byline] = {}

    def run(self, path: Path, bounds: Bounds) -> Report:
        with path.open("rb") as file:
            for record in read_export(file, bounds):
                if isinstance(record, ExportItem):
                    self._take(record)
                    if self.report.taken and self.report.posts % TOLD_EVERY == 0:
                        self.progress(_("%(posts)s discussions, %(comments)s comments") % self._counts())
        return self.report

    def _counts(self) -> dict[str, int]:
        return {"posts": self.report.posts, "comments": self.report.comments}

    def _take(self, item: ExportItem) -> None:
        at = turning.moment(item.date, item.published)
        if reason := turning.why_not(item) or ("" if at else _("posts without a date")):
            self.report.left_out[reason] += 1
            return
        place = turning.site_name(item)
        source_url = turning.web_address(item.link)
        body, was_cut = turning.markdown(item.content, BODY_LENGTH)
        post, is_new = publish_imported(
            byline=self._author(place, item.creator),
            author=None,
            kind=Kind.REFLECTION,
            title=turning.plain(item.title, turning.TITLE_LENGTH) or _("Untitled"),
            body=body,
            tags=turning.tags(item, TAG_OTHERWISE),
            visibility=self.visibility,
            source_key=turning.key(SOURCE, place, "post", item.post_id),
            source_url=source_url,
            at=min(at or clock.now(), clock.now()),
        )
        self.report.posts += is_new
        self.report.known += not is_new
        self.report.shortened += is_new and was_cut
        self._talk(post, place, item)

    def _talk(self, post: Post, place: str, item: ExportItem) -> None:
        for said in item.comments:
            if reason := turning.why_not_said(said):
                self.report.left_out[reason] += 1
            elif turning.is_mention(said):
                self._mention(post, place, said)
        here: dict[str, Comment] = {}
        for said, answered in turning.in_order(item.comments):
            comment = self._say(post, place, said, here.get(answered))
            if comment:
                here[said.comment_id] = comment
            elif answered in here:  # its replies answer what it answered
                here[said.comment_id] = here[answered]

    def _say(self, post: Post, place: str, said: ExportComment, parent: Comment | None) -> Comment | None:
        body, was_cut = turning.markdown(said.content, COMMENT_LENGTH)
        at = turning.moment(said.date)
        if not body or at is None:
            self.report.left_out[_("comments without words or without a date")] += 1
            return None
        comment, is_new = publish_imported_comment(
            byline=self._commenter(place, said),
            post=post,
            parent=parent,
            body=body,
            source_key=turning.key(SOURCE, place, "comment", said.comment_id),
            at=min(at, clock.now()),
        )
        self.report.comments += is_new
        self.report.known += not is_new
        self.report.shortened += is_new and was_cut
        return comment

    def _mention(self, post: Post, place: str, said: ExportComment) -> None:
        url, at = turning.web_address(said.url), turning.moment(said.date)
        if not url or at is None:
            self.report.left_out[_("mentions without an address or a date")] += 1
            return
        name = turning.plain(said.name, turning.TITLE_LENGTH) or url[: turning.TITLE_LENGTH]
        _row, is_new = Mention.objects.get_or_create(
            source_key=turning.key(SOURCE, place, "comment", said.comment_id),
            defaults={"post": post, "name": name, "url": url, "at": at},
        )
        self.report.mentions += is_new
        self.report.known += not is_new

    # -- people

    def _author(self, place: str, login: str) -> Byline:
        author = self.by_login.get(login.strip()) or ExportAuthor(login=login.strip())
        return self._account(place, author)

    def _commenter(self, place: str, said: ExportComment) -> Byline:
        """An account of the old site is known by its number; everybody else by the name and address they gave."""
        if said.user_id.strip() not in ("", "0"):
            known = self.by_id.get(said.user_id) or ExportAuthor(said.user_id, name=said.name, email=said.email)
            return self._account(place, known)
        name = turning.plain(said.name, turning.NAME_LENGTH) or _("Anonymous")
        hashed = turning.email_hash(said.email)
        return self._byline(turning.key(place, "guest", hashed, name.casefold()), name, hashed)

    def _account(self, place: str, author: ExportAuthor) -> Byline:
        name = turning.plain(author.name, turning.NAME_LENGTH) or turning.plain(author.login, turning.NAME_LENGTH)
        name = name or _("Unknown author")
        who = ("account", author.user_id) if author.user_id else ("login", author.login)
        return self._byline(turning.key(place, *who), name, turning.email_hash(author.email))

    def _byline(self, key: str, name: str, hashed: str) -> Byline:
        if key not in self.bylines:
            self.bylines[key], is_new = Byline.objects.get_or_create(
                source=SOURCE, source_key=key, defaults={"name": name, "email_hash": hashed}
            )
            self.report.bylines += is_new
        return self.bylines[key]
