"""How words get into the index: by the worker, thread by thread, whatever has changed since it was read.

The to-do list is `Post.thread_version` against `Post.indexed_version`: whatever readers see of a thread raises the one
(kept pages rely on that too), so no request writes anything for search. What is due within a thread is found by
comparing its rows with the ledger. Each slice is one short transaction, and a thread stays due until a slice came to
its end: killed anywhere, the next one goes on from there.
"""

import logging
import time
from collections.abc import Collection

from django.db import transaction
from django.db.models import F, Q

from comments.models import Comment
from discovery.models import IndexedComment, IndexedPost, TitleWord
from discovery.search.engine import Engine, engine
from discovery.search.language import words_of
from discovery.search.tables import Text, Where, edition
from discovery.search.words import plain
from posts.models import Post
from posts.rules import READABLE
from posts.services.written_down import index_anew, note_indexed

log = logging.getLogger(__name__)
THREADS_A_ROUND = 200
ROWS_A_SLICE = 200
# other tasks wait for the same worker
RUN_S = 8.0
TITLE_WORD_LENGTHS = range(4, 31)


class SomebodyElseIsAtIt(Exception):
    """Another worker writes the index at this moment."""


def index_due(*, seconds: float = RUN_S) -> int:
    """Index what changed, for about `seconds` at most; returns how many threads came up to date."""
    ends, done = time.monotonic() + seconds, 0
    failed: set[int] = set()
    while threads := _due(failed):
        for post_id in threads:
            if time.monotonic() > ends:
                return done
            try:
                done += index_thread(post_id=post_id)
            except SomebodyElseIsAtIt:
                return done
            except Exception:  # one that cannot be indexed keeps no other waiting
                log.exception("the thread of discussion %s could not be indexed", post_id)
                failed.add(post_id)
    return done


@transaction.atomic
def index_thread(*, post_id: int) -> bool:
    """One slice of a thread; whether it is up to date now. Raises SomebodyElseIsAtIt.

    The version is read before the rows: whatever is changed after it was read makes the thread due again.
    """
    words = engine()
    if not words.claim():
        raise SomebodyElseIsAtIt
    post = Post.objects.due_for_indexing().filter(pk=post_id).first()
    if post is None:
        return False
    _index_post(words, post)
    if not (_erase_comments(words, post) and _write_comments(words, post)):
        return False
    note_indexed(post_id=post.pk, thread_version=post.thread_version)
    return True


def rebuild() -> None:
    """Forget every word; whoever calls `index_due` afterwards, or the worker, reads all of them again."""
    for model in (IndexedPost, IndexedComment, TitleWord):
        model._base_manager.all().delete()
    sweep()
    while threads := list(Post.objects.indexed_once().values_list("pk", flat=True)[:THREADS_A_ROUND]):
        index_anew(post_ids=threads)


def sweep() -> None:
    """Let go of the words of rows that were deleted, and of words that stand in no title any more."""
    for where in Where:
        engine().erase_orphans(where)
    titles = Post.objects.titles_for_spelling().values_list("title", flat=True)
    used = {word for title in titles.iterator() for word in _title_words(title)}
    gone = [word for word in TitleWord.objects.values_list("word", flat=True) if word not in used]
    for start in range(0, len(gone), ROWS_A_SLICE):
        TitleWord.objects.filter(word__in=gone[start : start + ROWS_A_SLICE]).delete()


def _due(failed: Collection[int]) -> list[int]:
    """The next threads; where none changed, those that are indexed by another edition."""
    due = Post.objects.due_for_indexing().exclude(pk__in=failed).values_list("pk", flat=True)
    threads = list(due[:THREADS_A_ROUND])
    if threads:
        return threads
    now = edition()
    others = IndexedPost.objects.filter(Q(edition__lt=now) | Q(edition__gt=now)).exclude(pk__in=failed)
    index_anew(post_ids=list(others.values_list("pk", flat=True)[:THREADS_A_ROUND]))
    return list(due[:THREADS_A_ROUND])


def _index_post(words: Engine, post: Post) -> None:
    known = IndexedPost.objects.filter(post=post)
    if post.status not in READABLE:
        if known.exists():
            words.erase(Where.POSTS, [post.pk])
    elif not known.filter(version=post.version, edition=edition()).exists():
        own = " ".join((post.already_tried, post.why, post.doubt))
        at = post.published_at or post.created_at
        words.write(Where.POSTS, [Text(post.pk, post.version, post.title, f"{plain(post.html)} {own}".strip(), at)])
        spelled = [TitleWord(word=word) for word in _title_words(post.title)]
        TitleWord.objects.bulk_create(spelled, ignore_conflicts=True)


def _erase_comments(words: Engine, post: Post) -> bool:
    """Take out what may not be found any more; whether that was all."""
    gone = IndexedComment.objects.filter(comment__post=post).exclude(comment__status="published")
    ids = list(gone.values_list("pk", flat=True)[:ROWS_A_SLICE])
    if ids:
        words.erase(Where.COMMENTS, ids)
    return len(ids) < ROWS_A_SLICE


def _write_comments(words: Engine, post: Post) -> bool:
    """Put in what is new or was changed; whether that was all."""
    said = Comment.objects.words_of(post.pk).exclude(indexed__version=F("version"), indexed__edition=edition())
    found = list(said.order_by("pk").values_list("pk", "version", "html", "created_at")[:ROWS_A_SLICE])
    if found:
        words.write(Where.COMMENTS, [Text(pk, version, "", plain(html), at) for pk, version, html, at in found])
    return len(found) < ROWS_A_SLICE


def _title_words(title: str) -> set[str]:
    words = (word.casefold() for word in words_of(title))
    return {word for word in words if len(word) in TITLE_WORD_LENGTHS and word.isalpha()}
