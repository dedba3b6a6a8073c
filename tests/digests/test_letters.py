"""The weekly letters from the database to a mail server: once, with a reason, and only what their reader may read."""

import datetime as dt
import re
from email import message_from_bytes, policy
from io import StringIO

import pytest
from django.core.mail import EmailMessage
from django.core.management import call_command

from comments.services import hide_comment
from digests import services
from digests.models import CuratorNote, Delivery, LetterKind, State
from kit import clock, mail
from learning.services import keep_line
from members.models import Member, Preferences
from members.services import set_regard
from posts.models import Post
from posts.services import set_tag_level, watch
from tests.factories import make_comment, make_member, make_post

WORDS = "Ask one line at the door and read the answers aloud."


@pytest.fixture
def reader(db) -> Member:
    return make_member("Rita Reader", joined_at=clock.now() - dt.timedelta(days=30))


@pytest.fixture
def answered(reader, member):
    """Something happened to the reader: a reply that was released."""
    post = make_post(reader, kind="question", title="What did you hear at the door?")
    return make_comment(member, post, body=WORDS)


def mails_to(sink, member: Member) -> list[bytes]:
    return [raw for raw in sink.taken() if f"To-Envelope: {member.email}".encode() in raw.splitlines()[0]]


def send(*arguments: str) -> str:
    out = StringIO()
    call_command("send_digests", *arguments, stdout=out)
    return out.getvalue()


def test_a_letter_goes_once_and_says_what_happened(sink, reader, answered):
    send("--to", "members")
    send("--to", "members")
    (raw,) = mails_to(sink, reader)
    read = message_from_bytes(raw, policy=policy.default)
    for kind in ("plain", "html"):
        assert WORDS in " ".join(read.get_body((kind,)).get_content().split())
    assert "Mo Member answered" in read["Subject"]
    assert Delivery.objects.get(member=reader).state == State.SENT


def test_a_letter_can_be_stopped_by_one_click(sink, client, reader, answered):
    send("--to", "members")
    (raw,) = mails_to(sink, reader)
    read = message_from_bytes(raw, policy=policy.default)
    address = read["List-Unsubscribe"].strip("<>")
    assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert reader.email not in address
    path = address.split("://", 1)[1].split("/", 1)[1]
    assert client.get(f"/{path}").status_code == 200
    reader.preferences.refresh_from_db()
    assert reader.preferences.letter_frequency == "weekly"
    strict = type(client)(enforce_csrf_checks=True)
    assert strict.post(f"/{path}", {"List-Unsubscribe": "One-Click"}).status_code == 200
    reader.preferences.refresh_from_db()
    assert reader.preferences.letter_frequency == "never"


def test_stopping_holds_for_a_planned_letter(sink, client, reader, answered):
    services.plan_running_letters(kind=LetterKind.MEMBER)
    client.post(services.stop_url(reader.pk, "member").replace("http://localhost:8000", ""))
    services.send_letters()
    assert mails_to(sink, reader) == []
    assert Delivery.objects.get(member=reader).reason == "stopped"


@pytest.mark.parametrize("act", ["fewer", "pause", "resume"])
def test_the_foot_offers_less_than_nothing_at_all(client, reader, act):
    path = services.stop_url(reader.pk, "member").replace("http://localhost:8000", "")
    assert client.post(path, {"act": act}).status_code == 200
    reader.preferences.refresh_from_db()
    assert reader.preferences.letter_frequency == {"fewer": "fortnightly"}.get(act, "weekly")
    assert (reader.preferences.letter_paused_until is not None) == (act == "pause")


def at_the_foot(client, member: Member, kind: str = "member", **said: str) -> str:
    """The page behind the link at a letter's foot, looked at or answered."""
    path = services.stop_url(member.pk, kind).replace("http://localhost:8000", "")
    return (client.post(path, said) if said else client.get(path)).content.decode()


def hidden(page: str) -> dict[str, str]:
    """What the page's form sends unseen."""
    fields = re.findall(r'<input type="hidden" name="(\w+)"(?: value="([^"]*)")?', page)
    assert fields
    return dict(fields)


