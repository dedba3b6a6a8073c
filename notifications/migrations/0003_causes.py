import django.db.models.deletion
import kit.clock
from django.conf import settings
from django.db import migrations, models

from kit.fields import bounded


class Migration(migrations.Migration):
    """Notices of several people about one thing keep who they were: causes stand in rows of their own."""

    dependencies = [("notifications", "0002_private_words")]

    operations = [
        migrations.CreateModel(
            name="Cause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=60)),
                ("thread", models.CharField(blank=True, default="", max_length=60)),
                ("actor_name", models.CharField(blank=True, default="", max_length=80)),
                ("title", models.CharField(blank=True, default="", max_length=140)),
                ("text", models.CharField(blank=True, default="", max_length=300)),
                ("quote", models.CharField(blank=True, default="", max_length=280)),
                ("url", models.CharField(max_length=200)),
                ("at", models.DateTimeField(default=kit.clock.now)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["subject"], name="notifications_cause_subject"),
                    models.Index(fields=["thread"], name="notifications_cause_thread"),
                ],
                "constraints": bounded(
                    "notifications_cause",
                    subject=60,
                    thread=60,
                    actor_name=80,
                    title=140,
                    text=300,
                    quote=280,
                    url=200,
                ),
            },
        ),
        migrations.CreateModel(
            name="NoticeMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=kit.clock.now)),
                ("count", models.PositiveIntegerField()),
                ("called_back_at", models.DateTimeField(null=True)),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notice_mails",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["recipient", "at"], name="notifications_mail_of_day")],
            },
        ),
        migrations.CreateModel(
            name="Told",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "cause",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="told", to="notifications.cause"
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="told", to="notifications.notice"
                    ),
                ),
                (
                    "mail",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="told",
                        to="notifications.noticemail",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["notice", "cause"], name="notifications_told_unique"),
                ],
            },
        ),
        migrations.AddField(
            "notice",
            "latest",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="notifications.cause",
            ),
        ),
        migrations.AddField("notice", "on_site", models.BooleanField(default=True)),
        migrations.AddField("notice", "waiting_since", models.DateTimeField(null=True)),
        migrations.AddField("notice", "mail_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "notice",
            models.Index(
                fields=["mail_at"],
                condition=models.Q(mail_at__isnull=False),
                name="notifications_notice_mail_due",
            ),
        ),
    ]
