"""What a reader finds new, folded and kept for them in a long discussion; by the pages and the signs they send."""

import datetime as dt
import re

import pytest

from comments.models import ReadingMark
from comments.outline import BUSY
from comments.services import hide_comment, note_seen, remove_comment, write_comment_scores
from kit import clock
from notifications.models import Notice
from posts.services.written_down import hide_post
from tests.comments.tree import ids, page
from tests.factories import make_comment, make_post

NEW = re.compile(r'id="c(\d+)"[^>]*><header class="comment-head">(?:(?!</header>).)*class="new-mark"', re.S)
OPEN = re.compile(r'id="c(\d+)"(?:(?!<details).)*<details class="fold" open>', re.S)
LATER = dt.timedelta(hours=3)


def new_ones(html: str) -> list[int]:
    return [int(pk) for pk in NEW.findall(html)]


def open_ones(html: str) -> set[int]:
    return {int(pk) for pk in OPEN.findall(html)}


@pytest.fixture
def first(post, member):
    return make_comment(member, post, body="What was there from the beginning.")


@pytest.fixture
def reader(client, stranger, first, post):
    """Somebody who was here once, three hours ago."""
    client.force_login(stranger)
    with clock.at(clock.now() - LATER):
        assert client.post(f"/d/{post.pk}/seen/", {"ids": str(first.pk)}).status_code == 204
    return stranger


def at(client, post, query: str = "") -> str:
    return client.get(f"{post.get_absolute_url()}?{query}").content.decode()


def test_nothing_is_new_at_the_first_visit(client, post, first, stranger):
    client.force_login(stranger)
    assert "new-mark" not in at(client, post)
    assert "new-mark" not in page(post)


def test_what_others_wrote_since_is_new_and_says_in_how_many_branches(client, post, reader, first, member):
    below = make_comment(member, post, parent=first)
    deeper = make_comment(member, post, parent=below)
    other = make_comment(member, post)
    mine = make_comment(reader, post)
    html = at(client, post, "sort=old")
    assert new_ones(html) == [below.pk, deeper.pk, other.pk]
    assert f'id="c{mine.pk}"' in html
    assert "<strong>3 new</strong> in 2 branches" in html
    assert "since you were here" in html


def test_each_new_mark_leads_to_the_next(client, post, reader, first, member):
    one, two = make_comment(member, post), make_comment(member, post)
    html = at(client, post, "sort=old")
    assert f'class="new-mark" href="#c{two.pk}"' in html
    assert 'data-new-step="1"' in html
    assert f'href="#c{one.pk}" data-new-step="1"' in html


def test_new_on_another_page_is_one_link_away(client, post, reader, first, member):
    for _ in range(25):
        make_comment(member, post, body="Long words. " * 800, released=False)
    html = at(client, post, "sort=old&page=1")
    shown = set(ids(page(post, reader, "sort=old")))
    elsewhere = [pk for pk in re.findall(r"at=(\d+)#c", html) if int(pk) not in shown]
    assert elsewhere
    assert f'data-behind="{post.get_absolute_url()}?sort=old&amp;at={elsewhere[0]}#c{elsewhere[0]}"' in html


def test_what_was_in_sight_stays_marked_until_the_visit_ends(client, post, reader, first, member):
    seen, unseen = make_comment(member, post), make_comment(member, post)
    client.post(f"/d/{post.pk}/seen/", {"ids": f"{seen.pk}", "place": str(seen.pk)})
    assert set(new_ones(at(client, post))) == {seen.pk, unseen.pk}
    with clock.at(clock.now() + LATER):
        html = at(client, post)
        assert new_ones(html) == [unseen.pk]
        assert f"at={seen.pk}#c{seen.pk}" in html  # the way back to where they were
        client.post(f"/d/{post.pk}/seen/", {"ids": f"{unseen.pk}"})
    with clock.at(clock.now() + 2 * LATER):
        assert new_ones(at(client, post)) == []
        client.post(f"/d/{post.pk}/seen/", {"ids": ""})
    mark = ReadingMark.objects.get()
    assert (mark.up_to, mark.seen) == (unseen.pk, [])


def test_catching_up_and_its_undo(client, post, reader, first, member):
    late = make_comment(member, post)
    answer = client.post(f"/d/{post.pk}/caught-up/")
    assert answer.status_code == 303
    html = at(client, post)
    assert "new-mark" not in html
    assert "Caught up" in html
    client.post(f"/d/{post.pk}/caught-up/undo/")
    assert new_ones(at(client, post)) == [late.pk]


