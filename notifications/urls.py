from django.urls import path

from notifications import views

app_name = "notifications"
urlpatterns = [
    path("notifications/", views.notices, name="notices"),
    path("notifications/seen/", views.seen, name="seen"),
    path("notifications/<int:notice_id>/", views.follow, name="follow"),
]
