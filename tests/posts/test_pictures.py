"""Bringing a picture, and who sees it when."""

import datetime as dt
import io
import re

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from comments.services import (
    edit_comment,
    hide_comment,
    publish_comment,
    remove_comment,
    restore_comment,
    take_back_comment,
)
from kit import clock, pictures, site
from members.models import Member
from posts import services
from posts.models import Picture, PictureState, Post
from posts.services.written_down import hide_post, restore_post
from posts.views import pictures as views
from tests.factories import make_member, make_post
from tests.pictures import CANARIES, bad_pictures, brought, photo_with_secrets, picture_bytes

pytestmark = pytest.mark.django_db
TWO_DAYS = dt.timedelta(hours=49)
BAD = bad_pictures()


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """A storage of its own for each test."""
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "media", "base_url": None},
        }
    }
    return tmp_path / "media"


def send(client: Client, data: bytes, name: str = "photo.png", *, json: bool = True, **fields: str):
    file = SimpleUploadedFile(name, data, content_type="image/png")
    headers = {"Accept": "application/json"} if json else {}
    return client.post("/pictures/", {"picture": file, **fields}, headers=headers)


def as_somebody(member: Member | None) -> Client:
    client = Client()
    if member:
        client.force_login(member)
    return client


def sees(member: Member | None, picture: Picture) -> bool:
    return as_somebody(member).get(picture.place.address).status_code == 200


def shown(picture: Picture) -> str:
    return pictures.line(picture.place, "what it shows")


# -- bringing --------------------------------------------------------------------------------------


def test_a_picture_is_brought_and_seen_by_its_owner(client, author):
    client.force_login(author)
    answer = send(client, photo_with_secrets(), "../../etc/CANARY.png")
    assert answer.status_code == 201
    page = client.get(answer.json()["address"])
    content = b"".join(page.streaming_content)
    assert page["Content-Type"] == "image/webp"
    assert not [canary for canary in CANARIES if canary in content]
    picture = Picture.objects.get()
    assert (picture.owner, picture.state, picture.width, picture.height) == (author, PictureState.READY, 40, 60)
    assert picture.bytes == len(content)


def test_its_name_is_chance_and_lies_where_no_address_leads(client, author, media):
    client.force_login(author)
    send(client, picture_bytes(), "../../../evil.php.png")
    stored = [path.relative_to(media).as_posix() for path in media.rglob("*") if path.is_file()]
    assert len(stored) == 1
    assert re.fullmatch(r"pictures/[a-z0-9_-]{2}/[A-Za-z0-9_-]{22}-60x40\.webp", stored[0])
    assert client.get(f"/media/{stored[0]}").status_code == 404
    assert client.get(f"/static/{stored[0]}").status_code == 404


@pytest.mark.parametrize("name", sorted(BAD))
def test_bad_files_are_refused_with_a_sentence(client, author, name):
    client.force_login(author)
    answer = send(client, BAD[name][1], name)
    assert answer.status_code == 422
    assert answer.json()["error"].endswith((".", "stored."))
    assert not Picture.objects.exists()


def test_a_file_that_nobody_would_wait_for_is_not_read(client, author):
    client.force_login(author)
    assert send(client, b"\x89PNG\r\n\x1a\n" + b"\0" * (21 * 1024 * 1024)).status_code == 400


def test_other_addresses_take_no_large_files(client, author):
    client.force_login(author)
    file = SimpleUploadedFile("a.png", b"\0" * (5 * 1024 * 1024))
    assert client.post("/drafts/save/", {"kind": "reflection", "body": "Words", "file": file}).status_code == 400


def test_a_form_without_a_file_says_so(client, author):
    client.force_login(author)
    assert client.post("/pictures/", headers={"Accept": "application/json"}).status_code == 422


def test_a_visitor_is_asked_to_sign_in(client):
    assert send(client, picture_bytes()).status_code == 401
    assert send(client, picture_bytes(), json=False)["Location"].startswith("/accounts/login/")
    assert client.get("/pictures/new/").status_code == 302
    assert not Picture.objects.exists()


def test_without_scripts_a_page_gives_the_line_to_copy(client, author):
    client.force_login(author)
    assert "What does it show?" in client.get("/pictures/new/").content.decode()
    answer = send(client, picture_bytes(), json=False, alt="A [cat] & a *hat*")
    assert answer.status_code == 303
    page = client.get(answer["Location"]).content.decode()
    assert f"![A \\[cat\\] \\&amp; a \\*hat\\*]({Picture.objects.get().place.address})" in page


