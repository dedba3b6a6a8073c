"""A WordPress export comes in whole or not at all, and once."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from comments.models import Comment
from members.models import Byline, Member
from notifications.models import Notice
from portability.models import Mention
from portability.services import ImportRefused, Report, import_wordpress
from portability.wordpress import Bounds
from posts.models import Origin, Post, Visibility
from tests.portability.exports import HEAD, comment, item, write

pytestmark = pytest.mark.django_db


def counts() -> list[int]:
    return [model.objects.count() for model in (Post, Comment, Byline, Mention)]


def test_a_post_keeps_its_words_date_tags_and_address(tmp_path):
    import_wordpress(path=write(tmp_path, item(tags=("Knots", "wet rope"))))
    post = Post.objects.get()
    assert (post.title, post.body) == ("Which knot holds when wet?", "A bowline *slips*.")
    assert post.published_at == post.released_at == dt.datetime(2012, 5, 1, 9, 30, tzinfo=dt.UTC)
    assert {tag.name.lower() for tag in post.tags.all()} == {"knots", "wet rope"}
    assert post.source_url == "https://rope.example/journal/1"
    assert (post.origin, post.kind, post.visibility) == (Origin.IMPORTED, "reflection", Visibility.MEMBERS)
    assert post.byline is not None
    assert post.byline.name == "Maja Lind"
    assert not Member.objects.exists()


def test_replies_stand_under_what_they_answer(tmp_path):
    talk = [comment(3, parent=2), comment(2, parent=1), comment(4, parent=1), comment(1), comment(5)]
    import_wordpress(path=write(tmp_path, item(1, *talk)))
    keys = [found.source_key.rpartition(":")[2] for found in Comment.objects.in_reading_order()]
    assert keys == ["1", "2", "3", "4", "5"]
    assert list(Comment.objects.in_reading_order().values_list("depth", flat=True)) == [0, 1, 2, 1, 0]


def test_an_account_of_the_old_site_is_one_person_whatever_name_stands_there(tmp_path):
    talk = [comment(1, name="mlind", email="", user=7), comment(2), comment(3, name="Otto R.")]
    import_wordpress(path=write(tmp_path, item(1, *talk)))
    post = Post.objects.get()
    names = list(Comment.objects.order_by("created_at").values_list("byline__name", flat=True))
    assert names == ["Maja Lind", "Otto Reyes", "Otto R."]
    assert Comment.objects.order_by("created_at").first().byline == post.byline


def test_no_address_is_kept_in_the_clear(tmp_path):
    import_wordpress(path=write(tmp_path, item(1, comment(1))))
    kept = [f"{byline.source_key} {byline.email_hash}" for byline in Byline.objects.all()]
    assert not [line for line in kept if "otto@mail" in line or "maja@" in line]


def test_a_pingback_is_a_link_and_no_comment(tmp_path):
    ping = comment(1, kind="pingback", name="The Splice", url="https://splice.example/post")
    bad = comment(2, kind="trackback", name="Evil", url="javascript:alert(1)")
    report = import_wordpress(path=write(tmp_path, item(1, ping, bad)))
    assert [(found.name, found.url) for found in Mention.objects.all()] == [
        ("The Splice", "https://splice.example/post")
    ]
    assert not Comment.objects.exists()
    assert report.left_out == {"mentions without an address or a date": 1}


def test_spam_and_what_was_not_public_stay_out_and_are_named(tmp_path):
    talk = [comment(1, approved="spam"), comment(2, approved="trash"), comment(3, approved="0"), comment(4, parent=1)]
    others = [item(2, status="draft"), item(3, status="private"), item(4, password="sesame"), item(5, kind="page")]
    report = import_wordpress(path=write(tmp_path, item(1, *talk), *others))
    assert (report.posts, report.comments) == (1, 1)
    assert sum(report.left_out.values()) == 7
    assert Comment.objects.get().parent is None
    assert not Post.objects.exclude(source_url__endswith="/1").exists()


def test_replies_in_a_circle_come_in_as_a_chain(tmp_path):
    import_wordpress(path=write(tmp_path, item(1, comment(1, parent=3), comment(2, parent=1), comment(3, parent=2))))
    assert sorted(Comment.objects.values_list("depth", flat=True)) == [0, 1, 2]


def test_a_second_import_adds_nothing_and_a_longer_file_only_what_is_new(tmp_path):
    path = write(tmp_path, item(1, comment(1), comment(2, kind="pingback", url="https://splice.example/")))
    import_wordpress(path=path)
    before = counts()
    again = import_wordpress(path=path)
    assert counts() == before
    assert again == Report(known=3)
    later = import_wordpress(path=write(tmp_path, item(1, comment(1), comment(3, parent=1)), item(2)))
    assert (later.posts, later.comments) == (1, 1)
    assert Comment.objects.get(source_key__endswith=":3").parent.source_key.endswith(":1")


def test_a_dry_run_reports_the_same_and_changes_nothing(tmp_path, capsys):
    path = write(tmp_path, item(1, comment(1)))
    call_command("import_wordpress", path, "--dry-run", verbosity=0)
    assert counts() == [0, 0, 0, 0]
    assert "discussions: 1" in capsys.readouterr().out
    assert import_wordpress(path=path, dry_run=True) == import_wordpress(path=path)


def test_nobody_is_told_and_nothing_counts_as_fresh(tmp_path, member):
    import_wordpress(path=write(tmp_path, item(1, comment(1, f"Ask @{member.username} about it."))))
    assert not Notice.objects.exists()
    found = Comment.objects.get()
    assert found.released_at == found.created_at == dt.datetime(2012, 5, 2, 10, 1, tzinfo=dt.UTC)
    assert Post.objects.get().last_activity_at.year == 2012


def test_markup_that_could_harm_is_gone(tmp_path):
    import_wordpress(path=write(tmp_path, item(1, body='<p onclick="x()">Safe <script>alert(1)</script></p>')))
    assert Post.objects.get().html == "<p>Safe</p>\n"


def test_long_words_are_cut_and_counted(tmp_path):
    path = write(tmp_path, item(1, comment(1, "word " * 3000), body="<p>" + "knot " * 6000 + "</p>", title="t" * 300))
    assert import_wordpress(path=path).shortened == 2
    post = Post.objects.get()
    assert len(post.title) == 140
    assert len(post.body) <= 20_000
    assert post.body.endswith("\\[…\\]")


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><rss>&b;</rss>'
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/hostname">]><rss><channel>&f;</channel></rss>'
)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "not well-formed"),
        (b"Dear all, please find attached", "not well-formed"),
        (b"PK\x03\x04\x00\x00", "not well-formed"),
        (b"<html><body>Sign in</body></html>", "not a WordPress export"),
        (BOMB.encode(), "document type or entities"),
        (OUTSIDE.encode(), "document type or entities"),
        ((HEAD + item(1)).encode(), "not well-formed"),
        ((HEAD + item(1) + "</channel></rss>").replace("slips", "sl\xefps").encode("latin-1"), "not well-formed"),
        ((HEAD.replace("UTF-8", "x-nobody") + item(1) + "</channel></rss>").encode(), "not well-formed"),
        ((HEAD + "</channel></rss>").encode(), "no entries"),
        ((HEAD + "<a>" * 20 + "</a>" * 20 + "</channel></rss>").encode(), "nested deeper"),
        ((HEAD + "<a " + "b" * 400_000 + "='1'/></channel></rss>").encode(), "longer than"),
    ],
    ids="empty letter zip page bomb outside truncated bytes encoding nothing deep tag".split(),  # noqa: SIM905
)
def test_a_wrong_file_is_one_clear_line_and_changes_nothing(tmp_path, content, why):
    path = tmp_path / "export.xml"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=why) as refused:
        call_command("import_wordpress", path, verbosity=0)
    assert "\n" not in str(refused.value)
    assert counts() == [0, 0, 0, 0]


def test_a_file_that_is_not_there_is_said_plainly(tmp_path):
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("import_wordpress", tmp_path / "gone.xml", verbosity=0)


@pytest.mark.parametrize(
    "bounds",
    [
        Bounds(file_bytes=1000),
        Bounds(items=1),
        Bounds(comments=1),
        Bounds(long_text=10),
        Bounds(short_text=10),
        Bounds(item_text=40),
        Bounds(authors=0),
    ],
    ids=["file", "items", "comments", "long", "short", "item", "authors"],
)
def test_a_huge_file_is_refused_before_a_row_is_written(tmp_path, bounds):
    path = write(tmp_path, item(1, comment(1), comment(2)), item(2))
    with pytest.raises(ImportRefused):
        import_wordpress(path=path, bounds=bounds)
    assert counts() == [0, 0, 0, 0]


def test_an_import_is_never_wider_than_the_community(tmp_path):
    with pytest.raises(ImportRefused, match="members only"):
        import_wordpress(path=write(tmp_path, item(1)), visibility="public")
    assert counts() == [0, 0, 0, 0]


def test_a_failure_in_the_middle_leaves_nothing(tmp_path, monkeypatch):
    def fail(*args: object, **kwargs: object) -> None:
        raise ImportRefused

    monkeypatch.setattr("portability.services.wordpress.publish_imported_comment", fail)
    with pytest.raises(ImportRefused):
        import_wordpress(path=write(tmp_path, item(1), item(2, comment(1))))
    assert counts() == [0, 0, 0, 0]
