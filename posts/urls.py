from django.urls import path

from posts.views import changing, reading, writing

app_name = "posts"
urlpatterns = [
    path("d/new/", writing.compose, name="compose"),
    path("d/preview/", writing.preview, name="preview"),
    path("drafts/", changing.drafts, name="drafts"),
    path("drafts/save/", writing.save, name="save_draft"),
    path("drafts/<int:draft_id>/discard/", changing.discard, name="discard_draft"),
    path("d/<int:post_id>/edit/", changing.edit, name="edit"),
    path("d/<int:post_id>/take-back/", changing.take_back, name="take_back"),
    path("d/<int:post_id>/remove/", changing.remove, name="remove"),
    path("d/<int:post_id>/revisions/", reading.revisions, name="revisions"),
    path("d/<int:post_id>/read/", reading.read, name="read"),
    path("d/<int:post_id>/", reading.discussion, name="discussion_short"),
    path("d/<int:post_id>/<str:slug>/", reading.discussion, name="discussion"),
]