def test_without_scripts_a_bad_file_brings_the_form_again(client, author):
    client.force_login(author)
    answer = send(client, BAD["drawing.svg"][1], "drawing.svg", json=False, alt="Kept words")
    assert answer.status_code == 422
    assert "whatever its name says" in answer.content.decode()
    assert "Kept words" in answer.content.decode()


def test_a_suspended_member_brings_none(client):
    away = make_member("Sue", suspended_until=clock.now() + dt.timedelta(days=1))
    client.force_login(away)
    assert send(client, picture_bytes()).status_code == 422


@pytest.mark.parametrize(("days", "allowed"), [(0, 10), (3, 30)])
def test_only_so_many_come_in_an_hour(client, author, monkeypatch, days, allowed):
    monkeypatch.setattr(services.pictures, "draw", lambda file, size: pictures.Drawn(b"x", b"", 10, 10))
    author.joined_at = clock.now() - dt.timedelta(days=days)
    author.save(update_fields=["joined_at"])
    client.force_login(author)
    answers = [send(client, b"x") for _ in range(allowed + 1)]
    assert [answer.status_code for answer in answers] == [201] * allowed + [429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert "minute" in answers[-1].json()["error"]


def test_a_member_has_room_for_so_much(client, author):
    Picture.objects.create(owner=author, key="k" * 22, width=1, height=1, bytes=200_000_000, look_after=clock.now())
    client.force_login(author)
    answer = send(client, picture_bytes())
    assert answer.status_code == 422
    assert "room" in answer.json()["error"]


def test_whoever_has_to_come_again_has_lost_nothing_of_their_hour(client, author, monkeypatch):
    client.force_login(author)
    with monkeypatch.context() as full:
        full.setattr(views, "is_busy", lambda: True)
        assert [send(client, picture_bytes()).status_code for _ in range(11)] == [429] * 11
    assert send(client, picture_bytes()).status_code == 201


def test_when_many_come_at_once_one_is_asked_to_come_again(client, author, monkeypatch):
    def busy(*_: object, **__: object) -> None:
        raise pictures.Busy

    monkeypatch.setattr(services.pictures, "draw", busy)
    client.force_login(author)
    answer = send(client, picture_bytes())
    assert (answer.status_code, answer["Retry-After"]) == (429, "5")


# -- how it is served ------------------------------------------------------------------------------


def test_no_browser_runs_anything_of_it(client, author):
    picture = brought(author)
    client.force_login(author)
    answer = client.get(picture.place.address)
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("inline; filename=")
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert not answer.has_header("Content-Encoding")


def test_a_members_browser_keeps_it_and_nobody_on_the_way_does(client, author, member):
    picture = brought(author)
    make_post(author, body=shown(picture), visibility="public")
    client.force_login(member)
    assert client.get(picture.place.address)["Cache-Control"] == "private, max-age=3600, immutable"
    assert as_somebody(None).get(picture.place.address)["Cache-Control"] == "public, max-age=600"


def test_what_the_browser_has_is_not_sent_again_but_rights_are_asked(client, author, member):
    picture = brought(author)
    post = make_post(author, body=shown(picture))
    client.force_login(member)
    etag = client.get(picture.place.address)["ETag"]
    again = client.get(picture.place.address, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    hide_post(post_id=post.pk)
    assert client.get(picture.place.address, headers={"If-None-Match": etag}).status_code == 404


def test_it_has_two_sizes_and_no_other(client, author):
    picture = brought(author, (1200, 900))
    client.force_login(author)
    assert client.get(picture.place.address).status_code == 200
    assert client.get(picture.place.small.address).status_code == 200
    for size in ("1200x901", "800x599", "1x1", "0x0"):
        assert client.get(f"/pictures/{picture.key}-{size}.webp").status_code == 404
    assert client.post(picture.place.address).status_code == 405


def test_seeing_one_costs_few_queries(client, author, member, django_assert_max_num_queries):
    picture = brought(author)
    for _ in range(3):
        make_post(author, body=shown(picture))
    client.force_login(member)
    client.get("/")
    with django_assert_max_num_queries(8):
        client.get(picture.place.address)


# -- who sees it -----------------------------------------------------------------------------------


def who(picture: Picture, cast: dict[str, Member | None]) -> set[str]:
    return {name for name, person in cast.items() if sees(person, picture)}


@pytest.fixture
def cast(author, member, curator) -> dict[str, Member | None]:
    return {"owner": author, "member": member, "curator": curator, "visitor": None}


INSIDE = {"owner", "member", "curator"}
EVERYONE = {*INSIDE, "visitor"}


def test_one_that_no_words_show_is_its_owners(author, cast):
    picture = brought(author)
    services.save_draft(member=author, kind="reflection", body=shown(picture))
    assert who(picture, cast) == {"owner"}


def test_the_one_who_was_asked_to_read_a_draft_sees_its_pictures(author, member, cast):
    picture, other = brought(author), brought(author)
    draft = services.save_draft(member=author, kind="reflection", body=shown(picture))
    services.ask_one_person(draft=draft, reader=member, words="Does this make sense?")
    assert (who(picture, cast), who(other, cast)) == ({"owner", "member"}, {"owner"})
    services.discard_draft(draft=draft)
    assert who(picture, cast) == {"owner"}


@pytest.mark.parametrize(("visibility", "seen_by"), [("members", INSIDE), ("public", EVERYONE)])
def test_whoever_reads_a_discussion_sees_its_pictures(author, cast, visibility, seen_by):
    picture = brought(author)
    post = make_post(author, body=shown(picture), visibility=visibility)
    assert who(picture, cast) == seen_by
    hide_post(post_id=post.pk)
    assert who(picture, cast) == {"owner", "curator"}
    restore_post(post_id=post.pk)
    assert who(picture, cast) == seen_by
    Post.objects.filter(pk=post.pk).update(visibility="members")
    assert who(picture, cast) == INSIDE
    services.remove_post(member=author, post=post)
    assert who(picture, cast) == {"owner"}


def test_held_words_keep_their_pictures_to_themselves(author, cast):
    author.held = True
    author.save(update_fields=["held"])
    picture = brought(author)
    make_post(author, body=shown(picture), visibility="public", released=False)
    assert who(picture, cast) == {"owner", "curator"}


def test_taken_back_words_take_their_pictures_along(author, cast):
    picture = brought(author)
    post = make_post(author, body=shown(picture), released=False)
    assert who(picture, cast) == INSIDE
    services.take_back(member=author, post=post)
    assert who(picture, cast) == {"owner"}


def test_an_edit_shows_and_hides_pictures(author, cast):
    first, second = brought(author), brought(author)
    post = make_post(author, body=shown(first))
    said = {"editor": author, "post": post, "title": post.title, "tags": ["learning"], "fields": {}}
    services.edit_post(**said, body=f"Now {shown(second)}", version=1)
    assert (who(first, cast), who(second, cast)) == ({"owner"}, INSIDE)


@pytest.mark.parametrize(("visibility", "seen_by"), [("members", INSIDE), ("public", EVERYONE)])
def test_whoever_reads_a_comment_sees_its_pictures(author, curator, cast, visibility, seen_by):
    picture = brought(author)
    post = make_post(make_member("Olu Opener"), visibility=visibility)
    comment = publish_comment(author=author, post=post, body=shown(picture))
    assert who(picture, cast) == seen_by
    hide_comment(comment_id=comment.pk)
    assert who(picture, cast) == {"owner", "curator"}
    restore_comment(comment_id=comment.pk)
    assert who(picture, cast) == seen_by
    hide_post(post_id=post.pk)
    assert who(picture, cast) == {"owner", "curator"}
    restore_post(post_id=post.pk)
    comment.refresh_from_db()
    comment = edit_comment(editor=author, comment=comment, body="Without it.", version=comment.version)
    assert who(picture, cast) == {"owner"}
    comment = edit_comment(editor=author, comment=comment, body=shown(picture), version=comment.version)
    assert who(picture, cast) == seen_by
    remove_comment(member=author, comment=comment)
    assert who(picture, cast) == {"owner"}


def test_a_reply_stays_with_its_picture_under_an_opening_that_was_removed(author, cast):
    picture, opener = brought(author), make_member("Olu Opener")
    post = make_post(opener)
    publish_comment(author=author, post=post, body=shown(picture))
    services.remove_post(member=opener, post=post)
    assert who(picture, cast) == INSIDE


def test_words_of_others_show_nobodys_picture(author, member, cast):
    """An address that got out opens nothing: a quotation is seen by whoever could see it before."""
    picture = brought(author)
    make_post(member, body=shown(picture), visibility="public")
    publish_comment(author=member, post=make_post(member, visibility="public"), body=shown(picture))
    assert who(picture, cast) == {"owner"}


def test_an_unknown_one_looks_like_one_that_may_not_be_seen(author, member):
    picture = brought(author)
    client = as_somebody(member)
    unknown = picture.place._replace(key="A" * 22)
    answers = [client.get(place.address) for place in (picture.place, unknown)]
    assert [answer.status_code for answer in answers] == [404, 404]


# -- letting go ------------------------------------------------------------------------------------


def test_what_no_words_hold_goes_after_two_days(author, media):
    picture = brought(author, (1200, 900))
    assert services.sweep_pictures() == 0
    with clock.at(clock.now() + TWO_DAYS):
        assert services.sweep_pictures() == 1
    assert not Picture.objects.filter(pk=picture.pk).exists()
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_what_words_or_drafts_hold_stays(author, member):
    post = make_post(author)
    kept = [brought(author) for _ in range(4)]
    make_post(author, body=shown(kept[0]))
    publish_comment(author=author, post=post, body=shown(kept[1]))
    services.save_draft(member=author, kind="reflection", body=shown(kept[2]))
    unfinished = publish_comment(author=author, post=post, body=shown(kept[3]))
    take_back_comment(member=author, comment=unfinished)
    other = brought(author)
    services.save_draft(member=member, kind="reflection", body=shown(other))
    with clock.at(clock.now() + TWO_DAYS):
        assert services.sweep_pictures() == 1
        assert services.sweep_pictures() == 0
    assert set(Picture.objects.all()) == set(kept)


def test_what_a_curator_hid_stays_and_what_was_removed_goes(author):
    hidden, removed = brought(author), brought(author)
    hide_post(post_id=make_post(author, body=shown(hidden)).pk)
    services.remove_post(member=author, post=make_post(author, body=shown(removed)))
    with clock.at(clock.now() + TWO_DAYS):
        services.sweep_pictures()
    assert list(Picture.objects.all()) == [hidden]


def test_the_sweep_asks_again_after_a_week(author):
    picture = brought(author)
    post = make_post(author, body=shown(picture))
    with clock.at(clock.now() + TWO_DAYS):
        services.sweep_pictures()
        services.remove_post(member=author, post=post)
        assert services.sweep_pictures() == 0
    with clock.at(clock.now() + TWO_DAYS + dt.timedelta(days=8)):
        assert services.sweep_pictures() == 1


def test_a_sweep_that_died_in_the_middle_is_finished_by_the_next(author, media, monkeypatch):
    picture = brought(author, (1200, 900))
    later = clock.now() + TWO_DAYS

    def die(_storage: FileSystemStorage, _name: str) -> None:
        raise SystemExit

    with clock.at(later), monkeypatch.context() as broken:
        broken.setattr(FileSystemStorage, "delete", die)
        with pytest.raises(SystemExit):
            services.sweep_pictures()
    assert Picture.objects.get().state == PictureState.GOING
    assert not sees(author, picture)
    with clock.at(later + dt.timedelta(hours=1)):
        assert services.sweep_pictures() == 1
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_a_process_that_died_while_it_stored_leaves_no_file_behind(author, media, monkeypatch):
    def die_halfway(picture: Picture, _drawn: pictures.Drawn) -> None:
        default_storage.save(picture.files[0], io.BytesIO(b"half"))
        raise SystemExit

    monkeypatch.setattr(services.pictures, "_store", die_halfway)
    with pytest.raises(SystemExit):
        brought(author)
    assert not sees(author, Picture.objects.get())
    with clock.at(clock.now() + TWO_DAYS):
        services.sweep_pictures()
    assert not Picture.objects.exists()
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_one_that_is_put_into_words_while_the_sweep_looks_stays(author, monkeypatch):
    picture = brought(author)
    look = services.pictures.held

    def meanwhile(found: list[Picture]) -> set[int]:
        needed = look(found)
        make_post(author, body=shown(picture))
        return needed

    monkeypatch.setattr(services.pictures, "held", meanwhile)
    with clock.at(clock.now() + TWO_DAYS):
        assert services.sweep_pictures() == 0
    assert sees(author, picture)


def test_all_pictures_of_a_member_can_go(author, member, media):
    mine, theirs = brought(author), brought(member)
    make_post(author, body=shown(mine))
    services.delete_pictures_of(member=author)
    assert not sees(author, mine)
    services.sweep_pictures()
    assert list(Picture.objects.all()) == [theirs]
    assert len([path for path in media.rglob("*") if path.is_file()]) == 1


def test_the_room_can_be_set(author):
    site.put(values={"PICTURES_MB": 1, "PICTURES_UNUSED_H": 1}, by_name="the tests")
    brought(author)
    with clock.at(clock.now() + dt.timedelta(hours=2)):
        assert services.sweep_pictures() == 1
