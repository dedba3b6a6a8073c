"""Two curators change one seed that waits: the second sees both texts, and nothing is overwritten unseen."""

import pytest
from django.test import Client

from curation import services
from curation.models import Seed, SeedState
from posts.models import Post
from tests.curation.test_plant_a_seed import PLANT, sent
from tests.factories import make_member


@pytest.fixture
def seed(client, curator) -> Seed:
    client.force_login(curator)
    client.post(PLANT, sent(when="monday", body="Name one habit you stopped."))
    return Seed.objects.get()


@pytest.fixture
def other(db) -> Client:
    client = Client()
    client.force_login(make_member("Otto Other", is_curator=True, is_staff=True))
    return client


def change(client, seed, **words):
    return client.post(f"/admin/curation/seed/{seed.pk}/change/", sent(**{"when": "monday"} | words))


def test_the_form_knows_which_version_it_shows(client, seed):
    page = client.get(f"/admin/curation/seed/{seed.pk}/change/").content.decode()
    assert '<input type="hidden" name="version" value="1"' in page


@pytest.mark.parametrize("when", ["monday", "now"])
def test_the_second_sees_both_texts_and_sends_again(client, seed, other, when):
    assert change(other, seed, body="Name one habit you kept.", version=1).status_code == 303
    answer = change(client, seed, body="Name one habit you began.", version=1, when=when)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert Seed.objects.get().body == "Name one habit you kept."
    assert not Post.objects.exists()
    assert "kept" in page.split("<del>")[1].split("</del>")[0]
    assert "began" in page.split("<ins>")[1].split("</ins>")[0]
    assert "Name one habit you began.</textarea>" in page
    assert '<input type="hidden" name="version" value="2"' in page
    assert change(client, seed, body="Name one habit you began.", version=2).status_code == 303
    assert Seed.objects.get().body == "Name one habit you began."


def test_what_was_taken_off_the_calendar_meanwhile_is_not_put_back_unseen(client, seed, other):
    other.post(f"/admin/curation/seed/{seed.pk}/unschedule/")
    assert change(client, seed, body="Name one habit.", version=1).status_code == 422
    assert Seed.objects.get().state == SeedState.DRAFTED


@pytest.mark.parametrize("version", ["", "0", "x", "9" * 30])
def test_a_form_without_a_version_overwrites_nothing(client, seed, version):
    assert change(client, seed, body="Another text.", version=version).status_code == 422
    assert Seed.objects.get().body == seed.body


def test_what_was_planted_meanwhile_is_no_conflict_of_seeds(client, seed, curator):
    Seed.objects.filter(pk=seed.pk).update(state=SeedState.PLANTED)
    plan = services.SeedPlan(title=seed.title, body="b", tags=("a",), hypothesis="h")
    with pytest.raises(services.AlreadyPlanted):
        services.change_seed(curator=curator, seed=seed, plan=plan, version=1)
