"""What every match of an expression holds, as it is read from the expression."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.values.required import Needs, required


@pytest.mark.parametrize(
    ("expression", "needs"),
    [
        # A word, and the end of one.
        (r"\b(?:a|one) case\b", [{" case "}, {" a ", " one "}]),
        (r"(?<!\w)h/o(?!\w)", [{" o "}, {" h "}, {"/"}]),
        (r"embol\w*", [{"embol"}]),
        (r"[(,;:] x?abc", [{"abc"}]),
        (r"pain(?:ful)?\b", [{"pain"}]),
        (r"(?:leg|legs) .{0,3} weak\w*", [{" weak"}, {"leg ", "legs "}]),
        (r"(?:the )?(?:\bold )?man", [{"man"}]),
        (r" (?:the )?man", [{" man"}]),
        (r" (?:the)?man", [{"man"}]),
        (r"(?: ab|cd )+x", [{" ab", "cd "}, {"x"}]),
        # All that a sequence needs, of a choice in it one.
        (
            r"(?P<ord>first|second)\s(?:patient|case)",
            [{"first ", "second "}, {" case", " patient"}],
        ),
        (r"ab*cd{2}f{0,1}g", [{"cd"}, {"g"}, {"a"}]),
        (r"(?:\d|two) x", [{" x"}, {"two ", *"0123456789"}]),
        # What must stand beside the match is needed as well, what must not is not.
        (r"foo(?!barbar)", [{"foo"}]),
        (r"foo(?= bar)?x", [{"foo"}, {"x"}]),
        (r"\b(?<=(?:fore|ter) )x", [{"fore ", "ter "}, {" x"}]),
        (r"(?<=before )x(?= y\b)", [{"before "}, {" y "}, {"x"}]),
        # Of a class of letters or digits one.
        (r"(?-i:\b[A-Z]x)yz", [{"yz"}, {"x"}]),
        (r"[FM]\b/[^ab]", [{"/"}, {"f", "m"}]),
        (r"\d{1,2} cc", [{" cc"}, set("0123456789")]),
        (r"x\x27s ab", [{" ab"}, {"s "}, {"x"}]),
        (r"(?P<n>a).(?P=n)", [{"a"}]),
        # Marks, letter case.
        (r"\d?\d* ?%", [{"%"}]),
        (r"Cement, LEAK", [{"cement "}, {" leak"}, {","}]),
    ],
)
def test_what_a_match_needs(expression: str, needs: list[set[str]]) -> None:
    assert [[set(runs) for runs in one] for one in required(expression)] == [needs]


def test_each_of_several_alternatives_has_its_needs() -> None:
    needs = required(r"(?<!\w)(?:much better|less pain\w*)(?!\w)")
    assert [[set(runs) for runs in one] for one in needs] == [
        [{" better "}, {" much "}],
        [{" less "}, {" pain"}],
    ]


@pytest.mark.parametrize("expression", ["a?", "pain|", r"\d*", "(?:pain)*", "pain|[A-Z]"])
def test_what_may_match_anything_needs_nothing(expression: str) -> None:
    assert required(expression) == ()


PIECES = [
    "a", "b", "ab?", "b+", "a*", "a{2}", r"\b", r"(?!\w)", r"(?<!\w)", " ", "[ -]+", "[ -]?",
    r"\w*", "[ab]", "-", "(?=", "(?<=", "(?:", "(", ")", ")?", ")+", "|",
]  # fmt: skip


def _meets(text: str, needs: Needs) -> bool:
    words = [f" {word} " for word in re.findall(r"\w+|[^\w\s]", text)]
    return all(any(run in word for run in runs for word in words) for runs in needs)


@given(st.lists(st.sampled_from(PIECES), max_size=10), st.text("ab -", max_size=8))
def test_no_match_lacks_what_is_needed(pieces: list[str], text: str) -> None:
    expression = "".join(pieces)
    try:
        found = re.search(expression, text)
    except re.error:
        return
    needs = required(expression)
    if found and needs:
        assert any(_meets(text, one) for one in needs), (expression, needs)
