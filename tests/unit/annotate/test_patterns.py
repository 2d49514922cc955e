"""The pattern language of the term files."""

from importlib.resources import files
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.annotate.lexicon import TERM_FILES, terms
from pipeline.annotate.patterns import compile_pattern, lower, search_any
from pipeline.terms import load
from pipeline.values.index import Index


def found(pattern: str, text: str) -> list[str]:
    return [match.group() for match in compile_pattern(pattern).finditer(text)]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        # A space stands for spaces or hyphens.
        ("foot drop", "a foot drop", ["foot drop"]),
        ("foot drop", "a foot-drop", ["foot-drop"]),
        ("foot drop", "a foot  drop", ["foot  drop"]),
        ("foot drop", "a footdrop", []),
        ("x ?ray", "x-ray, xray and x ray", ["x-ray", "xray", "x ray"]),
        # Whole words only.
        ("leak", "leakage", []),
        ("leak", "a leak.", ["leak"]),
        ("leak", "a bleak view", []),
        ("ct", "act", []),
        ("ct", "(ct)", ["ct"]),
        # Any ending.
        ("weak*", "weak, weakened, weakness", ["weak", "weakened", "weakness"]),
        ("weak*", "tweak", []),
        # Up to four words in between, within one clause.
        ("pain .. leg", "pain leg", ["pain leg"]),
        ("pain .. leg", "pain in the left leg", ["pain in the left leg"]),
        ("pain .. leg", "pain a b c d leg", ["pain a b c d leg"]),
        ("pain .. leg", "pain a b c d e leg", []),
        ("pain .. leg", "pain; the leg", []),
        # Up to nine words in between.
        ("pain ... leg", "pain a b c d e f g h i leg", ["pain a b c d e f g h i leg"]),
        ("pain ... leg", "pain a b c d e f g h i j leg", []),
        # Alternatives, options, character classes.
        ("(right|left) leg", "the left leg", ["left leg"]),
        ("h(a)?ematoma", "haematoma or hematoma", ["haematoma", "hematoma"]),
        ("ct[ -]?scan", "ct scan, ct-scan, ctscan", ["ct scan", "ct-scan", "ctscan"]),
        ("(epidural )?vein*", "epidural veins", ["epidural veins"]),
        # Macros.
        ("compress* of the {cord}", "compression of the myelon", ["compression of the myelon"]),
        ("{remove} .. {cement}", "removal of the pmma", ["removal of the pmma"]),
    ],
)
def test_pattern(pattern: str, text: str, expected: list[str]) -> None:
    assert found(pattern, text) == expected


def test_the_first_match_of_several_patterns() -> None:
    patterns = [compile_pattern("nothing"), compile_pattern("leak*")]
    match = search_any(patterns, "cement leaked")
    assert match
    assert match.group() == "leaked"
    assert search_any(patterns, "cement stayed") is None


def test_an_index_finds_what_each_of_its_patterns_does() -> None:
    everywhere = list(
        chain.from_iterable((*t.patterns, *t.lookalikes, *t.denials) for t in terms())
    )
    index = Index(enumerate(everywhere))
    examples = [e for name in TERM_FILES for entry in load(name)["term"] for e in entry["examples"]]
    for text in map(lower, examples[::4]):  # all of them take long
        found = [
            (rank, match.span())
            for rank, pattern in enumerate(everywhere)
            for match in pattern.regex.finditer(text)
        ]
        assert [(rank, match.span()) for rank, match in index.matches(text)] == found, text


@pytest.mark.parametrize("name", load("macros")["macro"])
def test_every_macro_is_used(name: str) -> None:
    folder = files("pipeline.terms").iterdir()
    texts = [path.read_text(encoding="utf-8") for path in folder if path.name.endswith(".toml")]
    assert any(f"{{{name}}}" in text for text in texts)


@given(st.text(max_size=30))
def test_lower_keeps_offsets(text: str) -> None:
    assert len(lower(text)) == len(text)


@given(st.text(alphabet="İIΣßÉA ", max_size=10))
def test_lower_of_special_letters(text: str) -> None:
    assert len(lower(text)) == len(text)
    assert lower("CT of L1") == "ct of l1"
