"""The two groups exist from the start, so that every app can grant its own permissions to them."""

from django.db import migrations


def make_groups(apps, schema_editor):
    for name in ("curators", "organizers"):
        apps.get_model("auth", "Group").objects.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("members", "0001_initial")]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
