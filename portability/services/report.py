"""What an import did, in the order in which one would ask."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _


@dataclass(slots=True)
class Report:
    """New rows by kind, how many were known already, and what was left out or changed."""

    posts: int = 0
    comments: int = 0
    bylines: int = 0
    mentions: int = 0
    known: int = 0
    shortened: int = 0
    left_out: Counter[str] = field(default_factory=Counter)

    @property
    def taken(self) -> int:
        return self.posts + self.comments + self.mentions + self.known

    def lines(self) -> list[str]:
        """One fact a line."""
        told = [
            _("discussions: %(count)s") % {"count": self.posts},
            _("comments: %(count)s") % {"count": self.comments},
            _("people (bylines, no accounts): %(count)s") % {"count": self.bylines},
            _("mentions by other sites: %(count)s") % {"count": self.mentions},
        ]
        if self.known:
            told.append(_("here already, left as they are: %(count)s") % {"count": self.known})
        if self.shortened:
            told.append(_("too long, cut at the end: %(count)s") % {"count": self.shortened})
        told += [
            _("left out, %(reason)s: %(count)s") % {"reason": reason, "count": count}
            for reason, count in sorted(self.left_out.items())
        ]
        return told
