from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate.assign import EXACT_UP_TO, assign


def test_swapped_cases_find_each_other() -> None:
    assert assign([[1, 9], [8, 2]]) == ((0, 1), (1, 0))


def test_the_greedy_choice_would_be_worse() -> None:
    assert assign([[10, 9], [9, 0]]) == ((0, 1), (1, 0))


def test_equal_scores_keep_the_order() -> None:
    assert assign([[0, 0, 0], [0, 0, 0]]) == ((0, 0), (1, 1))


def test_more_gold_than_predicted() -> None:
    assert assign([[0], [3], [1]]) == ((1, 0),)


def test_nothing_to_pair() -> None:
    assert assign([]) == ()
    assert assign([[], []]) == ()


def test_many_cases_are_paired_one_to_one() -> None:
    size = EXACT_UP_TO + 2
    reverse = [[int(row + column == size - 1) for column in range(size)] for row in range(size)]
    assert assign(reverse) == tuple((row, size - 1 - row) for row in range(size))


@given(
    st.integers(1, 4).flatmap(
        lambda columns: st.lists(
            st.lists(st.integers(0, 9), min_size=columns, max_size=columns), max_size=4
        )
    )
)
def test_no_other_assignment_scores_more(scores: list[list[int]]) -> None:
    rows, columns = len(scores), len(scores[0]) if scores else 0
    pairs = assign(scores)
    assert len(pairs) == min(rows, columns)
    assert len({column for _, column in pairs}) == len(pairs)
    short, long = sorted((rows, columns))
    best = max(
        sum(
            scores[n][place] if rows <= columns else scores[place][n]
            for n, place in enumerate(places)
        )
        for places in permutations(range(long), short)
    )
    assert sum(scores[row][column] for row, column in pairs) == best
