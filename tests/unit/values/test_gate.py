"""The quick test before a search: it may save a search, never a match."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.terms import load
from pipeline.values.gate import Gated
from pipeline.values.wording import part

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
