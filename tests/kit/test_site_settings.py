import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from kit import clock, site
from kit.models import Setting
from tests.architecture import source

pytestmark = pytest.mark.django_db
PAGE = "/admin/kit/setting/"
ORGANIZERS = {
    "SITE_NAME",
    "COMMUNITY_VISIBILITY",
    "COMMUNITY_TIME_ZONE",
    "WAIT_Q_H",
    "WAIT_FIRST_H",
    "DIGEST_DOW",
    "DIGEST_HOUR",
    "ORG_DOW",
    "ORG_HOUR",
    "NOTICE_MAILS_A_DAY",
}
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def test_a_setting_has_its_default_until_it_is_changed():
    assert site.get("TAKE_BACK_MIN") == 10
    with clock.at(NOON):
        site.put(values={"TAKE_BACK_MIN": 3}, by_name="Helen")
    assert site.get("TAKE_BACK_MIN") == 3
    row = Setting.objects.get()
    assert (row.key, row.changed_by_name, row.changed_at) == ("TAKE_BACK_MIN", "Helen", NOON)


def test_an_unknown_key_is_an_error():
    with pytest.raises(KeyError):
        site.get("TAKE_BACK")
    with pytest.raises(KeyError):
        site.put(values={"TAKE_BACK": 1}, by_name="Helen")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("TAKE_BACK_MIN", "3"),
        ("TAKE_BACK_MIN", True),
        ("TAKE_BACK_MIN", 61),
        ("TAKE_BACK_MIN", -1),
        ("S_MIN", float("nan")),
        ("S_MIN", 1.5),
        ("DIGEST_DOW", 7),
        ("COMMUNITY_VISIBILITY", "nobody"),
        ("COMMUNITY_TIME_ZONE", "Mars/Base"),
        ("ORG_HOUR", "25:00"),
        ("FOUNDED_ON", "yesterday"),
        ("SITE_NAME", " "),
        ("SITE_NAME", "x" * 201),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_of_it_kept(key, value):
    with pytest.raises(ValidationError):
        site.put(values={"S_MIN_COUNT": 5, key: value}, by_name="Helen")
    assert not Setting.objects.exists()


def test_a_whole_number_is_a_number():
    site.put(values={"S_MIN": 1}, by_name="Helen")
    assert isinstance(site.get("S_MIN"), float)


def test_a_value_from_other_bounds_gives_way_to_the_default():
    Setting.objects.create(key="TAKE_BACK_MIN", value=10_000)
    assert site.get("TAKE_BACK_MIN") == 10


def test_a_page_asks_once_however_many_settings_it_uses(django_assert_num_queries):
    with django_assert_num_queries(1):
        for definition in site.definitions():
            site.get(definition.key)


def test_a_key_is_defined_once():
    with pytest.raises(ValueError, match="SITE_NAME"):
        site.define("SITE_NAME", "x", "label", "help")


def test_a_default_must_fit_itself():
    with pytest.raises(ValidationError):
        site.define("NEVER_DEFINED", 5, "label", "help", high=4)
    assert "NEVER_DEFINED" not in [definition.key for definition in site.definitions()]


def shown(client) -> dict[str, object]:
    """What the page would send if nothing were changed."""
    page = client.get(PAGE)
    form = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    return form | {f"initial-{name}": value for name, value in form.items()}


def test_an_admin_changes_them_in_the_panel(client, admin):
    client.force_login(admin)
    form = shown(client)
    assert client.post(PAGE, form | {"TAKE_BACK_MIN": "61"}).status_code == 422
    assert client.post(PAGE, form | {"TAKE_BACK_MIN": "3"}).status_code == 302
    site.forget()
    assert site.get("TAKE_BACK_MIN") == 3
    assert client.get("/admin/kit/setting/1/change/").status_code == 302


def test_an_organizer_changes_what_is_theirs_and_nothing_else(client, organizer):
    client.force_login(organizer)
    form = shown(client)
    assert {name for name in form if not name.startswith("initial-")} == ORGANIZERS
    sent = form | {"SITE_NAME": "Harbour Guild", "TAKE_BACK_MIN": "3", "initial-TAKE_BACK_MIN": "10"}
    assert client.post(PAGE, sent).status_code == 302
    site.forget()
    assert (site.get("SITE_NAME"), site.get("TAKE_BACK_MIN")) == ("Harbour Guild", 10)
    assert PAGE in client.get("/").content.decode()


def test_a_bad_number_is_told_once(client, admin):
    client.force_login(admin)
    answer = client.post(PAGE, shown(client) | {"DIGEST_HOUR": "24"})
    assert answer.context["form"].errors == {"DIGEST_HOUR": ["Give a number from 0 to 23."]}


def test_the_page_speaks_of_settings_by_their_names(client, admin):
    client.force_login(admin)
    page = client.get(PAGE).content.decode()
    for definition in site.definitions():
        assert f">{definition.key}<" not in page
        assert definition.label
        assert definition.group


def test_scores_are_folded_until_one_is_wrong(client, admin):
    client.force_login(admin)
    assert '<details class="extras">' in client.get(PAGE).content.decode()
    wrong = client.post(PAGE, shown(client) | {"KAPPA_A": "0"})
    assert '<details class="extras" open>' in wrong.content.decode()


@pytest.mark.parametrize("role", ["curator", "member"])
def test_others_do_not_see_them(client, request, role):
    client.force_login(request.getfixturevalue(role))
    assert client.get(PAGE).status_code in (302, 403)
    assert PAGE not in client.get("/").content.decode()


def test_every_setting_is_read_somewhere():
    code = "\n".join(path.read_text() for path in source.files() if path.name != "site.py")
    assert not [one.key for one in site.definitions() if f'"{one.key}"' not in code]