def test_who_does_not_want_reading_recorded_leaves_no_trace(client, post, first, stranger, member):
    stranger.preferences.record_reading = False
    stranger.preferences.save()
    client.force_login(stranger)
    for url, fields in (
        (f"/d/{post.pk}/seen/", {"ids": str(first.pk)}),
        (f"/d/{post.pk}/caught-up/", {}),
        (f"/c/{first.pk}/fold/", {"folded": "yes"}),
    ):
        client.post(url, fields)
    assert client.get(f"/d/{post.pk}/seen.gif").status_code == 200
    assert not ReadingMark.objects.exists()
    assert "/seen/" not in at(client, post)


def test_without_scripts_a_picture_tells_it_once_in_ten_minutes(client, post, reader, first, member):
    late = make_comment(member, post)
    assert f'<noscript><img class="seen-mark" src="/d/{post.pk}/seen.gif?sort=best&amp;page=1"' in at(client, post)
    assert client.get(f"/d/{post.pk}/seen.gif?sort=best&page=1")["Content-Type"] == "image/gif"
    assert ReadingMark.objects.get().fresh == [late.pk]
    later = make_comment(member, post)
    client.get(f"/d/{post.pk}/seen.gif?sort=best&page=1")
    assert later.pk not in ReadingMark.objects.get().fresh


def test_hidden_and_removed_words_are_never_new(client, post, reader, first, member):
    gone, hidden = make_comment(member, post), make_comment(member, post)
    remove_comment(member=member, comment=gone)
    hide_comment(comment_id=hidden.pk)
    assert "new-mark" not in at(client, post)


def test_a_mark_is_its_readers_alone(client, post, reader, first, member, author):
    make_comment(member, post)
    client.force_login(author)
    assert "new-mark" not in at(client, post)
    other = at(client, post)
    assert "Go on where you were" not in other


def test_signs_about_what_one_may_not_open_are_answered_as_unknown(client, post, first, stranger, curator, author):
    hide_post(post_id=post.pk)
    client.force_login(stranger)
    for url in (
        f"/d/{post.pk}/seen/",
        f"/d/{post.pk}/caught-up/",
        f"/d/{post.pk}/caught-up/undo/",
        f"/c/{first.pk}/fold/",
    ):
        assert client.post(url).status_code == 404
    assert client.get(f"/d/{post.pk}/arrivals/?since=1").status_code == 404
    assert client.get(f"/d/{post.pk}/seen.gif").status_code == 404
    client.logout()
    assert client.post(f"/d/{post.pk}/seen/").status_code == 302


@pytest.mark.parametrize("ids", ["", "x", "1,2,x", "9" * 400, ",".join(["1"] * 5000), "-1", "٣"])
def test_odd_signs_are_taken_quietly(client, post, reader, ids):
    assert client.post(f"/d/{post.pk}/seen/", {"ids": ids, "place": ids}).status_code == 204


def test_a_branch_i_fold_stays_folded_and_says_what_is_new_in_it(client, post, reader, first, member):
    assert first.pk in open_ones(at(client, post))
    client.post(f"/c/{first.pk}/fold/", {"folded": "yes"})
    make_comment(member, post, parent=first)
    html = at(client, post)
    assert first.pk not in open_ones(html)
    assert '<span class="fold-new">1 new</span>' in html
    assert first.pk in open_ones(at(client, post, f"at={first.pk}"))  # a link opens it
    client.post(f"/c/{first.pk}/fold/", {"folded": "no"})
    assert first.pk in open_ones(at(client, post))


@pytest.fixture
def busy(post, member, first):
    """More comments than a busy discussion has: the first ones stand side by side below one, the last stand alone."""
    branch = [make_comment(member, post, parent=first, released=False) for _ in range(10)]
    for _ in range(BUSY):
        make_comment(member, post, released=False)
    return branch


def test_busy_discussions_begin_with_long_branches_as_lines(client, post, busy, first, author):
    client.force_login(author)
    html = at(client, post, "sort=old")
    shown = open_ones(html)
    assert first.pk in shown
    assert {one.pk for one in busy[:5]} <= shown
    assert not {one.pk for one in busy[5:]} & shown
    assert "Open everything" in html
    assert {one.pk for one in busy} <= open_ones(at(client, post, "sort=old&open=all"))


def test_what_is_new_or_linked_is_open_in_a_busy_discussion(client, post, busy, reader, member):
    inside = make_comment(member, post, parent=busy[-1], released=False)
    shown = open_ones(at(client, post, "sort=old"))
    assert {busy[-1].pk, inside.pk} <= shown
    assert busy[-2].pk not in shown
    assert busy[-2].pk in open_ones(at(client, post, f"sort=old&at={busy[-2].pk}"))


