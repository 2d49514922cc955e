"""Vertebral levels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.fields import LEVELS
from pipeline.values.level import find_levels

T8_12 = "T8 T9 T10 T11 T12"
SCREWS = "T12 L1 L2 L3 L4 L5 S1"

CODES = [
    ("at L1", "L1"),
    ("L1.", "L1"),
    ("L-1", "L1"),
    ("L 1", "L1"),
    ("the T-11 vertebra", "T11"),
    ("D12", "T12"),
    ("D 8 and D 9", "T8 T9"),
    ("Th12", "T12"),
    ("TH7", "T7"),
    ("C7", "C7"),
    ("S1 and S2", "S1 S2"),
    ("L1 and L2", "L1 L2"),
    ("L1/L2", "L1 L2"),
    ("L1/2", "L1 L2"),
    ("L1 & L2", "L1 L2"),
    ("L1 + L2", "L1 L2"),
    ("T11, L1, L2, and L3", "T11 L1 L2 L3"),
    ("T11, L1, L2 and L3", "T11 L1 L2 L3"),
    ("L2, 3 and 4", "L2 L3 L4"),
    ("T7, T9 as well as L1", "T7 T9 L1"),
]
RANGES = [
    ("T12-L4", "T12 L1 L2 L3 L4"),
    ("T12–L4", "T12 L1 L2 L3 L4"),
    ("T12 - L4", "T12 L1 L2 L3 L4"),
    ("T12 to L4", "T12 L1 L2 L3 L4"),
    ("from T12 through L2", "T12 L1 L2"),
    ("L1-3", "L1 L2 L3"),
    ("T7-8", "T7 T8"),
    ("T10–12", "T10 T11 T12"),
    ("L3 to 5", "L3 L4 L5"),
    ("L5-S1", "L5 S1"),
    ("C7-T2", "C7 T1 T2"),
    ("D11-L1", "T11 T12 L1"),
    ("Th11-L1", "T11 T12 L1"),
    ("T-12 to L-2", "T12 L1 L2"),
    ("L1–L3 and L5", "L1 L2 L3 L5"),
    ("T4, T6–T8 and L1", "T4 T6 T7 T8 L1"),
]
LOST_HYPHENS = [
    ("T12S1", SCREWS),
    ("T12L2", "T12 L1 L2"),
    ("T8T9", "T8 T9"),
    ("L1L2", "L1 L2"),
    ("L34", "L3 L4"),
    ("L45", "L4 L5"),
    ("T89", "T8 T9"),
    ("T910", "T9 T10"),
    ("D12L1", "T12 L1"),
]
WORDS = [
    ("the first lumbar vertebra", "L1"),
    ("the 8th thoracic vertebra", "T8"),
    ("the 8th thoracic", "T8"),
    ("the twelfth dorsal vertebra", "T12"),
    ("the fifth cervical vertebra", "C5"),
    ("the third and fourth lumbar vertebrae", "L3 L4"),
    ("the second, third and fourth lumbar vertebrae", "L2 L3 L4"),
    ("the 11th and 12th thoracic vertebrae", "T11 T12"),
    ("the twelfth thoracic and first lumbar vertebrae", "T12 L1"),
    ("the twelfth thoracic vertebra and the first lumbar vertebra", "T12 L1"),
    ("the second to fourth lumbar vertebrae", "L2 L3 L4"),
    ("the eleventh thoracic to the second lumbar vertebra", "T11 T12 L1 L2"),
    ("thoracic vertebra 8", "T8"),
    ("lumbar 2 and 3", "L2 L3"),
    ("lumbar vertebrae 1 to 3", "L1 L2 L3"),
]
AROUND = [
    ("two levels above and below T10", T8_12),
    ("two levels above and two levels below T10", T8_12),
    ("one level above and below L1", "T12 L1 L2"),
    ("one vertebra above and below the L3", "L2 L3 L4"),
    ("two levels above and one level below L1", "T11 T12 L1 L2"),
    ("two levels above and below D10", T8_12),
]
COUNTED = [
    ("T11 and the vertebra directly below it", "T11 T12"),
    ("L2 and the two vertebrae below it", "L2 L3 L4"),
    ("T10 as well as the level beneath", "T10 T11"),
    ("L1 and its upper neighbour", "T12 L1"),
    ("L1 and its neighbours", "T12 L1 L2"),
    ("T12 and the vertebrae immediately above and below it", "T11 T12 L1"),
    ("L2 and of the vertebrae on both sides of it, one above and one below", "L1 L2 L3"),
    ("the four vertebrae between T9 and L2", "T10 T11 T12 L1"),
    ("the six vertebrae between T9 and L2", "T9 T10 T11 T12 L1 L2"),
    ("the two vertebrae on either side of T7", "T6 T8"),
    ("the level above and at the level below T7", "T6 T8"),
    ("the level above and at the level below T7; T7 was intact", "T6 T8 T7"),
    ("the levels adjacent to T12", "T11 L1"),
    ("one vertebra above the fractured T12", "T11"),
    ("two segments cranially and one caudally of the fractured L1", "T11 T12 L1 L2"),
    ("at L2 itself, and screws one level above and one level below", "L2 L1 L2 L3"),
    ("hypaesthesia below T10", "T10"),
]
OTHER_NAMES = [
    ("L I, Th XII, L II", "L1 T12 L2"),
    ("D-XI", "T11"),
    ("LV function", ""),
    ("the lateral mass of the atlas", "C1"),
    ("the odontoid process", "C2"),
    ("the long axis of the sacrum", ""),
    ("Lumbar-2", "L2"),
    ("T11, T12; L1 and L3", "T11 T12 L1 L3"),
    ("3 ml at T12, 2 at T11", "T12 T11"),
]
BESIDE_NUMBERS = [
    ("at L3, 3 ml of cement", "L3"),
    ("L2 and 4 cc were injected", "L2"),
    ("T12, 2 years ago", "T12"),
    ("L1 in 2 patients", "L1"),
    ("a fracture of L4, 65-year-old woman", "L4"),
    ("L1 and 10 days later", "L1"),
    ("L5 10 mm", "L5"),
    ("T12 (2 ml) and L1 (3 ml)", "T12 L1"),
]


@pytest.mark.parametrize(
    ("text", "levels"),
    [*CODES, *RANGES, *LOST_HYPHENS, *WORDS, *AROUND, *COUNTED, *OTHER_NAMES, *BESIDE_NUMBERS],
)
def test_levels(text: str, levels: str) -> None:
    found = [name for span in find_levels(text) for name in span.levels]
    assert found == levels.split()


@pytest.mark.parametrize(
    "text",
    [
        "a T-score of -2.5",
        "a T score of 3",
        "T2-weighted images",
        "T1 weighted MRI",
        "T1 and T2 weighted images",
        "T1- and T2-weighted images",
        "T2WI",
        "a T2 hyperintense signal",
        "vitamin D3",
        "calcium and vitamin D3 were given",
        "L7",
        "L0",
        "C-arm",
        "CD4",
        "COVID-19",
        "S100 protein",
        "PaCO2",
        "a second lumbar radiograph",
        "the first thoracic radiograph",
    ],
)
def test_no_level(text: str) -> None:
    assert find_levels(text) == []


@pytest.mark.parametrize(
    ("text", "is_range"),
    [("T12-L2", True), ("T12 to L2", True), ("T12 and L2", False), ("L1", False), ("L1/2", False)],
)
def test_ranges_are_told_from_lists(text: str, is_range: bool) -> None:
    assert [span.is_range for span in find_levels(text)] == [is_range]


def test_a_range_may_be_told_upwards() -> None:
    (found,) = find_levels("from L4 to L2")
    assert set(found.levels) == {"L2", "L3", "L4"}


def test_places() -> None:
    text = "Fractures of T12 and L1, fused from T10 to L3."
    assert [text[s.start : s.end] for s in find_levels(text)] == ["T12 and L1", "T10 to L3"]


# A range that passes over the variant L6 does not mean it.
USUAL = [name for name in LEVELS if name != "L6"]


@given(st.sampled_from(LEVELS), st.sampled_from(["at {}.", "of the {} vertebra", "({})"]))
def test_every_level_is_read(name: str, phrase: str) -> None:
    (found,) = find_levels(phrase.format(name))
    assert found.levels == (name,)


@given(st.lists(st.sampled_from(USUAL), min_size=2, max_size=5, unique=True))
def test_lists_go_round(names: list[str]) -> None:
    text = f"augmentation of {', '.join(names[:-1])} and {names[-1]}."
    assert [name for span in find_levels(text) for name in span.levels] == names


@given(
    st.tuples(st.integers(0, 23), st.integers(0, 23)).filter(lambda pair: pair[0] < pair[1]),
    st.sampled_from(["-", "–", " to ", " - "]),
)
def test_ranges_go_round(ends: tuple[int, int], joint: str) -> None:
    names = USUAL[ends[0] : ends[1] + 1]
    (found,) = find_levels(f"from {names[0]}{joint}{names[-1]}.")
    assert list(found.levels) == names


@given(st.integers(1, 12))
def test_d_is_t(number: int) -> None:
    assert [s.levels for s in find_levels(f"D{number}")] == [(f"T{number}",)]


@given(st.text(alphabet="TLDSh1290 -–,/.andto", max_size=30))
def test_spans_are_in_order_and_in_the_text(text: str) -> None:
    end = 0
    for span in find_levels(text):
        assert end <= span.start < span.end <= len(text)
        assert span.levels
        assert all(name in LEVELS for name in span.levels)
        end = span.end
