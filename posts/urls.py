from django.urls import path, re_path

from posts.views import changing, drafting, drafts, following, looking, pictures, reading, tags, writing

ADDRESS = r"pictures/(?P<key>[A-Za-z0-9_-]{22})-(?P<width>[0-9]{1,4})x(?P<height>[0-9]{1,4})\.webp"

app_name = "posts"
urlpatterns = [
    path("d/new/", writing.compose, name="compose"),
    path("d/preview/", looking.preview, name="preview"),
    path("pictures/", pictures.bring, name="bring_picture"),
    path("pictures/new/", pictures.new, name="new_picture"),
    re_path(rf"^{ADDRESS}$", pictures.see, name="picture"),
    path("drafts/", drafts.drafts, name="drafts"),
    path("drafts/download/", drafts.download, name="download_drafts"),
    path("drafts/ask-again/", drafts.ask_again, name="ask_again"),
    path("drafts/<int:draft_id>/", drafts.read, name="read_draft"),
    path("drafts/<int:draft_id>/ask/", drafts.ask_one, name="ask_one"),
    path("drafts/<int:draft_id>/think-aloud/", drafts.think_aloud, name="think_aloud"),
    path("drafts/<int:draft_id>/leave/", drafts.leave, name="leave_draft"),
    path("drafts/<int:draft_id>/do-not-ask/", drafts.do_not_ask, name="do_not_ask"),
    path("drafts/<int:draft_id>/bring-back/", drafts.bring_back, name="bring_back_draft"),
    path("tags/<str:slug>/follow/", tags.follow, name="follow_tag"),
    path("tags/<str:slug>/describe/", tags.describe, name="describe_tag"),
    path("drafts/save/", drafting.save, name="save_draft"),
    path("drafts/autosave/", drafting.autosave, name="autosave"),
    path("drafts/<int:draft_id>/discard/", drafts.discard, name="discard_draft"),
    path("preferences/following/", following.following, name="following"),
    path("tags/<str:slug>/level/", following.tag_level, name="tag_level"),
    path("d/<int:post_id>/level/", following.level, name="level"),
    path("d/<int:post_id>/edit/", changing.edit, name="edit"),
    path("d/<int:post_id>/order/", changing.order, name="order"),
    path("d/<int:post_id>/take-back/", changing.take_back, name="take_back"),
    path("d/<int:post_id>/not-new/", changing.not_new, name="not_new"),
    path("d/<int:post_id>/remove/", changing.remove, name="remove"),
    path("d/<int:post_id>/revisions/", reading.revisions, name="revisions"),
    path("d/<int:post_id>/read/", reading.read, name="read"),
    path("d/<int:post_id>/", reading.discussion, name="discussion_short"),
    path("d/<int:post_id>/<str:slug>/", reading.discussion, name="discussion"),
]
