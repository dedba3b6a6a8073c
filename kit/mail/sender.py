"""Under which name mail goes out."""

from email.utils import formataddr, parseaddr

from django.conf import settings

from kit import site


def sender() -> str:
    """The sender of all mail: DEFAULT_FROM_EMAIL, under the community's name unless it has a name of its own."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return settings.DEFAULT_FROM_EMAIL if name else formataddr((" ".join(site.get("SITE_NAME").split()), address))
