"""A small community in which everything exists once, so that every address of the site has something to show.

Olive owns what is private in it; each private text has a word of its own (`SECRETS`) that stands nowhere else.
"""

import datetime as dt
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from comments import services as comments
from comments.models import Comment
from curation import services as curation
from curation.models import FlagReason
from digests.models import Delivery
from digests.services import stop_url as stop_letters_url
from kit import clock, site
from learning import services as learning
from learning.models import TakeawayVisibility
from members.models import Member
from notifications import services as notifications
from notifications.models import Notice
from notifications.services.mails import stop_url
from posts import services as posts
from posts.models import Post
from tests.factories import make_comment, make_member, make_post
from tests.pictures import brought

# by whose text it is: where one of them stands, and who may read it there
SECRETS = {
    "draft": "zwieback",
    "asked draft": "saltimbocca",
    "reply draft": "gugelhupf",
    "private line": "kaiserschmarrn",
    "private words": "lebkuchen",
    "reported private words": "bouillabaisse",
    "hidden discussion": "marzipan",
    "hidden comment": "sauerkraut",
    "removed comment": "ratatouille",
    "held comment": "chimichurri",
    "what a comment said before": "pumpernickel",
    "what a discussion said before": "quiche",
    "why it was hidden": "vinaigrette",
    "note of a report": "worcestershire",
    "address": "olive.zabaglione@example.org",
}


@dataclass
class Town:
    """What stands in it, by the names that addresses use."""

    olive: Member
    stella: Member
    bob: Member
    curator: Member
    organizer: Member
    admin: Member
    post: Post
    places: dict[str, object] = field(default_factory=dict)

    @property
    def people(self) -> dict[str, Member | None]:
        """Who comes by, from nobody in particular to whoever runs the site; Olive owns, Bob was asked by her."""
        return {
            "anyone": None,
            "stella": self.stella,
            "bob": self.bob,
            "olive": self.olive,
            "curator": self.curator,
            "organizer": self.organizer,
            "admin": self.admin,
        }


def build() -> Town:
    """Everything through the services, as people would."""
    site.put(values={"COMMUNITY_VISIBILITY": "members"}, by_name="the tests")
    with clock.at(clock.now() - dt.timedelta(days=30)):
        olive = make_member("Olive Owner", username="olive", email=SECRETS["address"])
        town = Town(
            olive,
            make_member("Stella Stranger", username="stella"),
            make_member("Bob Asked", username="bob"),
            make_member("Cleo Curator", username="cleo", is_curator=True, is_staff=True),
            make_member("Orla Organizer", username="orla", is_organizer=True, is_staff=True),
            make_member("Adam Admin", username="adam", is_superuser=True, is_staff=True),
            make_post(olive, kind="question", title="How do we open a first evening", body="We begin in the corridor."),
        )
    _talk(town)
    _write(town)
    _confide(town)
    _moderate(town)
    _mail(town)
    return town


def _talk(town: Town) -> None:
    first = make_comment(town.olive, town.post, body=f"A first thought: {SECRETS['what a comment said before']}.")
    answer = make_comment(town.bob, town.post, parent=first, body="Ask one line at the door, @olive.")
    gone = make_comment(town.olive, town.post, body=f"Never mind: {SECRETS['removed comment']}.")
    make_comment(town.bob, town.post, parent=gone, body="That was worth a thought.")
    comments.remove_comment(member=town.olive, comment=gone)
    comments.edit_comment(editor=town.olive, comment=first, body="A better thought.", version=first.version)
    posts.edit_post(
        editor=town.olive,
        post=_with_other_words(town, SECRETS["what a discussion said before"]),
        title=town.post.title,
        body="We begin in the corridor, and it works.",
        tags=["learning"],
        fields={},
        version=Post.objects.get(pk=town.post.pk).version,
    )
    comments.resolve_question(asker=town.olive, post=town.post, comment=answer, note="It worked at once.")
    learning.keep_line(member=town.olive, post=town.post, comment=answer, text=f"Kept: {SECRETS['private line']}.")
    line = learning.keep_line(
        member=town.bob, post=town.post, text="Open with a question.", visibility=TakeawayVisibility.EVERYONE
    )
    learning.mark_useful(member=town.bob, post=town.post, comment=first)
    town.places |= {"comment_id": answer.pk, "gone": gone.pk, "first": first.pk, "line_id": line.pk}


