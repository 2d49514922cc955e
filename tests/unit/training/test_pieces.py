import pytest

from training.pieces import Vocabulary

PIECES = (
    "[PAD] [UNK] [CLS] [SEP] a ##a cement ##ed leak ##age into the spine ##s , . - 58 year old ml "
    "2 fuß e ##piduralis"
).split()


def cut(text: str) -> list[list[str]]:
    words = Vocabulary(PIECES).words(text)
    return [[PIECES[number] for number in word.pieces] for word in words]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Cement leakage", [["cement"], ["leak", "##age"]]),
        ("CEMENTED spines.", [["cement", "##ed"], ["spine", "##s"], ["."]]),
        ("58-year-old", [["58"], ["-"], ["year"], ["-"], ["old"]]),
        ("Fuß", [["fuß"]]),
        ("épiduralis", [["e", "##piduralis"]]),
        ("2 ml, xyz", [["2"], ["ml"], [","], ["[UNK]"]]),
        ("", []),
        (" \n ", []),
    ],
)
def test_a_word_becomes_its_longest_known_pieces(text: str, pieces: list[list[str]]) -> None:
    assert cut(text) == pieces


def test_a_word_that_is_known_only_in_part_is_unknown() -> None:
    assert cut("cementoma") == [["[UNK]"]]


def test_a_word_knows_its_place() -> None:
    text = "Into  the spines"
    assert [text[w.start : w.end] for w in Vocabulary(PIECES).words(text)] == [
        "Into",
        "the",
        "spines",
    ]


def test_a_very_long_word_is_unknown() -> None:
    assert cut("aaa") == [["a", "##a", "##a"]]
    assert cut("a" * 100) == [["[UNK]"]]
