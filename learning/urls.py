from django.urls import path

from learning import views

app_name = "learning"
urlpatterns = [
    path("learning/", views.kept, name="kept"),
    path("learning/lines/<int:line_id>/show/", views.show_line, name="show_line"),
    path("learning/lines/<int:line_id>/delete/", views.delete_line, name="delete_line"),
    path("d/<int:post_id>/react/", views.mark, name="mark_post"),
    path("c/<int:comment_id>/react/", views.mark, name="mark_comment"),
    path("d/<int:post_id>/keep/", views.keep, name="keep_from_post"),
    path("c/<int:comment_id>/keep/", views.keep, name="keep_from_comment"),
]
