"""Both cases of a pair are known again, whatever they are called by now."""

import json

import sqlalchemy as sa
from alembic import op

from pipeline.registry.types import Name, Prose

revision = "0007"
down_revision = "0006"

_decisions = sa.table("decisions", sa.column("number"), sa.column("other_case_id", Name),
                      sa.column("other_document_keys", Prose))  # fmt: skip


def upgrade() -> None:
    """Makes the columns; of the other case of an older pair its name alone is known."""
    for name in ("other_document_keys", "other_signature"):
        op.add_column("decisions", sa.Column(name, Prose, nullable=False, server_default="[]"))
    connection = op.get_bind()
    pairs = sa.select(_decisions.c.number, _decisions.c.other_case_id).where(
        _decisions.c.other_case_id != ""
    )
    for number, name in connection.execute(pairs).all():
        keys = json.dumps([f"id:{name.rpartition('-')[0]}"])
        connection.execute(
            _decisions.update()
            .where(_decisions.c.number == number)
            .values(other_document_keys=keys)
        )
