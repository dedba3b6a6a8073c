"""The first page of the admin, who is waiting, and the seeds' states as they follow from what members did."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from curation import services
from curation.models import Seed, SeedState, SeedTemplate
from curation.selectors import garden, people_waiting
from kit import clock
from tests.factories import make_comment, make_member, make_post

HOUR = dt.timedelta(hours=1)
DAY = 24 * HOUR


def later(wait: dt.timedelta):
    return clock.at(clock.now() + wait)


def test_a_question_waits_after_a_day_until_somebody_else_replies(author, member):
    author.joined_at = clock.now() - 90 * DAY
    for _ in range(3):
        make_post(author)
    question = make_post(author, kind="question", title="Who has tried a longer break?")
    assert not any(one.kind == "question" for one in people_waiting())
    with later(26 * HOUR):
        (waiting,) = [one for one in people_waiting() if one.kind == "question"]
        assert (waiting.who, waiting.hours >= 24) == (author.name, True)
        make_comment(author, question)
        assert any(one.kind == "question" for one in people_waiting())
        make_comment(member, question, released=False)
        assert any(one.kind == "question" for one in people_waiting())
        make_comment(member, question)
        assert not any(one.kind == "question" for one in people_waiting())


def test_first_three_posts_and_comments_wait_and_the_hallway_counts_but_does_not(author, member):
    make_post(author, kind="hallway", title="Hello from the train")
    thread = make_post(make_member("Sam Staff", staff_voice=True))
    comment = make_comment(author, thread)
    third, fourth = make_post(author, title="My third thing"), make_post(author, title="My fourth thing")
    with later(14 * HOUR):
        urls = {one.url for one in people_waiting() if one.who == author.name}
    # made "an hour ago", the discussions come before the comment: the hallway, third and fourth are the first three
    assert third.get_absolute_url() in urls
    assert "/d/1" not in {url for url in urls if "hello" in url}
    assert not any("hello-from-the-train" in url for url in urls)
    assert len(urls) == 2, (urls, comment.pk, fourth.pk)


def test_open_questions_come_before_comments_whoever_waits_longer(author, member):
    other, thread = make_member("Olaf Old"), make_post(make_member("Sam Staff", staff_voice=True))
    with clock.at(clock.now() - 6 * DAY):
        make_comment(other, thread, body="Has anyone counted?")
    with clock.at(clock.now() - 31 * HOUR):
        question = make_post(author, kind="question", title="Who may write the survey?")
    waiting = people_waiting(limit=2)
    assert [(one.kind, one.who) for one in waiting] == [("question", author.name), ("comment", other.name)]
    assert people_waiting(limit=1)[0].url == question.get_absolute_url()
    assert [one.answer_url for one in waiting] == [f"{waiting[0].url}#reply", f"{waiting[1].url}reply/"]


@pytest.mark.parametrize(
    ("number", "body", "ago", "waits"),
    [
        (0, "I agree.", 6 * DAY, True),
        (1, "I agree.", 6 * DAY, False),
        (1, "And when you never look?", 6 * DAY, True),
        (3, "And when you never look?", 6 * DAY, False),
        (0, "And when you never look?", 8 * DAY, False),
    ],
)
def test_a_comment_waits_if_it_is_somebodys_first_word_or_asks_and_for_a_week(author, number, body, ago, waits):
    thread = make_post(make_member("Sam Staff", staff_voice=True))
    with clock.at(clock.now() - 9 * DAY):
        for _ in range(number):
            make_post(author, kind="hallway")
    with clock.at(clock.now() - ago):
        comment = make_comment(author, thread, body=body)
    assert (comment.get_absolute_url() in {one.url for one in people_waiting()}) is waits


def test_answering_a_comment_from_the_desk_opens_its_reply_box(client, curator, author):
    thread = make_post(make_member("Sam Staff", staff_voice=True))
    comment = make_comment(author, thread)
    client.force_login(curator)
    with later(14 * HOUR):
        assert f'href="/c/{comment.pk}/reply/"' in client.get("/admin/").content.decode()
        assert 'id="reply"' in client.get(f"/c/{comment.pk}/reply/").content.decode()


def test_waiting_costs_three_queries_whatever_the_size(author, member, django_assert_num_queries):
    for number in range(4):
        make_post(make_member(), title=f"First words {number}")
    people_waiting()
    with later(14 * HOUR), django_assert_num_queries(3):
        assert len(people_waiting()) == 4


def planted(curator) -> Seed:
    plan = services.SeedPlan(
        title="A seed to plant", body="What did you try?", tags=("trying",), hypothesis="One answer"
    )
    return services.plant_seed(curator=curator, plan=plan)


def test_a_members_voice_lets_a_seed_sprout_and_staff_and_its_planter_do_not(curator, member):
    seed = planted(curator)
    make_comment(curator, seed.post)
    make_comment(make_member("Sam Staff", staff_voice=True), seed.post)
    assert services.evaluate_seeds() == 0
    with later(HOUR):
        make_comment(member, seed.post, released=False)
        assert services.evaluate_seeds() == 0
    with later(2 * HOUR):
        make_comment(member, seed.post)
        assert services.evaluate_seeds() == 1
        assert services.evaluate_seeds() == 0
    seed.refresh_from_db()
    assert (seed.state, seed.voices) == (SeedState.SPROUTING, 1)
    assert seed.sprouted_at is not None


def test_a_silent_seed_is_late_then_fades_and_asks_what_was_learned_then_comes_back(curator, member):
    seed = planted(curator)
    with later(4 * DAY):
        assert garden().growing[0].late
    with later(8 * DAY):
        assert services.evaluate_seeds() == 1
        assert garden().done[0].asks_what_was_learned
        assert curator.notices.filter(latest__subject=f"seed:{seed.pk}").count() == 1
    with later(9 * DAY):
        make_comment(member, seed.post)
        assert services.evaluate_seeds() == 1
        assert garden().growing[0].word == "second spring"


@pytest.mark.parametrize(("address", "budget"), [("/admin/", 16), ("/admin/curation/seed/", 8)])
def test_the_desk_costs_the_same_whatever_the_size(client, curator, address, budget):
    client.force_login(curator)
    counted = []
    for size in (1, 8):
        for _ in range(size):
            planted(curator)
            make_post(make_member())
        with later(14 * HOUR):
            client.get(address)  # notes the visit
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1]
    assert counted[1] <= budget


@pytest.mark.parametrize(
    "address",
    [
        "/admin/curation/seedtemplate/",
        "/admin/curation/seedtemplate/{template}/change/",
        "/admin/curation/moderatoraction/",
        "/admin/curation/report/",
        "/admin/curation/seed/",
        "/admin/curation/seed/plant/",
        "/seeds/",
    ],
)
def test_curators_see_their_pages(client, curator, address):
    client.force_login(curator)
    template = SeedTemplate.objects.get(code="T04").pk
    assert client.get(address.format(template=template)).status_code == 200


def test_organizers_look_on_and_members_do_not(client, organizer, member):
    client.force_login(organizer)
    page = client.get("/admin/").content.decode()
    assert "People waiting" in page
    assert "Reported" not in page
    assert client.get("/admin/curation/seed/").status_code == 200
    assert client.get("/admin/curation/report/").status_code == 403
    client.force_login(member)
    assert client.get("/admin/", follow=True).status_code == 403


def test_what_came_of_a_seed_is_written_down(client, curator):
    client.force_login(curator)
    assert client.get("/admin/curation/seed/add/").status_code in (302, 303)
    seed = planted(curator)
    page = f"/admin/curation/seed/{seed.pk}/change/"
    assert seed.hypothesis in client.get(page).content.decode()
    client.post(page, {"note": "Two wrote that the question was too wide."})
    seed.refresh_from_db()
    assert seed.outcome_note == "Two wrote that the question was too wide."
