from django.urls import path

from curation.views import care, moving

app_name = "curation"
urlpatterns = [
    path("seeds/", care.why_we_seed, name="why"),
    path("d/<int:post_id>/report/", care.report, name="report_post"),
    path("c/<int:comment_id>/report/", care.report, name="report_comment"),
    path("d/<int:post_id>/hide/", care.hide, name="hide_post"),
    path("c/<int:comment_id>/hide/", care.hide, name="hide_comment"),
    path("d/<int:post_id>/restore/", care.restore, name="restore_post"),
    path("c/<int:comment_id>/restore/", care.restore, name="restore_comment"),
    path("c/<int:comment_id>/grow/", moving.grow, name="grow"),
    path("c/<int:comment_id>/move/", moving.move, name="move_comment"),
    path("d/<int:post_id>/merge/", moving.merge, name="merge"),
    path("moves/<int:move_id>/", moving.put_back, name="put_back"),
    path("people/<str:username>/spam/", care.remove_spam, name="remove_spam"),
    path("actions/", care.actions, name="actions"),
    path("actions/<int:action_id>/answer/", care.answer, name="answer"),
    path("actions/<int:action_id>/answer/read/", care.read_answer, name="read_answer"),
    path("actions/<int:action_id>/undo/", care.undo_spam, name="undo_spam"),
    path("reports/<int:report_id>/settle/", care.settle, name="settle"),
]
