"""How far two people who marked the same documents agree, value by value.

    python -m corpus.agreement GOLD_DIR     a second reader's gold against the marked sources

Agreement is F1 as `leakreg evaluate` counts it; the measure is the same whichever of the two is
taken as the truth.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from corpus.build import SOURCES
from corpus.markup import gold, parse
from pipeline.evaluate.assign import assign
from pipeline.evaluate.claims import Claim, compare, gold_claims
from pipeline.evaluate.gold import GoldRecord, parse_gold, read_gold
from pipeline.evaluate.report import COHORT, SCORED_FIELDS, Mark, Tally

Marked = Counter[tuple[str, Mark]]


def _marked(identifier: str) -> GoldRecord:
    source = (SOURCES / f"{identifier}.txt").read_text(encoding="utf-8")
    return parse_gold(gold(parse(source), identifier))


def _count(first: Sequence[Claim], second: Sequence[Claim], name: str = "") -> Marked:
    """Values by field, or under one name: both marked them, only the first, only the second."""
    pairs = compare(first, second)
    marked: Marked = Counter()
    for mark, claims in zip(Mark, (pairs.true, pairs.missing, pairs.spurious), strict=True):
        marked.update((name or claim.field, mark) for claim in claims)
    return marked


def agreement(first: GoldRecord, second: GoldRecord) -> Marked:
    """Compares two readings of one document, patient with patient and series with series."""
    ours, theirs = (list(map(gold_claims, record.cases)) for record in (first, second))
    scores = [[len(compare(one, other).true) for other in theirs] for one in ours]
    pairs = assign(scores)
    marked = _count(gold_claims(first.cohort), gold_claims(second.cohort), COHORT)
    for row, column in pairs:
        marked += _count(ours[row], theirs[column])
    for row in set(range(len(ours))) - {row for row, _ in pairs}:
        marked += _count(ours[row], [])
    for column in set(range(len(theirs))) - {column for _, column in pairs}:
        marked += _count([], theirs[column])
    return marked


def _line(name: str, marked: Marked, fields: Sequence[str]) -> str:
    counts = (sum(marked[field, mark] for field in fields) for mark in Mark)
    both, first, second = counts
    return f"{name}\t{both}\t{first}\t{second}\t{Tally(both, second, first).f1:.3f}"


def main(arguments: list[str]) -> int:
    """Prints a row a field, tab-separated."""
    parser = argparse.ArgumentParser(prog="python -m corpus.agreement", description=__doc__)
    parser.add_argument("folder", metavar="GOLD_DIR", type=Path, help="the second reader's gold")
    second = read_gold(parser.parse_args(arguments).folder)
    marked: Marked = Counter()
    for identifier, record in second.items():
        marked += agreement(_marked(identifier), record)
    print("field\tboth\tfirst alone\tsecond alone\tF1")
    for field in (*SCORED_FIELDS, COHORT):
        if any(marked[field, mark] for mark in Mark):
            print(_line(field, marked, [field]))
    print(_line("all case fields", marked, SCORED_FIELDS))
    print(f"{len(second)} documents", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
