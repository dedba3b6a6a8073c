"""Who comes back with a session, and what they chose."""

from allauth.account.auth_backends import AuthenticationBackend

from members.models import Member


class HouseBackend(AuthenticationBackend):
    """Allauth's way to sign in; a member comes with their preferences, so that no page asks for them again."""

    def get_user(self, user_id: object) -> Member | None:
        try:
            member = Member.objects.select_related("preferences").get(pk=user_id)
        except Member.DoesNotExist:
            return None
        return member if self.user_can_authenticate(member) else None
