"""Many people do the same thing at one moment: every act stands, and the counters say what the rows say."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from kit import clock
from kit.models import OutboxMail
from learning.models import Reaction, Takeaway, TakeawayVisibility
from learning.services import delete_line, keep_line, mark_useful
from members.models import Member, Preferences
from notifications.models import Notice, Told
from notifications.services import Message, mail_due, notify
from tests.factories import make_comment, make_member, make_post

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
PEOPLE, ROUNDS = 8, 3


def at_once(people: list[Member], act: Callable[[Member], object]) -> list[BaseException]:
    """`act` by everybody in a thread of their own, all let go together; what went wrong."""
    together = threading.Barrier(len(people))

    def one(person: Member) -> None:
        together.wait()
        try:
            act(person)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        done = [pool.submit(one, person) for person in people]
    return [error for future in done if (error := future.exception())]


def test_marks_are_counted_all() -> None:
    post, people = make_post(make_member()), [make_member() for _ in range(PEOPLE)]
    comment = make_comment(make_member(), post)
    for _ in range(ROUNDS):
        for place in ({"post": post}, {"post": post, "comment": comment}):
            assert at_once(people, lambda person, place=place: mark_useful(member=person, **place)) == []
        post.refresh_from_db()
        comment.refresh_from_db()
        assert (post.use_count, comment.use_count) == (PEOPLE, PEOPLE)
        Reaction.objects.all().delete()


def test_shared_lines_are_counted_all() -> None:
    post, people = make_post(make_member()), [make_member() for _ in range(PEOPLE)]
    said = {"post": post, "text": "Ask one line at the door.", "visibility": TakeawayVisibility.EVERYONE}
    assert at_once(people, lambda person: keep_line(member=person, **said)) == []
    post.refresh_from_db()
    assert post.shared_takeaway_count == PEOPLE
    lines = {line.member_id: line for line in Takeaway.objects.all()}
    assert at_once(people, lambda person: delete_line(line=lines[person.pk])) == []
    post.refresh_from_db()
    assert post.shared_takeaway_count == 0


def test_one_notice_for_many_tellers() -> None:
    told, people = make_member(), [make_member() for _ in range(PEOPLE)]
    message = Message(kind="report", text="Somebody reported this", url="/", subject="report:1")
    assert at_once(people, lambda person: notify(recipients=[told.pk], message=message, actor=person)) == []
    assert Notice.objects.get(recipient=told).told.count() == PEOPLE


def test_many_that_look_for_due_notices_mail_each_once() -> None:
    told = [make_member() for _ in range(6)]
    for person in told:
        make_comment(make_member(), make_post(person))
    Notice.objects.update(mail_at=clock.now())
    Preferences.objects.update(quiet_from=5, quiet_until=5)
    assert at_once(list(range(PEOPLE)), lambda _one: mail_due()) == []
    assert sorted(OutboxMail.objects.values_list("to", flat=True)) == sorted(person.email for person in told)
    assert not Told.objects.filter(mail__isnull=True).exists()