def test_who_opens_everything_finds_everything_open(client, post, busy, author):
    author.preferences.opens_everything = True
    author.preferences.save()
    client.force_login(author)
    assert {one.pk for one in busy} <= open_ones(at(client, post))


def test_a_busy_discussion_names_who_is_in_it_and_lists_its_branches(client, post, busy, stranger, member):
    make_comment(stranger, post)
    html = at(client, post)
    assert f"by {member.name} and {stranger.name}" in html
    assert html.count('class="outline"') == 1


def test_latest_reply_first_looks_into_branches(post, first, member, stranger):
    second = make_comment(member, post)
    answer = make_comment(stranger, post, parent=first)
    assert ids(page(post, query="sort=latest")) == [first.pk, answer.pk, second.pk]


def test_authors_order_holds_for_who_has_no_habit(client, post, first, author, member, stranger):
    second = make_comment(stranger, post)
    write_comment_scores(rows=[(first.pk, 2.0)])
    client.force_login(author)
    assert "Begin in this order for everyone" in at(client, post, "sort=new")
    assert client.post(f"/d/{post.pk}/order/", {"order": "new"}).status_code == 303
    assert client.post(f"/d/{post.pk}/order/", {"order": "odd"}).status_code == 404
    assert ids(page(post)) == [second.pk, first.pk]
    member.preferences.comment_order = "old"
    member.preferences.save()
    assert ids(page(post, member)) == [first.pk, second.pk]
    client.force_login(stranger)
    assert client.post(f"/d/{post.pk}/order/", {"order": "old"}).status_code == 404


def test_arrivals_are_offered_in_one_line(client, post, first, member, stranger):
    client.force_login(stranger)
    url = f"/d/{post.pk}/arrivals/?since={first.pk}"
    assert client.get(url).status_code == 204
    make_comment(stranger, post)
    assert client.get(url).status_code == 204  # one's own is no news
    late = make_comment(member, post)
    answer = client.get(url)
    assert "1 new reply has come" in answer.content.decode()
    assert f"?at={late.pk}#c{late.pk}" in answer.content.decode()
    assert client.get(f"/d/{post.pk}/arrivals/").status_code == 404


def test_two_windows_lose_nothing(client, post, reader, first, member):
    one, two = make_comment(member, post), make_comment(member, post)
    client.post(f"/d/{post.pk}/seen/", {"ids": str(one.pk)})
    client.post(f"/d/{post.pk}/seen/", {"ids": str(two.pk)})
    assert ReadingMark.objects.get().fresh == [one.pk, two.pk]


def test_catching_up_leaves_other_readers_alone(client, post, reader, first, member, author):
    late = make_comment(member, post)
    with clock.at(clock.now() - LATER):
        note_seen(member=author, post=post, comment_ids=[])
    ReadingMark.objects.filter(member=author).update(up_to=first.pk)
    client.post(f"/d/{post.pk}/caught-up/")
    client.force_login(author)
    assert new_ones(at(client, post)) == [late.pk]


def test_what_somebody_blocked_writes_is_folded_and_never_new(client, post, reader, first, member, author):
    theirs = make_comment(member, post, parent=first)
    below = make_comment(author, post, parent=theirs)
    client.post(f"/people/{member.username}/level/", {"level": "blocked"})
    html = at(client, post, "sort=old")
    assert new_ones(html) == [below.pk]
    assert not open_ones(html) & {first.pk, theirs.pk}
    assert below.pk in open_ones(html)
    assert {theirs.pk, first.pk} <= open_ones(at(client, post, "sort=old&open=all"))
    client.post(f"/c/{theirs.pk}/fold/", {"folded": "no"})
    assert theirs.pk in open_ones(at(client, post, "sort=old"))
    client.post(f"/people/{member.username}/level/", {"level": ""})
    html = at(client, post, "sort=old")
    assert new_ones(html) == [theirs.pk, below.pk]
    assert {first.pk, theirs.pk} <= open_ones(html)


def test_without_scripts_the_opening_of_a_discussion_is_seen_too(client, author, member):
    post = make_post(author, body=f"What would you say, @{member.username}?")
    waiting = Notice.objects.filter(recipient=member, seen_at__isnull=True)
    assert waiting.count() == 1
    client.force_login(member)
    client.post(f"/d/{post.pk}/seen/", {"ids": ""})  # as a page with a branch alone sends it
    assert waiting.count() == 1
    image = re.search(r'<noscript><img[^>]*src="([^"]+)"', at(client, post))
    assert image
    assert client.get(image[1].replace("&amp;", "&")).status_code == 200
    assert not waiting.exists()
