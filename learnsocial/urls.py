"""Which app answers where. The addresses are listed in docs/ARCHITECTURE.md; others rely on them."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

admin.autodiscover()
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
