"""PostgreSQL remembers the frequency of more words than of other columns' values: how far back a search looks is
guessed from it."""

from django.db import migrations

REMEMBERED = "ALTER TABLE discovery_indexed{what} ALTER COLUMN words SET STATISTICS {target}"


def _set(schema_editor, target):
    if schema_editor.connection.vendor == "postgresql":
        for what in ("post", "comment"):
            schema_editor.execute(REMEMBERED.format(what=what, target=target))


def remember(apps, schema_editor):
    _set(schema_editor, 500)


def forget(apps, schema_editor):
    _set(schema_editor, -1)


class Migration(migrations.Migration):
    dependencies = [("discovery", "0002_words")]
    operations = [migrations.RunPython(remember, forget)]
