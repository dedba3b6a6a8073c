"""Things a member was told. A notice knows what to say and where it leads, never what it is about."""

from django.conf import settings
from django.db import models

from kit import clock
from kit.fields import bounded


class Cause(models.Model):
    """One act of which people were told, said once however many they are.

    `subject` and `thread` are names such as "comment:12" and "post:7", by which the act that undoes it can withdraw
    it. `title` is of the discussion it stands in; the sentence is made of it and of names (`notifications.kinds`),
    or stands whole in `text` for a kind that has no sentence of its own.
    """

    subject = models.CharField(max_length=60)
    thread = models.CharField(max_length=60, blank=True, default="")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    actor_name = models.CharField(max_length=80, blank=True, default="")
    title = models.CharField(max_length=140, blank=True, default="")
    text = models.CharField(max_length=300, blank=True, default="")
    quote = models.CharField(max_length=280, blank=True, default="")
    url = models.CharField(max_length=200)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = bounded(
            "notifications_cause", subject=60, thread=60, actor_name=80, title=140, text=300, quote=280, url=200
        )
        indexes = [
            models.Index(fields=["subject"], name="notifications_cause_subject"),
            models.Index(fields=["thread"], name="notifications_cause_thread"),
        ]

    def __str__(self) -> str:
        return self.subject


class Notice(models.Model):
    """One line for one reader. What happens while it waits unread and has its `merge_key` (a kind and a branch) joins
    it: its causes are the `Told` rows, and `latest` is the last of them.

    `mail_at`: when what has not been mailed of it is due to be, if it is; `waiting_since`: when the first of that
    happened. `on_site` is false for what its reader wants by mail alone.
    """

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    merge_key = models.CharField(max_length=120)
    thread = models.CharField(max_length=60, blank=True, default="")
    latest = models.ForeignKey(Cause, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(null=True)
    on_site = models.BooleanField(default=True)
    waiting_since = models.DateTimeField(null=True)
    mail_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "merge_key"],
                condition=models.Q(seen_at__isnull=True),
                name="notifications_notice_unread_unique",
            ),
            *bounded("notifications_notice", kind=40, thread=60, merge_key=120),
        ]
        indexes = [
            models.Index(fields=["recipient", "-created_at"], name="notifications_notice_page"),
            models.Index(fields=["thread"], name="notifications_notice_thread"),
            models.Index(
                fields=["mail_at"],
                condition=models.Q(mail_at__isnull=False),
                name="notifications_notice_mail_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.recipient_id}"


class NoticeMail(models.Model):
    """One mail that tells of notices. It holds no words: the queue's row does, until it is sent.

    `count` is how many causes it was made of; a mail that is called back because some of them may no longer be told
    does not count among those of its day.
    """

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_mails")
    at = models.DateTimeField(default=clock.now)
    count = models.PositiveIntegerField()
    called_back_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["recipient", "at"], name="notifications_mail_of_day")]

    def __str__(self) -> str:
        return f"mail {self.pk} to {self.recipient_id}"


class Told(models.Model):
    """A notice tells of a cause; `mail` is the mail that told it too."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="told")
    cause = models.ForeignKey(Cause, on_delete=models.CASCADE, related_name="told")
    mail = models.ForeignKey(NoticeMail, null=True, on_delete=models.SET_NULL, related_name="told")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "cause"], name="notifications_told_unique")]

    def __str__(self) -> str:
        return f"{self.notice_id} tells of {self.cause_id}"