@pytest.mark.parametrize("act", ["fewer", "pause", "stop", "List-Unsubscribe"])
@pytest.mark.parametrize("frequency", ["fortnightly", "monthly"])
def test_undoing_restores_what_the_act_changed_and_nothing_else(client, reader, act, frequency):
    until = clock.now().date() + dt.timedelta(days=9)
    Preferences.objects.filter(member=reader).update(letter_frequency=frequency, letter_paused_until=until)
    page = at_the_foot(client, reader, act=act)
    at_the_foot(client, reader, act="undo", **hidden(page))
    reader.preferences.refresh_from_db()
    assert (reader.preferences.letter_frequency, reader.preferences.letter_paused_until) == (frequency, until)


def test_a_monthly_reader_who_ends_a_pause_stays_a_monthly_one(client, reader):
    Preferences.objects.filter(member=reader).update(letter_frequency="monthly")
    at_the_foot(client, reader, act="pause")
    page = at_the_foot(client, reader)
    assert "It is paused until" in page
    assert "End the pause" in page
    at_the_foot(client, reader, act="resume")
    reader.preferences.refresh_from_db()
    assert (reader.preferences.letter_frequency, reader.preferences.letter_paused_until) == ("monthly", None)
    page = at_the_foot(client, reader)
    assert "Once a month" in page
    assert "Fewer letters" not in page


def test_after_stopping_the_link_says_so_and_offers_them_again(client, reader):
    at_the_foot(client, reader, act="stop")
    page = at_the_foot(client, reader)
    assert "You do not get it." in page
    assert "Get it again" in page
    assert "Stop these letters" not in page
    reader.preferences.refresh_from_db()
    assert reader.preferences.letter_frequency == "never"
    assert "Every week" in at_the_foot(client, reader, act="resume")


def test_a_nonsense_undo_changes_nothing(client, reader):
    at_the_foot(client, reader, act="stop")
    assert "You do not get it." in at_the_foot(client, reader, act="undo", of="stop", frequency="hourly")


def test_a_former_organizer_is_not_offered_the_organizers_letter(client, organizer):
    assert "Stop these letters" in at_the_foot(client, organizer, "organizer")
    at_the_foot(client, organizer, "organizer", act="stop")
    assert "Get it again" in at_the_foot(client, organizer, "organizer")
    Member.objects.filter(pk=organizer.pk).update(is_organizer=False)
    assert "Get it again" not in at_the_foot(client, organizer, "organizer")


def test_forged_tokens_are_unknown_pages(client, reader):
    path = services.stop_url(reader.pk, "member").replace("http://localhost:8000", "")
    assert client.post(path[:-2]).status_code == 404
    assert client.post("/u/nonsense").status_code == 404


def test_what_was_hidden_after_planning_is_not_in_it(sink, reader, answered):
    services.plan_running_letters(kind=LetterKind.MEMBER)
    hide_comment(comment_id=answered.pk)
    services.send_letters()
    assert not any(WORDS.encode() in raw for raw in sink.taken())


def test_private_lines_are_in_no_letter(sink, reader, answered, stranger):
    keep_line(member=stranger, post=answered.post, text="A canary that nobody else may hear")
    send()
    assert sink.taken()
    assert not any(b"canary" in raw for raw in sink.taken())


def test_nothing_worth_sending_is_not_sent_and_says_why(sink, reader):
    send("--to", "members")
    assert sink.taken() == []
    row = Delivery.objects.get(member=reader)
    assert (row.state, row.reason) == (State.SKIPPED, "nothing")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"is_active": False}, "closed"),
        ({"suspended_until": clock.now() + dt.timedelta(days=9)}, "suspended"),
        ({"email": "other@example.org"}, "unverified"),
    ],
)
def test_what_changed_since_planning_is_asked_again(sink, reader, answered, change, reason):
    services.plan_running_letters(kind=LetterKind.MEMBER)
    Member.objects.filter(pk=reader.pk).update(**change)
    services.send_letters()
    assert mails_to(sink, reader) == []
    assert Delivery.objects.get(member=reader).reason == reason


def test_a_dry_run_says_who_and_why_not_and_does_nothing(sink, reader, answered, stranger):
    said = send("--dry-run")
    assert f"to {reader.name}" in said
    assert f"no letter to {stranger.name}" in said
    assert not Delivery.objects.exists()
    assert sink.taken() == []


