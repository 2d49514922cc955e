"""Which documents rules may be written against, and which only measure them.

    python -m corpus.folds DIR     sorts DIR/gold into DIR/folds/<fold>, for `leakreg evaluate`

A document belongs to its fold by its name alone, so that nobody chooses.
"""

import argparse
import hashlib
import shutil
import sys
from collections import Counter
from enum import StrEnum
from pathlib import Path

FINAL_LETTERS = ("q", "r", "y")
"""Series that were written after the rules and scored once."""
READ_LETTERS = ("h", "k", "l", "m", "o", "p", "s", "t", "u", "v", "w", "x")
"""Series that were final once: all their errors have been read since."""
HELD_OUT_ONE_IN = 5


class Fold(StrEnum):
    """What a document is for."""

    DEVELOPMENT = "development"
    HELD_OUT = "held_out"
    FINAL = "final"


def fold_of(identifier: str) -> Fold:
    """The fold of a document; `final` ones were written after the rules.

    Args:
        identifier: name of the source without its suffix, as in `e01`.
    """
    if identifier.startswith(FINAL_LETTERS):
        return Fold.FINAL
    if identifier.startswith(READ_LETTERS):
        return Fold.DEVELOPMENT
    number = int(hashlib.sha1(identifier.encode(), usedforsecurity=False).hexdigest(), 16)
    return Fold.DEVELOPMENT if number % HELD_OUT_ONE_IN else Fold.HELD_OUT


def sort_gold(folder: Path) -> Counter[Fold]:
    """Copies `folder/gold` into one folder a fold; returns how many went where."""
    sorted_gold = folder / "folds"
    shutil.rmtree(sorted_gold, ignore_errors=True)
    for fold in Fold:
        (sorted_gold / fold).mkdir(parents=True)
    counts: Counter[Fold] = Counter()
    for path in sorted((folder / "gold").glob("*.json")):
        fold = fold_of(path.stem)
        shutil.copy(path, sorted_gold / fold)
        counts[fold] += 1
    return counts


def main(arguments: list[str]) -> int:
    """Sorts the gold of a built corpus and prints the size of each fold."""
    parser = argparse.ArgumentParser(prog="python -m corpus.folds", description=__doc__)
    parser.add_argument("folder", metavar="DIR", type=Path, help="what corpus.build wrote")
    counts = sort_gold(parser.parse_args(arguments).folder)
    for fold in Fold:
        print(f"{fold}\t{counts[fold]}")
    return 0 if counts else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
