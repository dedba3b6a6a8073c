from typing import Any

from django.db import migrations

SLICE = 500


def fill(apps: Any, schema_editor: Any) -> None:
    """Each notice so far had one cause that it knew of. Those that were there are not mailed."""
    Notice, Cause, Told = (apps.get_model("notifications", name) for name in ("Notice", "Cause", "Told"))
    said = ("subject", "thread", "actor_id", "actor_name", "text", "quote", "url")
    while rows := list(Notice.objects.filter(latest__isnull=True).order_by("pk")[:SLICE]):
        causes = Cause.objects.bulk_create(
            Cause(at=row.created_at, **{name: getattr(row, name) for name in said}) for row in rows
        )
        for row, cause in zip(rows, causes, strict=True):
            row.latest = cause
            # one kind had two names
            row.kind = "mention" if row.kind == "mentioned" else row.kind
        Notice.objects.bulk_update(rows, ["latest", "kind"])
        Told.objects.bulk_create(Told(notice=row, cause=row.latest) for row in rows)


class Migration(migrations.Migration):
    dependencies = [("notifications", "0003_causes")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
