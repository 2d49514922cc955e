"""Fits the confidence of values on the corpus, and shows how far it can be trusted.

    python -m tools.calibrate            prints reliability and lift, out of fold by document
    python -m tools.calibrate --write    writes pipeline/terms/confidence.toml as well

The test documents of the corpus take no part.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.build import render_all
from corpus.folds import Fold, fold_of
from pipeline.evaluate.assign import assign
from pipeline.evaluate.claims import case_claims, compare, gold_claims
from pipeline.evaluate.gold import GoldRecord, read_gold
from pipeline.evidence import State
from pipeline.extract import extract
from pipeline.ingest.read import read_file
from pipeline.resolve.confidence import siblings, traits
from pipeline.resolve.model import Case, Extraction

WEIGHTS = Path(__file__).parent.parent / "pipeline" / "terms" / "confidence.toml"
FOLDS = 5
RIDGE = 3.0
BINS = (0.0, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One extracted value: its document, its traits, and whether it is right."""

    document: str
    traits: tuple[str, ...]
    right: bool


def _judged(record: GoldRecord, extraction: Extraction, document: str) -> Iterator[Example]:
    expected = [gold_claims(values) for values in record.cases]
    found = [case_claims(case) for case in extraction.cases]
    scores = [[len(compare(one, other).true) for other in found] for one in expected]
    partner = {column: row for row, column in assign(scores)}
    for column, case in enumerate(extraction.cases):
        gold = expected[partner[column]] if column in partner else []
        true = {(claim.field, claim.value) for claim in compare(gold, found[column]).true}
        yield from _examples(case, true, document, len(extraction.cases))


def _examples(
    case: Case, true: set[tuple[str, str]], document: str, patients: int
) -> Iterator[Example]:
    counts = siblings(case.evidence)
    for one in case.evidence:
        denied = one.state is State.ABSENT and one.field != "leakage"
        column = f"{one.field}_absent" if denied else one.field
        values = counts[one.field, one.state.value]
        yield Example(document, traits(one, values, patients), (column, one.value) in true)


def collect(folder: Path) -> list[Example]:
    """Reads all documents of the corpus but those of the test, and judges every value."""
    render_all(folder)
    found: list[Example] = []
    for stem, record in sorted(read_gold(folder / "gold").items()):
        if fold_of(stem) is Fold.FINAL:
            continue
        path = next((folder / "documents").glob(f"{stem}.*"))
        for document in read_file(path).documents:
            found += _judged(record, extract(document), stem)
    return found


def _design(examples: Sequence[Example], names: Sequence[str]) -> Matrix:
    place = {name: number for number, name in enumerate(names)}
    matrix = np.zeros((len(examples), len(names) + 1))
    matrix[:, 0] = 1
    for row, example in enumerate(examples):
        for trait in example.traits:
            if trait in place:
                matrix[row, place[trait] + 1] = 1
    return matrix


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """Weights of a ridge logistic regression, by Newton's method."""
    names = sorted({trait for example in examples for trait in example.traits})
    x = _design(examples, names)
    y = np.array([example.right for example in examples], dtype=float)
    penalty = np.diag([0.0, *[RIDGE] * len(names)])
    weights = np.zeros(len(names) + 1)
    for _ in range(12):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (y - p) - penalty @ weights
        hessian = (x.T * (p * (1 - p))) @ x + penalty
        weights += np.linalg.solve(hessian, gradient)
    named = dict(zip(["intercept", *names], weights, strict=True))
    return {name: round(float(value), 3) for name, value in named.items()}


def predict(weights: dict[str, float], examples: Sequence[Example]) -> Matrix:
    """The confidence of each example."""
    scores = [
        weights["intercept"] + sum(weights.get(t, 0.0) for t in example.traits)
        for example in examples
    ]
    return np.asarray(1 / (1 + np.exp(-np.array(scores))))


def out_of_fold(examples: Sequence[Example]) -> Matrix:
    """The confidence of each example under weights that never saw its document."""
    documents = sorted({example.document for example in examples})
    group = {document: number % FOLDS for number, document in enumerate(documents)}
    predicted = np.zeros(len(examples))
    for held in range(FOLDS):
        inside = [e for e in examples if group[e.document] != held]
        places = [n for n, e in enumerate(examples) if group[e.document] == held]
        predicted[places] = predict(fit(inside), [examples[n] for n in places])
    return predicted


def report(examples: Sequence[Example], predicted: Matrix) -> Iterator[str]:
    """Lines of the reliability table and of the lift of a queue sorted by confidence."""
    right = np.array([example.right for example in examples])
    yield f"{len(examples)} values, {right.mean():.3f} of them right"
    yield "confidence   values  mean confidence  right"
    for low, high in pairwise(BINS):
        inside = (predicted >= low) & (predicted < high)
        if inside.any():
            yield (
                f"{low:.2f}-{min(high, 1):.2f}   {inside.sum():6}  "
                f"{predicted[inside].mean():15.3f}  {right[inside].mean():.3f}"
            )
    order = np.argsort(predicted, kind="stable")
    wrong = ~right[order]
    for share in (0.05, 0.1, 0.2):
        first = wrong[: int(len(wrong) * share)]
        lift = first.mean() / wrong.mean()
        held = first.sum() / wrong.sum()
        yield f"the least sure {share:.0%} hold {held:.0%} of the errors, {lift:.1f} times chance"


def write(weights: dict[str, float]) -> None:
    """Writes the weights as data of the package."""
    lines = ["# Weights of the confidence, written by `python -m tools.calibrate --write`.", ""]
    lines += ["[weights]", *(f'"{name}" = {value}' for name, value in weights.items())]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the report, and writes the weights on demand."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--write", action="store_true", help="write the weights as well")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        examples = collect(Path(folder))
    print("\n".join(report(examples, out_of_fold(examples))))
    if options.write:
        write(fit(examples))
    return 0


if __name__ == "__main__":
    sys.exit(main())
