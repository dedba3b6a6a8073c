from django.db import migrations


def switch_on(apps, schema_editor):
    apps.get_model("posts", "HoldRule").objects.get_or_create(reason="first_link", defaults={"is_on": True})


class Migration(migrations.Migration):
    dependencies = [("posts", "0001_initial")]
    operations = [migrations.RunPython(switch_on, migrations.RunPython.noop)]
