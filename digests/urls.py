from django.urls import path

from digests import views

app_name = "digests"
urlpatterns = [
    path("letters/", views.letters, name="letters"),
    path("letters/preview/", views.preview, name="preview"),
    path("letters/<int:letter_id>/", views.letter, name="letter"),
    # no slash at the end: a redirect would turn a mail program's POST into a GET
    path("u/<str:token>", views.choose, name="choose"),
]