def _with_other_words(town: Town, word: str) -> Post:
    return posts.edit_post(
        editor=town.olive,
        post=town.post,
        title=town.post.title,
        body=f"We begin with {word}.",
        tags=["learning"],
        fields={},
        version=town.post.version,
    )


def _write(town: Town) -> None:
    own = posts.save_draft(member=town.olive, kind="reflection", title=f"About {SECRETS['draft']}", body="Not yet.")
    asked = posts.save_draft(member=town.olive, kind="reflection", title="Half a thought", body=SECRETS["asked draft"])
    posts.ask_one_person(draft=asked, reader=town.bob, words="What is missing?")
    reply = comments.save_reply_draft(member=town.olive, post=town.post, parent=None, body=SECRETS["reply draft"])
    picture = brought(town.olive)
    assert reply
    town.places |= {"reply_draft": f"/drafts/replies/{reply.pk}/discard/"}
    town.places |= {"draft_id": own.pk, "asked_draft": asked.pk, "picture": picture.place.address}


def _confide(town: Town) -> None:
    subject = f"post:{town.post.pk}"
    said = notifications.write_privately(
        author=town.olive, to=town.bob, subject=subject, body=f"Between us: {SECRETS['private words']}."
    )
    told = notifications.write_privately(
        author=town.stella, to=town.olive, subject=subject, body=f"Look here: {SECRETS['reported private words']}."
    )
    notifications.report_private(reporter=town.olive, thread=told.thread, note="Not like this, please.")
    town.places |= {"thread_id": said.thread_id, "reported_thread": told.thread_id, "message_id": said.pk}


def _moderate(town: Town) -> None:
    hidden = make_post(town.olive, title="A corridor to be hidden", body=f"Full of {SECRETS['hidden discussion']}.")
    bad = make_comment(town.olive, town.post, body=f"Unkind words: {SECRETS['hidden comment']}.")
    held = make_comment(town.olive, town.post, body=f"Waiting words: {SECRETS['held comment']}.")
    Comment.objects.filter(pk=held.pk).update(status="held")
    report = curation.report(
        reporter=town.bob, post=hidden, reason=FlagReason.OTHER, note=f"It says {SECRETS['note of a report']}."
    )
    reason = f"Too much {SECRETS['why it was hidden']}."
    action = curation.hide(curator=town.curator, post=hidden, reason=reason)
    curation.hide(curator=town.curator, post=town.post, comment=bad, reason=reason)
    grown = make_comment(town.bob, town.post, body="A thought that is long enough to stand alone. " * 5)
    elsewhere = make_post(town.bob, title="Chairs in a circle", body="Round or square.", tags=["rooms"])
    move = curation.move(curator=town.curator, comment=grown, to=elsewhere, reason="It is about chairs.")
    assert action
    town.places |= {
        "hidden": hidden.pk,
        "bad": bad.pk,
        "report_id": report.pk,
        "action_id": action.pk,
        "move_id": move.pk,
        "elsewhere": elsewhere.pk,
    }


def _mail(town: Town) -> None:
    letter = Delivery.objects.create(member=town.olive, kind="member", period="2026-W40", reason="weekly", items=[])
    notice = Notice.objects.filter(recipient=town.olive).latest("pk")
    town.places |= {
        "letter_id": letter.pk,
        "notice_id": notice.pk,
        "stop_letters": urlsplit(stop_letters_url(town.olive.pk, "member")).path,
        "stop_notices": urlsplit(stop_url(town.olive.pk, ["reply"])).path,
    }
