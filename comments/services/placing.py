"""Whole branches get another place in one statement: paths are made anew from the true parents, however deep."""

from typing import Literal

from django.db import connection

from comments.models import DEPTH_AT_MOST, ID_DIGITS, Comment

Tops = Literal["id", "parent_id", "post_id"]
# what a comment's own number looks like in a path, and how long a path above the deepest level may be
OWN = f"substr(c.path, length(c.path) - {ID_DIGITS - 1})"
ABOVE = DEPTH_AT_MOST * ID_DIGITS
# a chain of ten thousand has 400 MB of paths: a few seconds of work that a curator asks for once in a year
LONGEST_MS = 20_000
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
    table = connection.ops.quote_name(Comment._meta.db_table)
    # an empty piece of the column begins each path, so that PostgreSQL keeps the column's collation
    statement = f"""
        WITH RECURSIVE branch(id, path) AS (
            SELECT c.id, substr(c.path, 1, 0) || %s || {OWN} FROM {table} c WHERE {TOPS[tops]}
            UNION ALL
            SELECT c.id, substr(b.path, 1, {ABOVE}) || {OWN} FROM {table} c JOIN branch b ON c.parent_id = b.id
        )
        UPDATE {table} SET post_id = %s, path = branch.path, depth = length(branch.path) / {ID_DIGITS} - 1
        FROM branch WHERE {table}.id = branch.id
    """  # noqa: S608  names of ours and placeholders
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL statement_timeout = %s", [LONGEST_MS])
        cursor.execute(statement, [under.path[:ABOVE] if under else "", of, post_id])
        return int(cursor.rowcount)