def test_what_the_ledger_decided_stays_until_it_is_decided_again(sink, reader, answered):
    """The planner skipped this week's letter as late: a dry run says so, and nothing goes unless it is asked for."""
    week = services.preview_for(member_id=reader.pk, kind=LetterKind.MEMBER)[0].period
    Delivery.objects.create(member=reader, kind="member", period=week, state=State.SKIPPED, reason="late")
    dry = ("--dry-run", "--to", "members")
    assert f"{reader.name} (@{reader.username}): decided already: skipped (late)" in send(*dry)
    assert f"to {reader.name}" not in send(*dry)
    send("--to", "members")
    assert sink.taken() == []
    assert f"to {reader.name}" in send(*dry, "--again")
    send("--to", "members", "--again")
    assert len(mails_to(sink, reader)) == 1
    assert f"{reader.name} (@{reader.username}): decided already: sent (personal)" in send(*dry, "--again")


def test_the_curators_note_stands_on_top(sink, reader, answered, curator):
    send_week = services.preview_for(member_id=reader.pk, kind=LetterKind.MEMBER)[0].period
    CuratorNote.objects.create(week=send_week, text="Thank you for asking aloud.", author=curator)
    send("--to", "members")
    (raw,) = mails_to(sink, reader)
    text = message_from_bytes(raw, policy=policy.default).get_body(("plain",)).get_content()
    assert text.index("Thank you for asking aloud.") < text.index(WORDS[:20])


def test_organizers_hear_who_is_waiting(sink, organizer, author):
    with clock.at(clock.now() - dt.timedelta(hours=31)):
        post = make_post(author, kind="question", title="Has anyone let members write it?")
    send("--to", "organizers")
    (raw,) = mails_to(sink, organizer)
    read = message_from_bytes(raw, policy=policy.default)
    assert "waited" in read["Subject"]
    assert post.title in read.get_body(("plain",)).get_content()
    assert "of" in read.get_body(("html",)).get_content()


def test_letters_are_read_again_on_the_web_by_their_reader_alone(sink, client, reader, answered, stranger):
    send("--to", "members")
    row = Delivery.objects.get(member=reader)
    client.force_login(reader)
    assert row.get_absolute_url() in client.get("/letters/").content.decode()
    assert WORDS in client.get(row.get_absolute_url()).content.decode()
    hide_comment(comment_id=answered.pk)
    assert WORDS not in client.get(row.get_absolute_url()).content.decode()
    client.force_login(stranger)
    assert client.get(row.get_absolute_url()).status_code == 404


def test_the_next_letter_can_be_looked_at(client, reader, answered, organizer):
    client.force_login(reader)
    assert WORDS in client.get("/letters/preview/").content.decode()
    assert not Delivery.objects.exists()
    assert client.get("/letters/preview/?kind=organizer").status_code == 404
    client.force_login(organizer)
    assert client.get("/letters/preview/?kind=organizer").status_code == 200


def test_an_empty_list_of_letters_teaches(client, reader):
    client.force_login(reader)
    assert "/letters/preview/" in client.get("/letters/").content.decode()


def test_the_log_in_the_admin_is_for_admins_and_the_note_for_curators(client, admin, curator, reader, answered):
    services.plan_running_letters(kind=LetterKind.MEMBER)
    client.force_login(admin)
    assert reader.name in client.get("/admin/digests/delivery/").content.decode()
    client.force_login(curator)
    assert client.get("/admin/digests/delivery/").status_code == 403
    assert client.post("/admin/digests/curatornote/add/", {"week": "2026-W48", "text": "Hello"}).status_code == 302
    assert CuratorNote.objects.get().author == curator


def test_the_hallway_is_in_no_letter_and_makes_none(sink, reader, member):
    joke = make_post(reader, kind="hallway", title="Worst snack")
    make_comment(member, joke, body="Celery, and a bowl of more celery.")
    assert reader.notices.exists()
    send("--to", "members")
    assert sink.taken() == []
    assert Delivery.objects.get(member=reader).reason == "nothing"


def test_what_moved_to_the_hallway_after_planning_is_not_in_the_letter(sink, reader, answered):
    services.plan_running_letters(kind=LetterKind.MEMBER)
    Post.objects.numbers_of([answered.post_id]).update(kind="hallway")
    services.send_letters()
    assert not any(WORDS.encode() in raw for raw in sink.taken())


