from typing import Any

from django.db import migrations


def follow(apps: Any, schema_editor: Any) -> None:
    """Whoever started a discussion follows it, as if they had started it today."""
    schema_editor.execute(
        """INSERT INTO posts_watch (member_id, post_id, level, by_writing, at)
        SELECT author_id, id, 'follow', true, created_at FROM posts_post WHERE author_id IS NOT NULL
        ON CONFLICT DO NOTHING"""
    )


class Migration(migrations.Migration):
    dependencies = [("posts", "0007_following")]

    operations = [migrations.RunPython(follow, migrations.RunPython.noop, elidable=True)]
