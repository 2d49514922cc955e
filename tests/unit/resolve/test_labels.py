"""How a document names, counts and gathers its own patients."""

import pytest

from pipeline.resolve.labels import announced, find_all, find_labels, find_ordinals, label_number


@pytest.mark.parametrize(
    ("text", "number"),
    [("1", 1), ("12", 12), ("A", 1), ("b", 2), ("II", 2), ("iv", 4), ("two", 2), ("second", 2)],
)
def test_label_number(text: str, number: int) -> None:
    assert label_number(text) == number


def test_no_label_number() -> None:
    assert label_number("report") is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Case 1. A woman was seen.", [1]),
        ("Case 2: a man.", [2]),
        ("Case 1- A 76 years old female.", [1]),
        ("Patient A was a woman.", [1]),
        ("Patient B, a man, was treated.", [2]),
        ("Case II. A man.", [2]),
        ("Patient No. 3 was treated.", [3]),
        ("Cement was seen in case 2.", [2]),
        ("In patient 1 it was venous and in patient 2 epidural.", [1, 2]),
        ("This case was rare.", []),
        ("In this case 3 ml were injected.", []),
        ("The patient 2 days later died.", []),
    ],
)
def test_labels(text: str, numbers: list[int]) -> None:
    assert [number for _, number, _ in find_labels(text)] == numbers


@pytest.mark.parametrize(
    ("text", "ordinals"),
    [
        ("The first patient recovered, the second died.", ["first", "second"]),
        ("In the second case, cement leaked.", ["second"]),
        ("The first lumbar vertebra was filled.", []),
        ("On the second day she died.", []),
        ("The third operation was done.", []),
    ],
)
def test_ordinals(text: str, ordinals: list[str]) -> None:
    assert [ordinal for _, ordinal in find_ordinals(text)] == ordinals


@pytest.mark.parametrize(
    ("text", "gathered"),
    [
        ("Both patients recovered.", True),
        ("All three patients were treated.", True),
        ("Both of them died.", True),
        ("Neither patient had symptoms.", True),
        ("Each of the patients was discharged.", True),
        ("Both legs were weak.", False),
        ("Both lungs contained cement.", False),
        ("Each level was filled.", False),
        ("Neither CT nor MRI showed it.", False),
        ("All three levels were filled.", False),
    ],
)
def test_all(text: str, gathered: bool) -> None:
    assert bool(find_all(text)) is gathered


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Cement leakage: report of two cases", 2),
        ("Pulmonary cement embolism: three case reports", 3),
        ("We report 4 cases of cement embolism.", 4),
        ("We present two patients with intradural leakage.", 2),
        ("Cement leakage after vertebroplasty", None),
        ("Leakage at two levels", None),
    ],
)
def test_announced(text: str, count: int | None) -> None:
    assert announced(text) == count