def test_answering_a_comment_leads_to_its_reply_box(sink, client, reader, answered):
    send("--to", "members")
    (raw,) = mails_to(sink, reader)
    read = message_from_bytes(raw, policy=policy.default)
    address = f"/c/{answered.pk}/reply/"
    for kind in ("plain", "html"):
        assert address in read.get_body((kind,)).get_content().replace("=\n", "")
    client.force_login(reader)
    assert f'href="{address}"' in client.get(Delivery.objects.get(member=reader).get_absolute_url()).content.decode()
    assert 'id="reply"' in client.get(address).content.decode()


def test_a_line_kept_from_the_readers_words_is_told_once(client, reader, member, stranger):
    post = make_post(reader, title="What the corridor taught us")
    keep_line(member=member, post=post, text="Ask who already is, not who will.", visibility="everyone")
    client.force_login(reader)
    page = client.get("/letters/preview/").content.decode()
    assert page.count("Ask who already is, not who will.") == 1
    assert "One thing learned here this week" not in page
    Member.objects.filter(pk=stranger.pk).update(joined_at=reader.joined_at)
    client.force_login(stranger)
    assert "One thing learned here this week" in client.get("/letters/preview/").content.decode()


def test_a_new_voice_is_called_one(client, reader, author):
    make_post(author, title="My first thought")
    client.force_login(reader)
    page = client.get("/letters/preview/").content.decode()
    assert "a new voice here" in page
    assert "not written here often" not in page


@pytest.mark.parametrize("how", ["discussion", "tag", "person"])
def test_what_its_reader_has_muted_is_in_no_letter(reader, answered, stranger, how):
    post = make_post(stranger, title="Something else", tags=("elsewhere",))

    def offered() -> list[int]:
        row, _decision = services.preview_for(member_id=reader.pk, kind=LetterKind.MEMBER)
        return [item["post"] for item in row.items if item["in"] == "worth"]

    assert post.pk in offered()
    if how == "discussion":
        watch(member=reader, post=post, level="muted")
    elif how == "tag":
        set_tag_level(member=reader, tag=post.tags.get(), level="muted")
    else:
        set_regard(member=reader, person=stranger, level="muted")
    assert post.pk not in offered()


@pytest.mark.parametrize("how", ["discussion", "tag", "person"])
def test_what_its_reader_muted_after_planning_is_not_in_it(sink, reader, answered, stranger, how):
    post = make_post(stranger, title="Something else", tags=("elsewhere",))
    kept = make_post(stranger, title="Where a line comes from", tags=("elsewhere",))
    keep_line(member=make_member(), post=kept, text="A line from a muted place", visibility="everyone")
    services.plan_running_letters(kind=LetterKind.MEMBER)
    planned = {item["in"] for item in Delivery.objects.get(member=reader).items}
    assert {"worth", "learned"} <= planned
    for one in (post, kept):
        if how == "discussion":
            watch(member=reader, post=one, level="muted")
        elif how == "tag":
            set_tag_level(member=reader, tag=one.tags.get(), level="muted")
        else:
            set_regard(member=reader, person=stranger, level="muted")
    services.send_letters()
    (raw,) = mails_to(sink, reader)
    assert WORDS.encode() in raw
    assert b"Something else" not in raw
    assert b"A line from a muted place" not in raw


def test_nobody_whom_the_reader_muted_is_quoted(client, reader, member, stranger):
    post = make_post(member, title="What both spoke about")
    make_comment(stranger, post, body="A sentence of the muted one.")
    set_regard(member=reader, person=stranger, level="muted")
    client.force_login(reader)
    page = client.get("/letters/preview/").content.decode()
    assert "What both spoke about" in page
    assert "A sentence of the muted one" not in page


def test_an_address_that_sends_letters_back_gets_no_more(sink, reader, answered):
    sink.script["rcpt"] = "550 no such person"
    for _ in range(mail.TOO_MANY):
        mail.queue(EmailMessage("A notice", "Words", to=[reader.email]))
    mail.send_due(limit=10, deadline=clock.now() + dt.timedelta(minutes=1))
    send("--to", "members")
    assert Delivery.objects.get(member=reader).reason == "bounced"
