"""Which of several statements of a value stands."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.evidence import Evidence, State
from pipeline.resolve.merge import first_of_each

STATEMENTS = st.builds(
    lambda value, state, at: Evidence(
        "complication", value, state, value, at, at + 1, "x", "case", None, "rule", 0.9
    ),
    st.sampled_from(["stroke", "dyspnoea", "death"]),
    st.sampled_from(State),
    st.integers(0, 99),
)


def states(found: list[Evidence]) -> set[tuple[str, str]]:
    return {(one.value, one.state) for one in found}


def statement(value: str, state: State, at: int) -> Evidence:
    return Evidence("complication", value, state, value, at, at + 1, "x", "case", None, "rule", 0.9)


def test_the_first_of_equal_statements_stands() -> None:
    first, second = statement("stroke", State.PRESENT, 3), statement("stroke", State.PRESENT, 9)
    assert first_of_each([first, second]) == [first]


def test_what_is_found_is_never_denied_too() -> None:
    denied, found = statement("stroke", State.ABSENT, 3), statement("stroke", State.PRESENT, 9)
    assert first_of_each([denied, found]) == [found]
    assert first_of_each([found, denied]) == [found]


def test_what_is_denied_is_not_left_open_too() -> None:
    opened, denied = statement("stroke", State.UNCLEAR, 3), statement("stroke", State.ABSENT, 9)
    assert first_of_each([opened, denied]) == [denied]
    assert first_of_each([denied, opened]) == [denied]


@given(
    st.lists(STATEMENTS, max_size=8).flatmap(lambda x: st.tuples(st.just(x), st.permutations(x)))
)
def test_the_order_of_statements_does_not_change_what_stands(
    pair: tuple[list[Evidence], list[Evidence]],
) -> None:
    assert states(first_of_each(pair[0])) == states(first_of_each(pair[1]))


@given(st.lists(STATEMENTS, max_size=8))
def test_one_statement_a_value(statements: list[Evidence]) -> None:
    kept = first_of_each(statements)
    assert len({one.value for one in kept}) == len(kept)
    assert {one.value for one in kept} == {one.value for one in statements}
    assert first_of_each(kept) == kept
