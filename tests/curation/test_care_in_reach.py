"""What keeps people safe is in reach where it is needed: beside a comment, a discussion, a person, and in the log."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.models import Comment
from curation import services
from curation.models import Report
from posts.models import Post
from tests.factories import make_comment, make_post


@pytest.fixture
def post(author) -> Post:
    return make_post(author)


@pytest.fixture
def comment(post, member) -> Comment:
    return make_comment(member, post)


@pytest.fixture
def desk(client, curator):
    client.force_login(curator)
    return client


def read(client, *addresses: str) -> list[str]:
    return [client.get(address).content.decode() for address in addresses]


def test_a_comment_by_somebody_else_can_be_reported_where_it_is_read(client, post, comment, member, stranger):
    report, more = f'href="/c/{comment.pk}/report/"', f'href="/c/{comment.pk}/#more"'
    pages = (post.get_absolute_url(), comment.get_absolute_url())
    client.force_login(stranger)
    in_tree, alone = read(client, *pages)
    assert more in in_tree
    assert report in alone
    client.force_login(member)  # it is theirs
    assert not any(report in page or more in page for page in read(client, *pages))


def test_visitors_are_offered_neither_report_nor_hide(client, author, member):
    post = make_post(author, visibility="public")
    comment = make_comment(member, post)
    for page in read(client, post.get_absolute_url(), comment.get_absolute_url()):
        assert comment.body in page
        assert "/report/" not in page
        assert "/hide/" not in page


def test_curators_hide_a_comment_and_bring_it_back_where_it_is_read(client, post, comment, curator, stranger):
    pages = (post.get_absolute_url(), comment.get_absolute_url())
    hide, back = f'href="/c/{comment.pk}/hide/"', f'href="/c/{comment.pk}/restore/"'
    client.force_login(stranger)
    assert not any(hide in page for page in read(client, *pages))
    client.force_login(curator)
    assert all(hide in page and back not in page for page in read(client, *pages))
    services.hide(curator=curator, post=post, comment=comment, reason="It attacks Ada.")
    assert all(back in page and hide not in page for page in read(client, *pages))
    client.force_login(stranger)
    assert not any(back in page for page in read(client, *pages))


def test_a_hidden_discussion_offers_the_way_back_beside_the_word_that_it_is_hidden(client, post, curator, author):
    services.hide(curator=curator, post=post, reason="It names a patient.")
    way = f'href="/d/{post.pk}/restore/"'
    client.force_login(curator)
    page = client.get(post.get_absolute_url()).content.decode()
    assert page.index("A curator hid this") < page.index(way) < page.index('<div class="prose"')
    client.force_login(author)
    page = client.get(post.get_absolute_url()).content.decode()
    assert "A curator hid this" in page
    assert way not in page
    assert f'href="/d/{post.pk}/report/"' not in page


def test_hiding_everything_and_its_undo_stand_on_the_persons_page(client, curator, post, comment, member, author):
    page, spam = f"/people/{member.username}/", f"/people/{member.username}/spam/"
    client.force_login(curator)
    assert f'href="{spam}"' in client.get(page).content.decode()
    undo = client.post(spam, {"reason": "Sells shoes."})["Location"]
    assert f'href="{undo}"' in client.get(page).content.decode()
    assert client.get(spam)["Location"] == undo
    client.force_login(author)
    assert undo not in client.get(page).content.decode()


@pytest.mark.parametrize("who", ["curator", "organizer", "admin"])
def test_hiding_everything_is_not_offered_for_staff_and_oneself(desk, request, who):
    person = request.getfixturevalue(who)
    single = make_post(person)
    offer = f"/people/{person.username}/spam/"
    for page in read(desk, f"/people/{person.username}/", f"/d/{single.pk}/hide/"):
        assert offer not in page
    assert "Hide all of it" not in desk.get(offer).content.decode()


LOG, REPORTS = "/admin/curation/moderatoraction/", "/admin/curation/report/"


def test_an_answer_stands_with_what_was_hidden_why_and_the_way_back(desk, curator, post, comment, member):
    act = services.hide(curator=curator, post=post, comment=comment, reason="It attacks Ada.")
    services.answer(member=member, act=act, text="It was meant as a joke.")
    page = desk.get("/admin/").content.decode()
    answers = page[page.index('id="answers"') :]
    for words in (f"{curator.name} hid a comment in", comment.excerpt, "It attacks Ada.", "meant as a joke"):
        assert words in answers
    assert f'href="/c/{comment.pk}/restore/"' in answers
    assert "Mark as read" in answers
    services.restore(curator=curator, post=post, comment=comment, reason="It was a joke.")
    assert "/restore/" not in desk.get("/admin/").content.decode()


def test_the_log_says_what_was_hidden_and_leads_back(desk, curator, post, comment, member):
    spam = services.remove_spam(curator=curator, member=member, reason="Sells shoes.")
    services.hide(curator=curator, post=post, reason="It names a patient.")
    ways = (f"/c/{comment.pk}/restore/", f"/d/{post.pk}/restore/", f"/actions/{spam.pk}/undo/")
    page = desk.get(LOG).content.decode()
    assert comment.excerpt in page
    assert all(f'href="{way}"' in page for way in ways)
    services.undo_spam(curator=curator, act=spam, reason="It was a mistake.")
    services.restore(curator=curator, post=post, reason="The name is out.")
    page = desk.get(LOG).content.decode()
    assert not any(f'href="{way}"' in page for way in ways)


def test_each_row_of_the_reports_leads_to_its_acts(desk, post, comment, stranger):
    for thing in (None, comment):
        services.report(reporter=stranger, post=post, comment=thing, reason="spam", note="Sells shoes.")
    page = desk.get(REPORTS).content.decode()
    assert comment.excerpt in page
    assert f'href="/c/{comment.pk}/hide/?next={REPORTS}"' in page
    assert f'href="/d/{post.pk}/hide/?next={REPORTS}"' in page
    for report in Report.objects.all():
        assert f'formaction="/reports/{report.pk}/settle/"' in page
        assert desk.post(f"/reports/{report.pk}/settle/", {"next": REPORTS})["Location"] == REPORTS
    assert "/settle/" not in desk.get(REPORTS).content.decode()


@pytest.mark.parametrize("address", [LOG, REPORTS])
def test_the_log_and_the_reports_cost_the_same_whatever_the_size(desk, curator, post, member, stranger, address):
    counted = []
    for size in (2, 6):
        for _ in range(size):
            comment = make_comment(member, post)
            services.report(reporter=stranger, post=post, comment=comment, reason="spam")
            services.hide(curator=curator, post=post, comment=make_comment(member, post), reason="It attacks Ada.")
        desk.get(address)
        with CaptureQueriesContext(connection) as queries:
            desk.get(address)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_planting_a_seed_is_in_the_header_and_the_menu_of_curators(client, curator, member):
    plant = 'href="/admin/curation/seed/plant/"'
    client.force_login(curator)
    assert client.get("/").content.decode().count(plant) == 2
    client.force_login(member)
    assert plant not in client.get("/").content.decode()
