"""The arithmetic of the tree: sizes, newest replies and folds, against the plain way of working them out."""

from hypothesis import given
from hypothesis import strategies as st

from comments.models import ID_DIGITS
from comments.outline import BUSY, Spot, begins_folded, counted, in_order
from comments.paths import segment
from comments.visits import SEEN_AT_MOST, tidied


@st.composite
def trees(draw):
    """Rows in reading order: each comment below an earlier one or below none."""
    paths: list[str] = []
    for number in range(1, draw(st.integers(1, 120)) + 1):
        above = draw(st.sampled_from(["", *paths[-12:]]))
        paths.append(above + segment(number))
    return [Spot(int(path[-ID_DIGITS:], 36), path, draw(st.sampled_from([0.0, 1.0]))) for path in sorted(paths)]


@given(trees())
def test_branches_are_counted_as_one_would(rows):
    for spot in counted(rows):
        branch = [row.id for row in rows if row.path.startswith(spot.path)]
        assert (spot.below, spot.latest) == (len(branch) - 1, max(branch))


@given(trees(), st.sampled_from(["best", "new", "old", "latest"]))
def test_every_order_keeps_branches_together(rows, sort):
    ordered = in_order(counted(rows), sort)
    assert sorted(spot.id for spot in ordered) == sorted(row.id for row in rows)
    for at, spot in enumerate(ordered):
        assert all(below.path.startswith(spot.path) for below in ordered[at + 1 : at + 1 + spot.below])


@given(trees(), st.sampled_from(["best", "latest"]))
def test_no_fold_inside_a_fold_and_none_at_the_top(rows, sort):
    ordered = in_order(counted(rows), sort)
    folded = begins_folded(ordered)
    if len(ordered) <= BUSY:
        assert not folded
    paths = {spot.id: spot.path for spot in ordered}
    for pk in folded:
        above = [paths[pk][:end] for end in range(ID_DIGITS, len(paths[pk]), ID_DIGITS)]
        assert above
        assert not folded & {int(path[-ID_DIGITS:], 36) for path in above}


@given(st.sets(st.integers(1, 60)), st.integers(0, 60), st.integers(60, 70))
def test_tidying_changes_no_answer(seen, up_to, newest):
    everything = set(range(1, newest + 1))
    unseen = {pk for pk in everything if pk > up_to and pk not in seen}
    lifted, kept = tidied(frozenset(seen), frozenset(unseen), up_to, newest)
    assert {pk for pk in everything if pk > lifted and pk not in kept} == unseen


def test_what_is_remembered_is_bounded():
    seen = frozenset(range(2, 2 * SEEN_AT_MOST))
    up_to, kept = tidied(seen, frozenset({1}), 0, 2 * SEEN_AT_MOST)
    assert len(kept) == SEEN_AT_MOST
    assert up_to == min(kept) - 1
