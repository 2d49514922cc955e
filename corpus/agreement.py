"""Agreement of two annotators who did not see each other's gold.

    python -m corpus.agreement     compares corpus/second with the gold of the corpus sources

Prints, per field and overall, how many values both coded and how many only one of them did, and
the F1 between the two, which is the same whichever is taken for the truth.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.markup import gold, parse

HERE = Path(__file__).parent
Value = tuple[str, int, str, str]


def _values(record: dict[str, Any], stem: str) -> Iterator[Value]:
    """Every value of a gold record as (document, place of the case, field, value)."""
    for place, case in enumerate(record["cases"]):
        for field, stated in case.items():
            for value in stated if isinstance(stated, list) else [stated]:
                yield stem, place, field, f"{value:.2f}" if isinstance(value, float | int) else value
    cohort = record["cohort"] or {}
    for name, stated in cohort.items():
        sites = stated.items() if isinstance(stated, dict) else [("", stated)]
        for site, count in sites:
            yield stem, -1, "cohort", f"{name}{site and '.'}{site}={count}"


def compare(first: set[Value], second: set[Value]) -> dict[str, tuple[int, int, int]]:
    """Per field: values both coded, only the first, only the second."""
    both = Counter(value[2] for value in first & second)
    one = Counter(value[2] for value in first - second)
    two = Counter(value[2] for value in second - first)
    return {field: (both[field], one[field], two[field]) for field in sorted(both | one | two)}


def f1(counts: tuple[int, int, int]) -> float:
    """F1 between two annotators from (both, only first, only second)."""
    both, one, two = counts
    return 2 * both / (2 * both + one + two) if both + one + two else 1.0


def main() -> int:
    """Prints the table for all documents that were annotated twice."""
    first: set[Value] = set()
    second: set[Value] = set()
    paths = sorted((HERE / "second").glob("*.json"))
    for path in paths:
        source = parse((HERE / "sources" / f"{path.stem}.txt").read_text(encoding="utf-8"))
        first.update(_values(gold(source, path.stem), path.stem))
        second.update(_values(json.loads(path.read_text(encoding="utf-8")), path.stem))
    table = compare(first, second)
    total = tuple(sum(counts[place] for counts in table.values()) for place in range(3))
    print(f"{len(paths)} documents annotated twice\n{'field':22}  both  first  second     F1")
    for field, counts in [*table.items(), ("all", (total[0], total[1], total[2]))]:
        print(f"{field:22}{counts[0]:6}{counts[1]:7}{counts[2]:8}  {f1(counts):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
