"""The levels that received cement at the index procedure, and no others."""

import pytest

from tests.unit.resolve.telling import told

WOMAN = "A 70-year-old woman "

PROCEDURE = [
    ("underwent kyphoplasty of T12 and L1.", "T12 L1"),
    ("underwent vertebroplasty from T11 to L1.", "T11 T12 L1"),
    ("underwent vertebroplasty at T12-L4.", "T12 L1 L2 L3 L4"),
    ("underwent an L2 kyphoplasty.", "L2"),
    ("underwent balloon kyphoplasty for a fracture of L3.", "L3"),
    ("was treated for a fracture of D12 by vertebroplasty.", "T12"),
    ("had vertebroplasty of the first lumbar vertebra.", "L1"),
    ("had vertebroplasty of the 8th thoracic vertebra.", "T8"),
    ("was seen. PVP was performed at T-11 and L-2.", "T11 L2"),
    ("was seen. Three levels, T11, L1, and L2, were treated by kyphoplasty.", "T11 L1 L2"),
    ("was seen. Vertebroplasty was performed at L34.", "L3 L4"),
    ("was seen. Cement was injected into L1 and L2 during vertebroplasty.", "L1 L2"),
    ("was seen. L1 and L3 were augmented by kyphoplasty.", "L1 L3"),
    ("underwent sacroplasty of S1 and S2.", "S1 S2"),
    ("underwent vertebral body stenting of T12.", "T12"),
    ("had a fracture of T9. Vertebroplasty was performed.", "T9"),
    (
        "had vertebroplasty. 3 mL was injected at T9. At T8, after 2 mL, cement was in a vein.",
        "T8 T9",
    ),
]
SCREWS = [
    (
        "had a fracture of T10. Cement-augmented pedicle screws were placed two levels above and "
        "below T10.",
        "T8 T9 T10 T11 T12",
    ),
    ("underwent fixation with cement-augmented pedicle screws from L2 to L4.", "L2 L3 L4"),
    (
        "underwent fusion with cement-augmented screws at T12S1.",
        "T12 L1 L2 L3 L4 L5 S1",
    ),
]
COUNTED = [
    (
        "had a fracture of T12. Screws with cement were placed one level above and one level "
        "below, and no cement or screw was placed in T12.",
        "T11 L1",
    ),
    (
        "had a fracture of T12. Cemented screws were placed two levels above and below the "
        "fracture; T12 itself was not augmented.",
        "T10 T11 L1 L2",
    ),
    (
        "had a fracture of T12. Vertebroplasty of the fractured vertebra and the level above was "
        "performed.",
        "T11 T12",
    ),
    (
        "had fractures on either side of T7. Vertebroplasty was performed at the level above and "
        "at the level below T7; T7 was intact on MRI and was left untreated.",
        "T6 T8",
    ),
]
DENIED = [
    (
        "had loose screws. The screws at L4 and L5 were augmented with PMMA; those of L3 and S1 "
        "were not.",
        "L4 L5",
    ),
    ("was seen. PVP was performed at T10-12 and L2, whereas L1 was not treated.", "T10 T11 T12 L2"),
    ("underwent vertebroplasty of T9 to L1, with the exception of T11.", "T9 T10 T12 L1"),
    (
        "underwent fixation from T10 to L2; only the screws of T10 and L2 were augmented with "
        "cement.",
        "T10 L2",
    ),
    ("underwent vertebroplasty of the following levels: T9; T11; L1, and L3.", "T9 T11 L1 L3"),
]
OTHER_LEVELS = [
    (
        "had fractures of T12, L1 and L3. Vertebroplasty of T12 and L1 was performed.",
        "T12 L1",
    ),
    (
        "had a healed fracture of T6 and a recent one of L2. Vertebroplasty of L2 was performed.",
        "L2",
    ),
    ("underwent vertebroplasty of L2. Cement leaked into the canal from L1 to L3.", "L2"),
    ("underwent kyphoplasty of T7. Fusion from T5 to T9 was added after a leak.", "T7"),
    ("underwent kyphoplasty of T7. Decompression at T6 to T8 was performed.", "T7"),
    ("underwent vertebroplasty of L4. Pain in the L5 dermatome set in.", "L4"),
    ("underwent vertebroplasty of L4. The L5 root was compressed by cement.", "L4"),
    ("underwent vertebroplasty of L1. T2-weighted images showed cement in the canal.", "L1"),
    ("underwent vertebroplasty of L1. Cement lay in the L1-L2 disc space.", "L1"),
    ("underwent kyphoplasty of T10. Sensation was lost below T11.", "T10"),
    ("had a T-score of -3.1 and took vitamin D3. Vertebroplasty of L2 was performed.", "L2"),
    ("underwent vertebroplasty of L1. One month later a new fracture of L2 was found.", "L1"),
    ("underwent vertebroplasty of L1. A spinal abscess at T12 was drained.", "L1"),
]


@pytest.mark.parametrize(
    ("text", "levels"), [*PROCEDURE, *SCREWS, *COUNTED, *DENIED, *OTHER_LEVELS]
)
def test_treated_levels(text: str, levels: str) -> None:
    assert set(told("treated_levels", text, WOMAN)) == set(levels.split())


def test_the_title_names_the_level_only_where_the_text_does_not() -> None:
    assert told("treated_levels", "underwent kyphoplasty.", WOMAN) == []


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        (
            "had a fracture of L1. It was treated by vertebroplasty; she had had an uncomplicated "
            "kyphoplasty of L4 in 2015.",
            "L1",
        ),
        ("was treated by kyphoplasty at T12 (L3 had been cemented in 2014).", "T12"),
        (
            "underwent cement augmentation of T11, having had vertebroplasty of T7 four years "
            "earlier.",
            "T11",
        ),
        ("was breathless; she had had a vertebroplasty of L1 two months earlier.", "L1"),
    ],
)
def test_an_earlier_augmentation_in_a_clause_of_its_own(text: str, levels: str) -> None:
    assert told("treated_levels", WOMAN + text, "") == levels.split()
