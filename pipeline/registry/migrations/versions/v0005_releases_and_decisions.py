"""Releases, kept in parts that they share, and decisions of people."""

import sqlalchemy as sa
from alembic import op

from pipeline.registry.types import Name, Prose

revision = "0005"
down_revision = "0004"

_NAMES = "decision_id case_id field value action new_value other_case_id decided_by decided_at"
_KEYS = "sentence_hash text_key content_key"


def upgrade() -> None:
    """Adds four tables."""
    op.create_table(
        "releases",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("made_at", Name, nullable=False),
        sa.Column("about", Prose, nullable=False),
        sa.Column("changes", Prose, nullable=False),
    )
    op.create_table(
        "release_files",
        sa.Column("release", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("name", Name, primary_key=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("sha256", Name, nullable=False),
        sa.Column("chunks", Prose, nullable=False),
    )
    op.create_table(
        "chunks",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("hash", Name, nullable=False, unique=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "decisions",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        *(sa.Column(name, Name, nullable=False) for name in _NAMES.split()),
        sa.Column("why", Prose, nullable=False),
        sa.Column("document_id", Name, nullable=False),
        sa.Column("machine_value", Prose, nullable=False),
        sa.Column("quote", Prose, nullable=False),
        sa.Column("section", Name, nullable=False),
        sa.Column("page", sa.Integer),
        sa.Column("start", sa.Integer),
        sa.Column("end", sa.Integer),
        *(sa.Column(name, Name, nullable=False) for name in _KEYS.split()),
        *(
            sa.Column(name, Prose, nullable=False)
            for name in ("document_keys", "signature", "said")
        ),
        sa.UniqueConstraint("decision_id"),
    )
