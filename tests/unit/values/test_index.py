"""Many expressions at once: what each of them finds, found by searching few of them."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.terms import load
from pipeline.values.gate import Gated
from pipeline.values.index import Index
from pipeline.values.wording import apart, part

AGES = (
    "58 72-year-old woman man, aged (64M) of 74 with , was F/72 seventy-one had at the age".split()
)


def index(*expressions: str) -> Index[str]:
    return Index((text, Gated(text)) for text in expressions)


def test_matches_come_in_the_order_of_the_expressions() -> None:
    found = index(r"\blegs?\b", r"\bpain\b", r"\d").matches("Pain in both legs, 3 weeks of pain")
    assert [(owner, match.start()) for owner, match in found] == [
        (r"\blegs?\b", 13),
        (r"\bpain\b", 0),
        (r"\bpain\b", 30),
        (r"\d", 19),
    ]


def test_an_index_that_is_made_later_hides_nothing() -> None:
    text = "The stent leaked."
    assert not any(index("cement").matches(text))
    assert any(index("stent").matches(text))


def test_an_expression_that_needs_nothing_is_always_searched() -> None:
    assert any(index("[^a-z ]").matches("pain!"))


def test_of_matches_that_overlap_the_leftmost_counts_and_then_the_first_expression() -> None:
    text = "aab bc abc"
    combined = re.compile("bc?|ab|abc")
    found = index("bc?", "ab", "abc").leftmost(text)
    assert [m.span() for m in found] == [m.span() for m in combined.finditer(text)]


@settings(deadline=None)  # the first search compiles
@given(st.lists(st.sampled_from(AGES), max_size=9))
def test_ages_are_those_of_the_whole_wording(words: list[str]) -> None:
    text = " ".join(words)
    whole = re.compile(part("patient", "age"), re.IGNORECASE)
    found = apart("patient", "age", "age_form").leftmost(text)
    assert [m.span() for m in found] == [m.span() for m in whole.finditer(text)]


def test_ages_of_the_examples_are_those_of_the_whole_wording() -> None:
    whole = re.compile(part("patient", "age"), re.IGNORECASE)
    entry = load("patient")["wording"]["age_form"]
    for text in [*entry["examples"], *entry["not_examples"]]:
        found = apart("patient", "age", "age_form").leftmost(text)
        assert [m.span() for m in found] == [m.span() for m in whole.finditer(text)], text
