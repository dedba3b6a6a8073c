import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from kit import clock
from members import names
from members.selectors import free_username, resolve_username
from members.services import NameNotAllowed, NameTaken, WaitToRename, change_username, register
from tests.factories import make_member


@pytest.mark.parametrize(
    ("name", "username"),
    [
        ("Lucía Ferrer", "lucia-ferrer"),
        ("Søren Ødegård", "soren-odegard"),
        ("Seán O'Casey", "sean-ocasey"),
        ("Анна", "member"),
        ("X" * 80, "x" * 30),
    ],
)
def test_a_username_is_made_of_the_name(name, username):
    assert names.suggestion(name) == username


def test_the_second_of_a_name_gets_a_number(db):
    first, second = (register(name="Ada Lovelace", email=f"ada{n}@example.org") for n in (1, 2))
    assert (first.username, second.username) == ("ada-lovelace", "ada-lovelace-2")


def test_nobody_gets_a_page_of_the_site_as_a_name(db):
    assert free_username("Admin") == "admin-2"


@pytest.mark.parametrize(
    "username",
    ["аdmin", "a b", "a--b", "-ada", "ada-", "a", "x" * 31, "Ada", "ada\u200b", "admin", "adm1n", "rnoderator"],
)
def test_odd_and_reserved_names_are_refused(member, username):
    with pytest.raises(NameNotAllowed):
        change_username(member=member, username=username)


def test_a_name_that_looks_like_anothers_is_taken(member):
    make_member("Carl", username="carl")
    with pytest.raises(NameTaken):
        change_username(member=member, username="car1")


def test_the_database_refuses_a_lookalike_too(db):
    make_member("Carl", username="carl")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_member("Car1", username="car1")


def test_the_database_and_python_see_the_same_look(db):
    from members.models import Member

    member = make_member("Odd", username="mornvv015-ill")
    row = Member.objects.annotate(look=names.skeleton_of("username")).get(pk=member.pk)
    assert row.look == names.skeleton(member.username)


def test_an_old_name_leads_to_its_owner_for_ninety_days(member, stranger):
    old = member.username
    change_username(member=member, username="brand-new")
    assert resolve_username(old) == member
    with pytest.raises(NameTaken):
        change_username(member=stranger, username=old)
    with clock.at(clock.now() + dt.timedelta(days=91)):
        with pytest.raises(Http404):
            resolve_username(old)
        change_username(member=stranger, username=old)
        assert resolve_username(old) == stranger


def test_its_owner_may_take_an_old_name_back(member):
    old = member.username
    change_username(member=member, username="brand-new")
    change_username(member=member, username=old)
    assert resolve_username(old) == resolve_username("brand-new") == member


def test_names_are_not_collected(member):
    for name in ("one-name", "two-names", "three-names"):
        change_username(member=member, username=name)
    with pytest.raises(WaitToRename):
        change_username(member=member, username="four-names")


def test_an_old_address_of_a_profile_redirects(client, member, stranger):
    client.force_login(stranger)
    old = member.username
    change_username(member=member, username="brand-new")
    answer = client.get(f"/people/{old}/")
    assert (answer.status_code, answer.url) == (302, "/people/brand-new/")


def test_a_closed_account_is_nowhere(client, member, stranger):
    client.force_login(stranger)
    member.is_active = False
    member.save()
    assert client.get(member.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("name", ["Аda Lovelace", "Z̸̢̧̛̖a̷̧̛͓͐l̵̨̛̗͋g̵̡̛o", "12345", ""])
def test_names_that_pretend_or_say_nothing_are_not_plausible(name):
    assert not names.is_plausible(name)


@pytest.mark.parametrize(
    "name", ["Ada Lovelace", "Анна Каренина", "김민준", "محمد", "Nguyễn Văn Ánh", "O'Brien-Šmíd", "Björk 王芳"]
)
def test_peoples_names_are_plausible(name):
    assert names.is_plausible(names.tidy(name))


def test_signs_nobody_sees_are_dropped():
    assert names.tidy(" Ada\u202e\u200b \n Love\u0007lace ") == "Ada Lovelace"
