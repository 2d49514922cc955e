from pathlib import Path

import pytest

from training.pieces import Vocabulary
from training.standoff import entities, read, split, strict

ANNOTATION = """\
T1\tAge 0 11\t58-year-old
T2\tSign_symptom 20 24;30 34\tback pain
E1\tSign_symptom:T2
T3\tSex 12 17\twoman
A1\tPOLARITY E1 Negative
"""
CUT = Vocabulary("[UNK] [CLS] [SEP] she had pain no leak".split())


def test_an_entity_has_its_place_and_type_and_a_parted_one_is_taken_whole() -> None:
    assert entities(ANNOTATION) == [
        (0, 11, "Age"),
        (12, 17, "Sex"),
        (20, 34, "Sign_symptom"),
    ]


def test_lines_know_their_entities_and_what_was_said_before(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("She had pain.\n\nNo leak.\n", encoding="utf-8")
    (tmp_path / "1.ann").write_text("T1\tSign 8 12\tpain\nT2\tSign 18 22\tleak\n", encoding="utf-8")
    first, second = read(tmp_path, ["1"], CUT)
    assert (first.start, first.entities) == (0, ((8, 12, "Sign"),))
    assert (second.start, second.entities) == (15, ((18, 22, "Sign"),))
    assert first.window.own == 2
    assert second.window.own == 6


def test_the_split_is_the_one_of_the_data(tmp_path: Path) -> None:
    (tmp_path / "split.json").write_text('{"train": ["1"], "dev": [], "test": ["2"]}')
    assert split(tmp_path) == {"train": ["1"], "dev": [], "test": ["2"]}


def test_only_exact_entities_count() -> None:
    gold = {("1", (0, 4, "Age")), ("1", (6, 9, "Sex")), ("2", (0, 4, "Age"))}
    found = {("1", (0, 4, "Age")), ("1", (6, 8, "Sex"))}
    assert strict(found, gold) == pytest.approx((0.5, 1 / 3, 0.4))


def test_nothing_found_is_no_error() -> None:
    assert strict(set(), {("1", (0, 4, "Age"))}) == (0.0, 0.0, 0.0)
