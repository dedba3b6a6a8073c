"""Whole branches get another place in one statement: paths are made anew from the true parents, however deep."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from django.db import connection
from django.db.backends.utils import CursorWrapper

from comments.models import DEPTH_AT_MOST, ID_DIGITS, Comment

Tops = Literal["id", "parent_id", "post_id"]
# what a comment's own number looks like in a path, and how long a path above the deepest level may be
OWN = f"substr(c.path, length(c.path) - {ID_DIGITS - 1})"
ABOVE = DEPTH_AT_MOST * ID_DIGITS
# ten thousand paths and what the indexes know of them: seconds of work that a curator asks for once in a year
LONGEST_MS = 20_000
# Answers are looked up one comment after the other. Left to itself, PostgreSQL believes after some looks that all
# comments answer the same one, and reads the whole table for each level: 19 s, not 1, for a chain of ten thousand.
ANSWERS = {
    "sqlite": "JOIN comments_comment c ON c.parent_id = b.id",
    "postgresql": "CROSS JOIN LATERAL (SELECT * FROM comments_comment a WHERE a.parent_id = b.id OFFSET 0) c",
}
TOPS: dict[Tops, str] = {
    "id": "c.id = %s",
    "parent_id": "c.parent_id = %s",
    "post_id": "c.post_id = %s AND c.parent_id IS NULL",
}


def place_branches(*, tops: Tops, of: int, under: Comment | None, post_id: int) -> int:
    """Give comments and all that answers them their places in `post_id`, and say how many those are.

    `tops` are the comment with the id `of`, those that answer it, or those that answer the discussion `of` itself;
    their `parent` is set already, and `under` is that parent. Called inside the caller's transaction, with the
    discussions claimed. One statement, so that a branch is never half here and half there.
    """
    # an empty piece of the column begins each path, so that PostgreSQL keeps the column's collation
    statement = f"""
        WITH RECURSIVE branch(id, path) AS (
            SELECT c.id, substr(c.path, 1, 0) || %s || {OWN} FROM comments_comment c WHERE {TOPS[tops]}
            UNION ALL
            SELECT c.id, substr(b.path, 1, {ABOVE}) || {OWN} FROM branch b {ANSWERS[connection.vendor]}
        )
        UPDATE comments_comment SET post_id = %s, path = branch.path, depth = length(branch.path) / {ID_DIGITS} - 1
        FROM branch WHERE comments_comment.id = branch.id
    """  # noqa: S608  names of ours and placeholders
    with connection.cursor() as cursor, _by_index(cursor):
        cursor.execute(statement, [under.path[:ABOVE] if under else "", of, post_id])
        return int(cursor.rowcount)


@contextmanager
def _by_index(cursor: CursorWrapper) -> Iterator[None]:
    """PostgreSQL reads no table from end to end here, and may take its time."""
    if connection.vendor != "postgresql":
        yield
        return
    settings = {"enable_seqscan": "off", "statement_timeout": str(LONGEST_MS)}
    for name, value in settings.items():
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
    yield
    # where the statement failed there is no transaction in which anything could be put back
    for name in settings:
        cursor.execute(f"SET LOCAL {name} TO DEFAULT")
