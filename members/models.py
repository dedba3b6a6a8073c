"""People: accounts, imported bylines, what each person chose, and the days they came."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.fields import ByteOrderedField, bounded, one_of
from members.names import skeleton_of
from members.querysets import MemberManager

NAME_LENGTH = 80
USERNAME_LENGTH = 30
BIO_LENGTH = 500


class Member(AbstractBaseUser, PermissionsMixin):
    """An account. Roles are columns, so that knowing who is looking costs no further query."""

    username = models.CharField(_("username"), max_length=USERNAME_LENGTH, unique=True)
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    # by which people are found while somebody types; the database keeps it
    name_key = models.GeneratedField(expression=Lower("name"), output_field=ByteOrderedField(), db_persist=True)
    email = models.EmailField(_("email address"), max_length=254)
    bio = models.TextField(_("about you"), max_length=BIO_LENGTH, blank=True, default="")
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    joined_at = models.DateTimeField(_("joined"), default=clock.now)
    last_seen_at = models.DateTimeField(_("last seen"), null=True, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may open the admin"), default=False)
    is_curator = models.BooleanField(_("curator"), default=False)
    is_organizer = models.BooleanField(_("organizer"), default=False)
    staff_voice = models.BooleanField(
        _("speaks for the organization"),
        default=False,
        help_text=_("What this account writes counts as staff, not as members, in scores and reports."),
    )
    held = models.BooleanField(_("posts wait for a curator"), default=False)
    suspended_until = models.DateTimeField(_("may not write until"), null=True, blank=True)
    has_kept = models.BooleanField(default=False, editable=False)  # written down by higher floors
    blocks_people = models.BooleanField(default=False, editable=False)  # so that nobody else's pages ask whom
    is_demo = models.BooleanField(default=False, editable=False)

    objects = MemberManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email", "name"]

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(skeleton_of("username"), name="members_member_username_unique"),
            *bounded(
                "members_member", username=USERNAME_LENGTH, name=NAME_LENGTH, email=254, bio=BIO_LENGTH, time_zone=64
            ),
        ]
        indexes = [
            models.Index(Lower("email"), name="members_member_email"),
            models.Index(Lower("username"), name="members_member_username"),
            models.Index(fields=["name_key"], name="members_member_name_key"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/people/{self.username}/"


class FormerUsername(models.Model):
    """A name somebody gave up; it redirects to them, and nobody else may take it, until `until`."""

    username = models.CharField(max_length=USERNAME_LENGTH)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="former_usernames")
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(skeleton_of("username"), name="members_formerusername_unique"),
            *bounded("members_formerusername", username=USERNAME_LENGTH),
        ]

    def __str__(self) -> str:
        return self.username


class Byline(models.Model):
    """The name over imported words. Nobody signs in as a byline; a member may claim it later."""

    source = models.CharField(max_length=40)
    source_key = models.CharField(max_length=200)
    name = models.CharField(max_length=NAME_LENGTH)
    email_hash = models.CharField(max_length=64, blank=True, default="")
    claimed_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="bylines")
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "source_key"], name="members_byline_source_unique"),
            *bounded("members_byline", source=40, source_key=200, name=NAME_LENGTH, email_hash=64),
        ]

    def __str__(self) -> str:
        return self.name


class LetterFrequency(models.TextChoices):
    WEEKLY = "weekly", _("Every week")
    FORTNIGHTLY = "fortnightly", _("Every two weeks")
    MONTHLY = "monthly", _("Once a month")
    NEVER = "never", _("Never")


class LetterFormat(models.TextChoices):
    HTML = "html", _("With pictures and type")
    TEXT = "text", _("Plain text")


class CommentOrder(models.TextChoices):
    AUTHOR = "author", _("As the author of a discussion chose")
    BEST = "best", _("Best first")
    NEW = "new", _("Newest first")
    OLD = "old", _("Oldest first")
    LATEST = "latest", _("Latest reply first")


class ReplyStyle(models.TextChoices):
    """How somebody likes to take part; it sets how often anything is offered."""

    READ = "read", _("Mostly read")
    JOIN = "join", _("Join in sometimes")
    START = "start", _("Start things")


class NoticePreset(models.TextChoices):
    """How much a member is told; what each means for every kind of notice stands in `notifications.kinds`."""

    QUIET = "quiet", _("Quiet")
    STEADY = "steady", _("Steady")
    CLOSE = "close", _("Close")
    OWN = "own", _("Own mix")


class Preferences(models.Model):
    """What a member chose. How a delivery went is not here but with the letters and notices.

    `notice_choices` is the own mix: for each kind of notice whether it stands on the site, and when it is mailed.
    Between `quiet_from` and `quiet_until` (hours in the member's zone; both alike: never) no notice is mailed, and
    with the morning's end of it comes what is told once a day.
    """

    member = models.OneToOneField(Member, primary_key=True, on_delete=models.CASCADE, related_name="preferences")
    letter_frequency = models.CharField(max_length=12, choices=LetterFrequency, default=LetterFrequency.WEEKLY)
    letter_weekday = models.PositiveSmallIntegerField(null=True, blank=True)
    letter_hour = models.PositiveSmallIntegerField(null=True, blank=True)
    letter_format = models.CharField(max_length=4, choices=LetterFormat, default=LetterFormat.HTML)
    letter_paused_until = models.DateField(null=True, blank=True)
    organizer_letter = models.BooleanField(default=True)
    record_reading = models.BooleanField(default=True)
    comment_order = models.CharField(max_length=6, choices=CommentOrder, default=CommentOrder.AUTHOR)
    opens_everything = models.BooleanField(default=False)  # busy discussions too, instead of quiet branches in a line
    learning_devices = models.BooleanField(default=True)
    style = models.CharField(max_length=5, choices=ReplyStyle, default=ReplyStyle.READ)
    notice_preset = models.CharField(max_length=6, choices=NoticePreset, default=NoticePreset.STEADY)
    notice_choices = models.JSONField(default=dict, blank=True)
    follow_own = models.BooleanField(default=True)
    quiet_from = models.PositiveSmallIntegerField(default=21)
    quiet_until = models.PositiveSmallIntegerField(default=7)

    class Meta:
        verbose_name_plural = _("preferences")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(letter_weekday__isnull=True) | models.Q(letter_weekday__lte=6),
                name="members_preferences_weekday",
            ),
            models.CheckConstraint(
                condition=models.Q(letter_hour__isnull=True) | models.Q(letter_hour__lte=23),
                name="members_preferences_hour",
            ),
            models.CheckConstraint(
                condition=models.Q(quiet_from__lte=23, quiet_until__lte=23), name="members_preferences_quiet_hours"
            ),
            *one_of(
                "members_preferences",
                notice_preset=NoticePreset,
                letter_frequency=LetterFrequency,
                letter_format=LetterFormat,
                comment_order=CommentOrder,
                style=ReplyStyle,
            ),
        ]

    def __str__(self) -> str:
        return f"preferences of {self.member_id}"


class Regard(models.TextChoices):
    """How much somebody wants to hear of another. Nobody is told which of these was chosen for them."""

    FOLLOW = "follow", _("Following")
    LESS = "less", _("Once a day at most")
    MUTED = "muted", _("Muted")
    BLOCKED = "blocked", _("Blocked")


# of whom nothing is told; whoever is blocked can moreover not write to the other in private
SILENCED = (Regard.MUTED, Regard.BLOCKED)


class PersonWatch(models.Model):
    """What `member` wants to hear of `person`; without a row, what concerns the member and no more."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="regards")
    person = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="regarded_by")
    level = models.CharField(max_length=7, choices=Regard)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "person"], name="members_personwatch_unique"),
            models.CheckConstraint(
                condition=~models.Q(member=models.F("person")), name="members_personwatch_not_oneself"
            ),
            *one_of("members_personwatch", level=Regard),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}, {self.level}: {self.person_id}"


class VisitDay(models.Model):
    """One row for each day (in the member's own zone) on which a member came."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="visit_days")
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "day"], name="members_visitday_unique")]
        indexes = [models.Index(fields=["day", "member"], name="members_visitday_day")]

    def __str__(self) -> str:
        return f"{self.member_id} on {self.day}"
