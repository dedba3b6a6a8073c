from django.urls import path

from operations import views, views_demo

app_name = "operations"
urlpatterns = [
    path("healthz", views.alive, name="alive"),
    path("readyz", views.ready, name="ready"),
    path("demo/sign-in/", views_demo.become, name="become"),
    path("mailbox/", views_demo.mailbox, name="mailbox"),
    path("mailbox/<str:key>/", views_demo.mail, name="mail"),
    path("mailbox/<str:key>/html/", views_demo.mail_html, name="mail_html"),
]
