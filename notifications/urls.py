from django.urls import path

from notifications.views import choices, notices, private

app_name = "notifications"
urlpatterns = [
    path("notifications/", notices.notices, name="notices"),
    path("notifications/seen/", notices.seen, name="seen"),
    path("notifications/unseen/", notices.unseen, name="unseen"),
    path("notifications/<int:notice_id>/", notices.follow, name="follow"),
    path("notifications/<int:notice_id>/change/", notices.change, name="change"),
    path("preferences/notices/", choices.choices, name="choices"),
    path("people/<str:username>/level/", choices.regard, name="regard"),
    # as at a letter's foot: no slash at the end, so that a mail program's POST is none of a redirect's
    path("u/n.<str:token>", choices.stop, name="stop"),
    path("private/", private.private_list, name="private"),
    path("private/new/", private.begin, name="private_new"),
    path("private/<int:thread_id>/", private.talk, name="private_talk"),
    path("private/<int:thread_id>/leave/", private.leave, name="private_leave"),
    path("private/<int:thread_id>/report/", private.report_talk, name="private_report"),
    path("private/<int:thread_id>/settle/", private.settle, name="private_settle"),
    path("private/words/<int:message_id>/remove/", private.remove_words, name="private_remove"),
]
