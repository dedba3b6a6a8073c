from django.urls import path

from comments import views

app_name = "comments"
urlpatterns = [
    path("d/<int:post_id>/comments/", views.post_comment, name="post"),
    path("d/<int:post_id>/reply/", views.reply_to_post, name="reply_to_post"),
    path("d/<int:post_id>/reopen/", views.reopen, name="reopen"),
    path("c/<int:comment_id>/", views.permalink, name="permalink"),
    path("c/<int:comment_id>/reply/", views.reply, name="reply"),
    path("c/<int:comment_id>/edit/", views.edit, name="edit"),
    path("c/<int:comment_id>/remove/", views.remove, name="remove"),
    path("c/<int:comment_id>/take-back/", views.take_back, name="take_back"),
    path("c/<int:comment_id>/answered/", views.answered, name="answered"),
]
