"""Confidence comes from the fitted weights, and every value gets one."""

import math
from dataclasses import replace

import pytest

from pipeline.evidence import Evidence, State
from pipeline.resolve import confidence
from pipeline.resolve.confidence import rated, siblings, traits

AGE = Evidence(
    field="age_years",
    value="58",
    state=State.PRESENT,
    original_text="58-year-old",
    start=0,
    end=40,
    quote="A 58-year-old man underwent kyphoplasty.",
    section="case",
    page=None,
    method="person",
    confidence=0.9,
)


def test_traits_name_what_the_value_is_and_where_it_stands() -> None:
    found = traits(AGE, values=1, patients=2)
    assert "field:age_years:present" in found
    assert "method:age_years:person" in found
    assert "patients:several" in found
    assert "negation:present:False" in found


def test_a_denial_in_the_sentence_is_a_trait() -> None:
    quote = "A 58-year-old man had no symptoms."
    assert "negation:present:True" in traits(replace(AGE, quote=quote), 1, 1)


def test_confidence_is_the_logistic_of_the_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        confidence, "_weights", lambda: {"intercept": 1.0, "method:age_years:person": 0.5}
    )
    expected = round(1 / (1 + math.exp(-1.5)), 2)
    assert [one.confidence for one in rated([AGE], patients=1)] == [expected]


def test_values_of_one_field_are_counted_by_state() -> None:
    denied = replace(AGE, state=State.ABSENT)
    assert siblings([AGE, AGE, denied]) == {("age_years", "present"): 2, ("age_years", "absent"): 1}
