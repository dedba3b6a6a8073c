from django.db import migrations


def carry_over(apps, schema_editor):
    """What is known of addresses holds for all mail from here on."""
    bounce = apps.get_model("kit", "Bounce")
    for state in apps.get_model("digests", "DeliveryState").objects.filter(bounces__gt=0).iterator():
        known = {"count": state.bounces, "at": state.bounced_at}
        bounce.objects.update_or_create(address=state.bounced_address.lower(), defaults=known)


class Migration(migrations.Migration):
    dependencies = [
        ("digests", "0002_reasons_in_words"),
        ("kit", "0002_bounces"),
    ]

    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop, elidable=True),
        migrations.DeleteModel(name="DeliveryState"),
    ]
