"""Plant a seed: the page, what it refuses, and what the worker does when the time has come."""

import datetime as dt
import html
import threading

import pytest
from django.db import connection
from django.template.loader import render_to_string

from curation import services
from curation.forms import next_monday
from curation.models import Seed, SeedState, SeedTemplate
from curation.rules import asks_nothing, fillings, unfilled
from curation.templatetags.curation import seed_banner
from kit import clock
from posts.models import Post
from tests.factories import make_post

PLANT = "/admin/curation/seed/plant/"


def sent(**changes: object) -> dict[str, object]:
    fields = {
        "body": "Name one thing you stopped doing this year, and what you do instead.",
        "title": "What did you stop doing this year?",
        "more": "habits",
        "hypothesis": "Several people answer in one line.",
        "when": "now",
        "at": "",
        "purpose": "warm_up",
        "kind": "prompt",
        "response_shape": "one_line",
        "visibility": "members",
        "form_token": "token-1",
        "plant": "1",
    }
    return fields | changes


@pytest.fixture
def desk(client, curator):
    client.force_login(curator)
    return client


@pytest.mark.django_db
def test_all_twenty_templates_come_with_the_house():
    codes = list(SeedTemplate.objects.values_list("code", flat=True))
    assert codes == [f"T{number:02}" for number in range(1, 21)]
    assert all(len(template.hypothesis) > 20 and template.title for template in SeedTemplate.objects.all())


def test_a_wish_offers_two_or_three_cards_and_a_card_fills_the_box(desk):
    page = desk.get(PLANT, {"wish": "deepen"}).content.decode()
    assert page.count('class="seed-card"') == 4  # three and write my own
    page = desk.get(PLANT, {"wish": "apply", "card": "T02"}).content.decode()
    assert "Since we last spoke about {topic}" in page
    assert "At least one person tells what happened" in page
    assert 'id="preview"' in page


def test_now_publishes_in_the_request_and_says_who_seeded_it(desk, curator):
    answer = desk.post(PLANT + "?card=T01", sent())
    seed = Seed.objects.get()
    assert answer.status_code == 303
    assert answer["Location"] == f"/admin/curation/seed/{seed.pk}/planted/"
    assert (seed.state, seed.post.author, seed.post.is_seed) == ("planted", curator, True)
    assert seed.post.get_absolute_url() in desk.get(answer["Location"]).content.decode()
    banner = render_to_string("curation/_seed_banner.html", seed_banner(seed.post))
    assert f"Seeded by {curator.name}" in banner
    assert 'href="/seeds/"' in banner


def test_the_same_form_twice_plants_once_and_with_other_words_keeps_the_text(desk):
    desk.post(PLANT, sent())
    again = desk.post(PLANT, sent())
    assert again.status_code == 303
    other = desk.post(PLANT, sent(body="Other words, same form."))
    assert other.status_code == 422
    assert "Other words, same form." in other.content.decode()
    assert Post.objects.count() == 1


def test_a_blank_left_open_is_named_and_never_published(desk):
    text = "Since we last spoke about {topic}: what have you tried? One line on what happened is plenty."
    answer = desk.post(PLANT + "?card=T02", sent(body=text, title="{topic}: what have you tried since?"))
    assert answer.status_code == 422
    assert "Still blank: {topic}" in answer.content.decode()
    assert not Post.objects.exists()


def test_what_fills_the_blank_fills_the_title_too(desk):
    text = "Since we last spoke about long breaks: what have you tried? One line on what happened is plenty."
    desk.post(PLANT + "?card=T02", sent(body=text, title="{topic}: what have you tried since?"))
    assert Post.objects.get().title == "long breaks: what have you tried since?"


