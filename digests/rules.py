"""Who may read which kind of letter. Pure: no query is made here."""

from members.rules import Viewer


def may_read_board(viewer: Viewer) -> bool:
    """Organizers read their letter, and so do admins, who look after the site it tells of."""
    return viewer.is_organizer or viewer.is_admin
