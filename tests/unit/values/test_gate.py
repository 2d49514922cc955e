"""The quick test before a search: it may save a search, never a match."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.terms import load
from pipeline.values.gate import Gated, required
from pipeline.values.wording import part


@pytest.mark.parametrize(
    ("expression", "runs"),
    [
        (r"\b(?:a|one) case\b", {"case"}),
        (r"(?P<ord>first|second)\s(?:patient|case)", {"first", "second"}),
        (r"[(,;:] x?abc", {"abc"}),
        (r"pain(?:ful)?\b", {"pain"}),
        (r"(?:leg|legs) .{0,3} weak\w*", {"weak"}),
        (r"\d+ ?%", set()),
        (r"ab*cd{2}f{0,1}g", {"cd"}),
        (r"(?-i:\b[A-Z]x)yz", {"yz"}),
        (r"foo(?!barbar)", {"foo"}),
        (r"(?<=before )x", {"x"}),
        (r"Cement|LEAK", {"cement", "leak"}),
        (r"a?", set()),
    ],
)
def test_what_every_match_holds(expression: str, runs: set[str]) -> None:
    assert required(expression) == runs


WORDINGS = [("patient", "age"), ("pain", "rated"), ("cases", "both"), ("table", "removal")]
WORDS = st.sampled_from(
    ["A", "man", "of", "72", "patients", "both", "pain", "was", "7", "removal", "58-year-old,"]
)


@settings(deadline=None)  # the first search compiles
@given(st.sampled_from(WORDINGS), st.lists(WORDS, max_size=8))
def test_a_gate_loses_no_match(named: tuple[str, str], words: list[str]) -> None:
    text, gated = " ".join(words), Gated(part(*named))
    plain = re.compile(part(*named), re.IGNORECASE)
    assert [m.span() for m in gated.finditer(text)] == [m.span() for m in plain.finditer(text)]
    assert bool(gated.search(text)) == bool(plain.search(text))


def test_no_wording_loses_its_examples() -> None:
    for file in ("patient", "pain", "cases", "table", "volume", "spine", "findings"):
        for name, entry in load(file).get("wording", {}).items():
            gated = Gated(part(file, name))
            assert all(gated.search(example) for example in entry["examples"]), (file, name)
