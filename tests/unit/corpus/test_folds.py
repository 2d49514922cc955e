from pathlib import Path

import pytest

from corpus.folds import Fold, fold_of, main, sort_gold


@pytest.mark.parametrize(
    ("name", "fold"),
    # The SHA-1 of "a05" ends in 7a4 and is a multiple of five, that of "a01" is two more.
    [
        ("a01", Fold.DEVELOPMENT),
        ("a05", Fold.HELD_OUT),
        ("e01", Fold.HELD_OUT),
        ("q01", Fold.FINAL),
        ("q07", Fold.FINAL),
        ("l01", Fold.DEVELOPMENT),
        ("k07", Fold.DEVELOPMENT),
        ("m04", Fold.DEVELOPMENT),
    ],
)
def test_the_name_decides(name: str, fold: Fold) -> None:
    assert fold_of(name) is fold


def test_every_gold_goes_into_one_fold(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    for name in ("a01", "a05", "q01"):
        (tmp_path / "gold" / f"{name}.json").write_text(name, encoding="utf-8")
    assert sort_gold(tmp_path) == {Fold.DEVELOPMENT: 1, Fold.HELD_OUT: 1, Fold.FINAL: 1}
    assert (tmp_path / "folds" / "held_out" / "a05.json").read_text(encoding="utf-8") == "a05"
    (tmp_path / "gold" / "a05.json").unlink()
    assert sort_gold(tmp_path)[Fold.HELD_OUT] == 0
    assert not (tmp_path / "folds" / "held_out" / "a05.json").exists()


def test_a_folder_without_gold_is_a_mistake(tmp_path: Path) -> None:
    assert main([str(tmp_path)]) == 2
