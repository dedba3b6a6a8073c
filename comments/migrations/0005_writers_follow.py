from typing import Any

from django.db import migrations


def follow(apps: Any, schema_editor: Any) -> None:
    """Whoever wrote in a discussion follows it, as if they had written today."""
    schema_editor.execute(
        """INSERT INTO posts_watch (member_id, post_id, level, by_writing, at)
        SELECT author_id, post_id, 'follow', true, MIN(created_at) FROM comments_comment
        WHERE author_id IS NOT NULL GROUP BY author_id, post_id
        ON CONFLICT DO NOTHING"""
    )


class Migration(migrations.Migration):
    dependencies = [("comments", "0004_pictures"), ("posts", "0008_authors_follow")]

    operations = [migrations.RunPython(follow, migrations.RunPython.noop, elidable=True)]
