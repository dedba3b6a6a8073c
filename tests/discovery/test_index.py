"""How words get into the index: in slices, by one at a time, and from nothing if need be."""

import pytest
from django.core.management import call_command
from django.db import connection

from discovery import tasks
from discovery.models import IndexedComment, IndexedPost, TitleWord
from discovery.search import indexing
from discovery.search.engine import engine
from discovery.search.tables import Where
from posts.models import Post
from posts.services import take_back
from tests.factories import make_comment, make_post


def due() -> int:
    return Post.objects.due_for_indexing().count()


def test_a_thread_is_read_in_slices(author, member, monkeypatch):
    monkeypatch.setattr(indexing, "ROWS_A_SLICE", 2)
    post = make_post(author)
    for number in range(5):
        make_comment(member, post, body=f"Number {number} of five.")
    steps = [indexing.index_thread(post_id=post.pk) for _ in range(4)]
    assert steps == [False, False, True, False]
    assert IndexedComment.objects.count() == 5
    assert due() == 0


def test_killed_between_two_slices_it_goes_on(author, member, monkeypatch):
    monkeypatch.setattr(indexing, "ROWS_A_SLICE", 2)
    post = make_post(author)
    for number in range(3):
        make_comment(member, post, body=f"Number {number} of three.")
    indexing.index_thread(post_id=post.pk)

    def dies(**_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(indexing, "note_indexed", dies)
        with pytest.raises(KeyboardInterrupt):
            indexing.index_thread(post_id=post.pk)
    assert (IndexedComment.objects.count(), due()) == (2, 1)
    assert indexing.index_due() == 1
    assert (IndexedComment.objects.count(), due()) == (3, 0)


def test_what_changes_while_it_is_read_is_due_again(author, member, monkeypatch):
    post = make_post(author)
    real = indexing.note_indexed

    def meanwhile(**values: object) -> None:
        make_comment(member, post, body="In between.")
        real(**values)

    with monkeypatch.context() as patch:
        patch.setattr(indexing, "note_indexed", meanwhile)
        indexing.index_thread(post_id=post.pk)
    assert due() == 1
    indexing.index_due()
    assert IndexedComment.objects.count() == 1


def test_one_that_fails_keeps_no_other_waiting(author, monkeypatch, caplog):
    bad, good = make_post(author, title="The bad one"), make_post(author, title="The good one")
    real = indexing._index_post

    def fails(words: object, post: Post) -> None:
        if post.pk == bad.pk:
            raise ValueError("no")
        real(words, post)

    monkeypatch.setattr(indexing, "_index_post", fails)
    assert indexing.index_due() == 1
    assert list(IndexedPost.objects.values_list("pk", flat=True)) == [good.pk]
    assert "could not be indexed" in caplog.text


def test_somebody_else_at_it_is_left_alone(author, monkeypatch):
    make_post(author)
    monkeypatch.setattr(type(engine()), "claim", lambda self: False)
    assert indexing.index_due() == 0
    assert not IndexedPost.objects.exists()


def test_the_tasks_and_the_command_do_the_same(author, member):
    make_comment(member, make_post(author, title="A kettle of words"))
    tasks.index_due()
    assert (IndexedPost.objects.count(), IndexedComment.objects.count(), due()) == (1, 1, 0)
    call_command("rebuild_search", verbosity=0)
    assert (IndexedPost.objects.count(), IndexedComment.objects.count(), due()) == (1, 1, 0)


def test_the_sweep_forgets_what_is_gone(author):
    post = make_post(author, title="An umbrella stand", released=False)
    indexing.index_due()
    assert TitleWord.objects.filter(word="umbrella").exists()
    take_back(member=author, post=post)
    tasks.sweep_search()
    assert not TitleWord.objects.exists()
    assert words_kept() == 0


def words_kept() -> int:
    table = Where.POSTS.ledger if connection.vendor == "postgresql" else "discovery_postwords_english"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]
