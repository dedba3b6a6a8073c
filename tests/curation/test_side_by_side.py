"""An author and a curator at one comment in one moment: both acts end, in whichever order."""

import contextlib
import threading

import pytest
from django.db import DatabaseError, connection

from comments.models import Comment
from comments.services import NotTheirs, remove_comment
from curation import services
from tests.factories import make_comment, make_post


@pytest.mark.django_db(transaction=True)
def test_an_author_removes_while_a_curator_hides(author, member, curator):
    post = make_post(author)
    comments = [make_comment(member, post) for _ in range(10)]
    failed: list[Exception] = []
    start = threading.Barrier(2)

    def work(act) -> None:
        try:
            for comment in comments:
                start.wait()
                act(comment)
        except (DatabaseError, threading.BrokenBarrierError) as error:
            failed.append(error)
            start.abort()
        finally:
            connection.close()

    def remove(comment: Comment) -> None:
        with contextlib.suppress(NotTheirs):  # it was hidden already
            remove_comment(member=member, comment=comment)

    def hide(comment: Comment) -> None:
        services.hide(curator=curator, post=post, comment=comment, reason="It attacks Ada.")

    workers = [threading.Thread(target=work, args=(act,)) for act in (remove, hide)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert not failed
    assert set(Comment.objects.values_list("status", flat=True)) <= {"hidden", "removed"}
