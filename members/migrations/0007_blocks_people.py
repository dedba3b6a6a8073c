"""Who has blocked somebody is known with their account, so that the pages of all others do not ask."""

from django.db import migrations, models


def note_those_who_block(apps, _schema):
    member, watch = apps.get_model("members", "Member"), apps.get_model("members", "PersonWatch")
    blocking = watch.objects.filter(level="blocked").values("member_id")
    member.objects.filter(pk__in=blocking).update(blocks_people=True)


class Migration(migrations.Migration):
    dependencies = [("members", "0006_name_key")]

    operations = [
        migrations.AddField("member", "blocks_people", models.BooleanField(default=False, editable=False)),
        migrations.RunPython(note_those_who_block, migrations.RunPython.noop),
    ]
