"""`same_patient_pairs.csv`: cases of two documents that may be one patient."""

from collections.abc import Iterator

from pipeline.export.column import Column, Type
from pipeline.export.table import Row, Table
from pipeline.registry.model import Registry


def _rows(registry: Registry) -> Iterator[Row]:
    for pair in registry.pairs:
        yield [
            pair.case_id,
            pair.other_case_id,
            pair.score,
            "; ".join(pair.agree),
            "; ".join(pair.differ),
        ]


SAME_PATIENT_PAIRS = Table(
    "same_patient_pairs",
    "Two cases of different documents that may be one patient; nothing is merged",
    (
        Column("case_id", "One case of registry.csv", required=True),
        Column("other_case_id", "The other case of registry.csv", required=True),
        Column("score", "Points for what agrees, less those for what differs", Type.INTEGER),
        Column("agree", "What speaks for one patient, joined by semicolons"),
        Column("differ", "What speaks against it, joined by semicolons"),
    ),
    _rows,
    key=("case_id", "other_case_id"),
)
