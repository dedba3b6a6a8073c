"""Who comes back with a session, and what they chose."""

from allauth.account.auth_backends import AuthenticationBackend

from members.models import Member


class HouseBackend(AuthenticationBackend):
    """Allauth's way to sign in; a member comes with their preferences, so that no page asks for them again."""

    def get_user(self, user_id: object) -> Member | None:
        member = Member.objects.select_related("preferences").filter(pk=user_id).first()
        return member if member is not None and self.user_can_authenticate(member) else None
