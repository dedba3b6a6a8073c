from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from kit.fields import bounded

TAG_LENGTH = 40


class Tag(TagBase):
    """What a discussion is about. Names differ by more than their case (TAGGIT_CASE_INSENSITIVE)."""

    name = models.CharField(_("name"), max_length=TAG_LENGTH, unique=True)
    slug = models.SlugField(_("slug"), max_length=60, unique=True, allow_unicode=True)
    description = models.CharField(_("description"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        constraints = bounded("posts_tag", name=TAG_LENGTH, slug=60, description=300)

    def get_absolute_url(self) -> str:
        return f"/tags/{self.slug}/"


class TaggedPost(ItemBase):
    """The first tag of a discussion is the one with the lowest id."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tagged_posts")
    content_object = models.ForeignKey("posts.Post", on_delete=models.CASCADE, related_name="tagged_items")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "content_object"], name="posts_taggedpost_unique")]
