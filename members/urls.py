from django.urls import path

from members import views

app_name = "members"
urlpatterns = [
    path("preferences/", views.preferences, name="preferences"),
    path("preferences/profile/", views.profile, name="profile"),
    path("mentions/", views.called, name="called"),
    path("about/", views.about, name="about"),
    path("norms/", views.page, {"name": "norms"}, name="norms"),
    path("privacy/", views.page, {"name": "privacy"}, name="privacy"),
    path("accessibility/", views.page, {"name": "accessibility"}, name="accessibility"),
]
