"""Digests E.6: nothing worth sending is not sent, and every decision has its reason."""

import datetime as dt

import pytest

from digests.arithmetic import Content, Decision, Reason, Standing, decide

AT = dt.datetime(2025, 3, 11, 7, 0, tzinfo=dt.UTC)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
MEMBER = {"joined_at": AT - 90 * DAY, "seen_at": AT - 2 * DAY, "last_sent_at": AT - 7 * DAY}
GOOD = Content(personal=1)


def decided(content: Content = GOOD, **standing: object) -> Decision:
    return decide(content, Standing(**(MEMBER | standing)), at=AT)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (Content(personal=1), Reason.PERSONAL),
        (Content(worth=(0.9, 0.31, 0.30)), Reason.WORTH),
        (Content(asked=0.6), Reason.ASKED),
        (Content(worth=(0.1,), note=True), Reason.NOTE),
        (Content(worth=(0.1, 0.1), cold=True), Reason.COLD_START),
    ],
)
def test_each_ground_sends(content: Content, reason: Reason) -> None:
    assert decided(content) == Decision(send=True, reason=reason)


@pytest.mark.parametrize(
    "content",
    [
        Content(),
        Content(worth=(0.9, 0.9)),
        Content(worth=(0.9, 0.9, 0.29, 0.29)),
        Content(asked=0.59),
        Content(note=True),
        Content(worth=(0.9,), cold=True),
    ],
)
def test_too_little_is_not_sent(content: Content) -> None:
    assert decided(content) == Decision(send=False, reason=Reason.NOTHING)


@pytest.mark.parametrize(
    ("standing", "reason"),
    [
        ({"stopped": True}, Reason.STOPPED),
        ({"holdout": True}, Reason.HOLDOUT),
        ({"paused_until": AT + HOUR}, Reason.PAUSED),
        ({"bounces": 3}, Reason.BOUNCED),
        ({"seen_at": AT - 180 * DAY}, Reason.AWAY),
        ({"seen_at": None, "joined_at": AT - 180 * DAY}, Reason.AWAY),
        ({"joined_at": AT - 71 * HOUR}, Reason.NEW),
        ({"last_sent_at": AT - 155 * HOUR}, Reason.TOO_SOON),
        ({"gap": 13.5 * DAY}, Reason.TOO_SOON),
    ],
)
def test_what_stands_against_a_letter_whatever_it_holds(standing: dict[str, object], reason: Reason) -> None:
    assert decided(**standing) == Decision(send=False, reason=reason)


@pytest.mark.parametrize(
    "standing",
    [
        {"paused_until": AT},
        {"bounces": 2},
        {"seen_at": AT - 179 * DAY},
        {"joined_at": AT - 72 * HOUR},
        {"last_sent_at": AT - 156 * HOUR},
        {"last_sent_at": None},
        {"seen_at": None},
    ],
)
def test_on_the_line_it_goes(standing: dict[str, object]) -> None:
    assert decided(**standing).send


def test_whoever_was_just_here_gets_a_letter_only_about_themselves() -> None:
    worth = Content(worth=(0.9, 0.9, 0.9), note=True)
    assert decided(worth, seen_at=AT - 23 * HOUR) == Decision(send=False, reason=Reason.VISITED)
    assert decided(GOOD, seen_at=AT - 23 * HOUR).send
    assert decided(worth, seen_at=AT - 24 * HOUR).send