def test_only_an_edited_hypothesis_counts(desk):
    template = SeedTemplate.objects.get(code="T01")
    desk.post(PLANT + "?card=T01", sent(hypothesis=template.hypothesis))
    assert Seed.objects.get().hypothesis_edited is False


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"more": ""}, "Give one tag at least"),
        ({"body": ""}, "Choose a card above"),
        ({"hypothesis": ""}, "what you expect to see"),
        ({"when": "other", "at": "2001-01-01T09:00"}, "That moment has passed"),
        ({"when": "other", "at": "soon"}, "Give a day and an hour"),
        ({"when": "other", "at": ""}, "Give the day and the hour"),
        ({"visibility": "public"}, "Select a valid choice"),
    ],
)
def test_bad_input_is_answered_on_the_same_page_with_what_was_typed(desk, changes, said):
    answer = desk.post(PLANT, sent(title="A title of my own words", **changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "A title of my own words" in page
    assert not Seed.objects.exists()


def test_all_problems_are_named_at_once_at_the_top_with_ways_to_their_fields(desk):
    text = "Since we last spoke about {topic}: what have you tried? One line on what happened is plenty."
    answer = desk.post(PLANT + "?card=T02", sent(body=text, title="{topic} again?", more="", hypothesis=""))
    page = answer.content.decode()
    top = page[page.index('id="problems"') : page.index('id="wish-title"')]
    assert "autofocus" in top
    for at, said in (
        ("id_body", "Still blank: {topic}"),
        ("id_title", "Still blank: {topic}"),
        ("id_more", "Give one tag at least"),
        ("id_hypothesis", "Say in a sentence"),
    ):
        assert f'href="#{at}"' in top
        assert f'id="{at}"' in page
        assert said in top
    assert (
        'action="/admin/curation/seed/plant/?card=T02" novalidate' in page
    )  # a place in the address would take the focus


def test_a_page_without_problems_names_none_and_calls_nothing_optional_that_may_be_needed(desk):
    page = desk.get(PLANT + "?card=T02").content.decode()
    assert 'id="problems"' not in page
    assert "(optional)" not in page


def test_a_blank_left_open_is_found_although_its_card_was_changed_for_another(desk):
    answer = desk.post(PLANT + "?card=own", sent(body="Since we last spoke about {topic}: what have you tried?"))
    assert "Still blank: {topic}" in answer.content.decode()
    assert not Post.objects.exists()


def choose(desk, address: str, **changes: object):
    fields = sent(**{"choose": "1"} | changes)
    del fields["plant"]
    return desk.post(PLANT + address, fields)


def test_another_card_or_wish_keeps_what_was_written(desk):
    page = desk.get(PLANT + "?wish=apply&card=T02").content.decode()
    assert 'formaction="?wish=deepen&amp;card=T02"' in page
    assert (
        choose(desk, "?wish=deepen&card=T02").content.decode().count('"seed-card') == 6
    )  # the list, it, three more, my own
    answer = choose(desk, "?wish=deepen&card=T05", body="My own words, half written")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "My own words, half written</textarea>" in page
    assert "What you wrote stays as it is." in page
    assert 'value="habits"' in page
    assert not Seed.objects.exists()
    card = SeedTemplate.objects.get(code="T05")
    page = choose(desk, "?wish=deepen&card=T05", body="My own words", choose="fresh").content.decode()
    assert f"{card.text}</textarea>" in html.unescape(page)


def test_another_cards_words_come_where_nobody_wrote_any(desk):
    old, new = (SeedTemplate.objects.get(code=code) for code in ("T02", "T05"))
    typed = old.text.replace("\n", "\r\n")
    page = html.unescape(choose(desk, "?card=T05", body=typed, hypothesis=old.hypothesis).content.decode())
    assert f"{new.text}</textarea>" in page
    assert f"{new.hypothesis}</textarea>" in page
    assert "What you wrote stays" not in page


def test_every_card_can_be_found(desk):
    page = desk.get(PLANT).content.decode()
    assert 'href="?all=1"' in page
    page = desk.get(PLANT + "?all=1").content.decode()
    for template in SeedTemplate.objects.all():
        assert f"card={template.code}#id_body" in page
    page = desk.get(PLANT + "?all=1&card=T18").content.decode()
    assert "The board is asking" in page


def test_looking_at_the_preview_plants_nothing(desk):
    fields = sent(body="Some *words*.", preview="1")
    del fields["plant"]
    answer = desk.post(PLANT, fields)
    assert answer.status_code == 200
    assert "<em>words</em>" in answer.content.decode()
    assert not Seed.objects.exists()


@pytest.mark.parametrize("who", ["member", "organizer"])
def test_only_curators_plant(client, request, who):
    client.force_login(request.getfixturevalue(who))
    answer = client.post(PLANT, sent(), follow=True)
    assert answer.status_code in (403, 404)
    assert not Seed.objects.exists()


def test_the_service_refuses_members(member):
    plan = services.SeedPlan(title="A title", body="Some words", tags=("a",), hypothesis="Something")
    with pytest.raises(services.NotACurator):
        services.plant_seed(curator=member, plan=plan)


def schedule(desk) -> Seed:
    desk.post(PLANT, sent(when="monday"))
    return Seed.objects.get()


def test_a_scheduled_seed_waits_and_is_planted_when_its_time_has_come(desk):
    seed = schedule(desk)
    assert (seed.state, seed.post) == (SeedState.SCHEDULED, None)
    assert services.plant_due() == 0
    with clock.at(seed.planned_for + dt.timedelta(seconds=1)):
        assert services.plant_due() == 1
        assert services.plant_due() == 0
    assert Post.objects.get().is_seed


@pytest.mark.django_db(transaction=True)
def test_two_workers_plant_it_once(desk):
    seed = schedule(desk)
    planted: list[int] = []
    start = threading.Barrier(2)

    def work() -> None:
        with clock.at(seed.planned_for + dt.timedelta(seconds=1)):
            start.wait()
            planted.append(services.plant_due())
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(planted) == [0, 1]
    assert Post.objects.count() == 1


def test_a_seed_of_a_suspended_curator_goes_back_instead_of_being_tried_forever(desk, curator):
    seed = schedule(desk)
    curator.suspended_until = seed.planned_for + dt.timedelta(days=30)
    curator.save()
    with clock.at(seed.planned_for + dt.timedelta(seconds=1)):
        assert services.plant_due() == 0
    seed.refresh_from_db()
    assert seed.state == SeedState.DRAFTED
    assert curator.notices.get().latest.url == f"/admin/curation/seed/{seed.pk}/change/"


def test_a_scheduled_seed_is_taken_off_the_calendar_and_planted_later_or_deleted(desk):
    seed = schedule(desk)
    page, planned_for = f"/admin/curation/seed/{seed.pk}/change/", seed.planned_for
    assert "Do not plant it" in desk.get(page).content.decode()
    assert "Delete it" not in desk.get(page).content.decode()
    assert desk.post(f"/admin/curation/seed/{seed.pk}/unschedule/")["Location"] == page
    with clock.at(planned_for + dt.timedelta(seconds=1)):
        assert services.plant_due() == 0
    seed.refresh_from_db()
    assert (seed.state, seed.planned_for) == (SeedState.DRAFTED, None)
    assert "Delete it" in desk.get(page).content.decode()
    desk.post(page, sent(when="monday", version=seed.version))
    assert Seed.objects.get().state == SeedState.SCHEDULED
    desk.post(f"/admin/curation/seed/{seed.pk}/unschedule/")
    desk.post(f"/admin/curation/seed/{seed.pk}/discard/")
    assert not Seed.objects.exists()


def test_what_is_planted_is_neither_taken_off_the_calendar_nor_deleted(desk):
    desk.post(PLANT, sent())
    seed = Seed.objects.get()
    for act in ("unschedule", "discard"):
        assert "meanwhile" in desk.post(f"/admin/curation/seed/{seed.pk}/{act}/", follow=True).content.decode()
    assert Seed.objects.get().state == SeedState.PLANTED


@pytest.mark.parametrize("act", ["unschedule", "discard"])
def test_organizers_and_members_leave_the_calendar_alone(client, desk, organizer, member, act):
    seed = schedule(desk)
    for person in (organizer, member):
        client.force_login(person)
        assert client.post(f"/admin/curation/seed/{seed.pk}/{act}/").status_code in (302, 403, 404)
    assert Seed.objects.get().state == SeedState.SCHEDULED


def test_a_seed_of_somebody_who_is_no_curator_any_more_waits_for_another(client, desk, curator, admin):
    seed = schedule(desk)
    curator.is_curator = False
    curator.save()
    with clock.at(seed.planned_for + dt.timedelta(seconds=1)):
        assert services.plant_due() == 0
        url = f"/admin/curation/seed/{seed.pk}/change/"
        assert not Post.objects.exists()
        assert (admin.notices.get().latest.url, curator.notices.count()) == (url, 0)
        client.force_login(admin)
        client.post(url, sent(when="now", version=Seed.objects.get().version))
    assert Post.objects.get().author == admin
    assert Seed.objects.get().owner == admin


def test_a_waiting_seed_can_be_changed_and_planted_at_once(desk):
    seed = schedule(desk)
    url = f"/admin/curation/seed/{seed.pk}/change/"
    assert "habits" in desk.get(url).content.decode()
    assert desk.post(url, sent(title="A better title for it", when="now", version=1)).status_code == 303
    assert Post.objects.get().title == "A better title for it"
    assert desk.post(url, {"note": "Ask on a Monday."}).status_code == 303
    seed.refresh_from_db()
    assert seed.outcome_note == "Ask on a Monday."


def test_a_discussion_without_a_seed_asks_nothing(django_assert_num_queries, member):
    post = make_post(member)
    with django_assert_num_queries(0):
        assert seed_banner(post) == {"seed": None}


@pytest.mark.parametrize(
    ("now", "zone", "monday"),
    [
        ("2026-03-27T12:00+00:00", "Europe/Berlin", "2026-03-30T07:00+00:00"),  # the clocks go forward in between
        ("2026-10-23T12:00+00:00", "Europe/Berlin", "2026-10-26T08:00+00:00"),  # and back
        ("2026-11-30T07:59+00:00", "Europe/Berlin", "2026-11-30T08:00+00:00"),
        ("2026-11-30T08:00+00:00", "Europe/Berlin", "2026-12-07T08:00+00:00"),
    ],
)
def test_monday_at_nine_is_on_the_wall_clock(now, zone, monday):
    assert next_monday(dt.datetime.fromisoformat(now), zone) == dt.datetime.fromisoformat(monday)


def test_blanks_are_found_filled_and_left():
    assert unfilled("{A} or {B}?", "tea or {B}? and {mine}") == ["B"]
    assert fillings("{A} or {B} for {decision}? Pick.", "tea or coffee for the break? Pick.") == {
        "A": "tea",
        "B": "coffee",
        "decision": "the break",
    }
    assert fillings("Since {topic}: what?", "Something quite different") == {}


@pytest.mark.parametrize(
    ("text", "empty"),
    [
        ("Here is a report. Any thoughts?", True),
        ("Discuss.", True),
        ("What do you think?", True),
        ("What did you try? What do you think?", False),
        ("What do you think of the longer break?", False),
    ],
)
def test_a_text_that_asks_for_nothing_gets_a_hint(text, empty):
    assert asks_nothing(text) is empty
