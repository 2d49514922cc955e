import pytest

from corpus.hyphens import places, soften
from corpus.render_text import _wrap


@pytest.mark.parametrize(
    ("word", "expected"),
    [("kyphoplasty", [5, 8]), ("cement", []), ("T12-L1", []), ("Thoracic", [3, 5])],
)
def test_places(word: str, expected: list[int]) -> None:
    assert places(word) == expected


def test_levels_and_addresses_are_not_softened() -> None:
    assert soften("10.5555/vertebroplasty anna.vertebra@example.org") == (
        "10.5555/vertebroplasty anna.vertebra@example.org"
    )


def test_a_wrapped_text_is_the_same_text() -> None:
    text = "percutaneous vertebroplasty was performed because of osteoporotic fractures of L1-L3"
    lines = _wrap(text, 20, True)
    assert max(map(len, lines)) <= 20
    assert "".join(lines).replace("-", "").replace(" ", "") == text.replace("-", "").replace(
        " ", ""
    )
