"""Which app answers where. The addresses are listed in docs/ARCHITECTURE.md; others rely on them."""

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import include, path
from taggit.models import Tag

admin.autodiscover()
# rows that nobody tends by hand: roles make the groups, members end their own sessions, our own tags are listed
for made_elsewhere in (EmailAddress, Authenticator, UserSession, Group, Tag):
    admin.site.unregister(made_elsewhere)
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", include("kit.urls")),
    path("", include("operations.urls")),
    path("", include("discovery.urls")),
    path("", include("comments.urls")),
    path("", include("learning.urls")),
    path("", include("curation.urls")),
    path("", include("notifications.urls")),
    path("", include("members.urls")),
    path("", include("digests.urls")),
    path("", include("evidence.urls")),
    # last of the rooms: a discussion's slug would take the addresses of acts on it
    path("", include("posts.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
