from django.urls import path

from comments.views import drafting, history, reading, resolving, talking

app_name = "comments"
urlpatterns = [
    path("d/<int:post_id>/comments/", talking.post_comment, name="post"),
    path("d/<int:post_id>/reply/", talking.reply_to_post, name="reply_to_post"),
    path("d/<int:post_id>/draft/", drafting.draft, name="draft"),
    path("d/<int:post_id>/draft/autosave/", drafting.autosave, name="autosave"),
    path("drafts/replies/download/", drafting.download, name="download_drafts"),
    path("drafts/replies/<int:draft_id>/discard/", drafting.discard, name="discard_draft"),
    path("d/<int:post_id>/answered/", resolving.found_elsewhere, name="found_elsewhere"),
    path("d/<int:post_id>/reopen/", resolving.reopen, name="reopen"),
    path("d/<int:post_id>/seen/", reading.seen, name="seen"),
    path("d/<int:post_id>/seen.gif", reading.seen_image, name="seen_image"),
    path("d/<int:post_id>/caught-up/", reading.catch_up, name="catch_up"),
    path("d/<int:post_id>/caught-up/undo/", reading.undo_catch_up, name="undo_catch_up"),
    path("d/<int:post_id>/arrivals/", reading.arrivals, name="arrivals"),
    path("c/<int:comment_id>/fold/", reading.fold, name="fold"),
    path("c/<int:comment_id>/", talking.permalink, name="permalink"),
    path("c/<int:comment_id>/reply/", talking.reply, name="reply"),
    path("c/<int:comment_id>/revisions/", history.revisions, name="revisions"),
    path("c/<int:comment_id>/edit/", talking.edit, name="edit"),
    path("c/<int:comment_id>/remove/", talking.remove, name="remove"),
    path("c/<int:comment_id>/take-back/", talking.take_back, name="take_back"),
    path("c/<int:comment_id>/answered/", resolving.answered, name="answered"),
]
