"""Scores predictions against gold, value by value."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.document.model import Meta
from pipeline.evaluate.assign import assign
from pipeline.evaluate.claims import (
    Claim,
    Comparison,
    case_claims,
    cohort_claims,
    compare,
    gold_claims,
)
from pipeline.evaluate.gold import META_FIELDS, GoldRecord
from pipeline.evaluate.report import COHORT, Check, Finding, Mark, Report
from pipeline.resolve.model import Case, Extraction

Prediction = tuple[Extraction, Meta]


def evaluate(gold: Mapping[str, GoldRecord], predicted: Mapping[str, Prediction]) -> Report:
    """Compares predictions with gold.

    Args:
        gold: records by document stem.
        predicted: extraction and bibliographic data by document stem. A document without gold is
            passed over; one without a prediction has all its values missing.
    """
    findings: list[Finding] = []
    checks: list[Check] = []
    for document, record in sorted(gold.items()):
        prediction = predicted.get(document)
        findings += _document_findings(document, record, prediction)
        checks += _checks(document, record, prediction)
    return Report(tuple(findings), tuple(checks))


def _document_findings(
    document: str, gold: GoldRecord, prediction: Prediction | None
) -> Iterator[Finding]:
    extraction = prediction[0] if prediction else None
    for case, comparison in _case_comparisons(gold, extraction.cases if extraction else ()):
        yield from _findings(document, case, comparison)
    counts = compare(
        gold_claims(gold.cohort), cohort_claims(extraction.cohort if extraction else None)
    )
    yield from _findings(document, COHORT, counts)


def _case_comparisons(gold: GoldRecord, cases: Sequence[Case]) -> Iterator[tuple[str, Comparison]]:
    """One comparison a gold case, by its number, then one a case that gold does not know."""
    expected = [gold_claims(values) for values in gold.cases]
    found = [case_claims(case) for case in cases]
    scores = [[len(compare(one, other).true) for other in found] for one in expected]
    partner = dict(assign(scores))
    for row, claims in enumerate(expected):
        other: list[Claim] = found[partner[row]] if row in partner else []
        yield str(row + 1), compare(claims, other)
    for column, case in enumerate(cases):
        if column not in partner.values():
            yield f"+{case.number}", compare([], found[column])


def _findings(document: str, case: str, comparison: Comparison) -> Iterator[Finding]:
    marked = (
        (Mark.TRUE, comparison.true),
        (Mark.MISSING, comparison.missing),
        (Mark.SPURIOUS, comparison.spurious),
    )
    for mark, claims in marked:
        for claim in claims:
            yield Finding(document, case, claim.field, mark, claim.value, claim.quote)


def _checks(document: str, gold: GoldRecord, prediction: Prediction | None) -> Iterator[Check]:
    expected = {
        "study_type": gold.study_type,
        "relevant": str(gold.relevant).lower(),
        "n_cases": str(len(gold.cases)),
    } | gold.meta
    found = _document_values(prediction) if prediction else {}
    for name, value in expected.items():
        got = found.get(name, "")
        right = bool(prediction) and _plain(value) == _plain(got)
        yield Check(document, name, value, got, right)


def _document_values(prediction: Prediction) -> dict[str, str]:
    extraction, meta = prediction
    values = {
        "study_type": extraction.study_type,
        "relevant": str(extraction.relevant).lower(),
        "n_cases": str(len(extraction.cases)),
    }
    return values | {name: str(getattr(meta, name) or "") for name in META_FIELDS}


def _plain(text: str) -> str:
    """Letters and digits alone: punctuation and case say nothing of a title or an identifier."""
    return "".join(filter(str.isalnum, text.casefold()))
