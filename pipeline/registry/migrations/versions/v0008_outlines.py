"""What each extraction says lies beside it without its sentences."""

import hashlib
import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from pipeline.registry.types import Name, Prose

revision = "0008"
down_revision = "0007"

_AT_ONCE = 500
_extracted = sa.table(
    "extracted",
    sa.column("content_key", Name),
    sa.column("extractor_version", Name),
    sa.column("extraction", Prose),
)


def upgrade() -> None:
    """Makes the table of outlines and fills it from the extractions."""
    outlines = op.create_table(
        "outlines",
        sa.Column("content_key", Name, primary_key=True),
        sa.Column("extractor_version", Name, primary_key=True),
        sa.Column("digest", Name, nullable=False),
        sa.Column("outline", Prose, nullable=False),
    )
    connection = op.get_bind()
    keys = sorted(set(connection.scalars(sa.select(_extracted.c.content_key))))
    for start in range(0, len(keys), _AT_ONCE):
        some = _extracted.c.content_key.in_(keys[start : start + _AT_ONCE])
        rows = [_row(*row) for row in connection.execute(sa.select(_extracted).where(some))]
        connection.execute(sa.insert(outlines), rows)


def _row(content_key: str, extractor_version: str, extraction: str) -> dict[str, str]:
    return {
        "content_key": content_key,
        "extractor_version": extractor_version,
        "digest": hashlib.sha256(extraction.encode()).hexdigest(),
        "outline": json.dumps(_outline(json.loads(extraction)), separators=(",", ":")),
    }


def _outline(told: dict[str, Any]) -> list[Any]:
    cases = [[one["number"], one["flags"], _said(one["evidence"])] for one in told["cases"]]
    retold = [[one["number"], one["flags"], []] for one in told["literature"]]
    said = told["study_type"], told["relevant"], told["reason"]
    return [*said, cases, told["cohort"] is not None, retold]


def _said(evidence: list[dict[str, str]]) -> list[str]:
    return ["\t".join((one["field"], one["state"], one["value"])) for one in evidence]
