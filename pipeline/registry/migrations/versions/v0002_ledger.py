"""The ledger and the inputs of the latest run, as the first released program made them."""

import sqlalchemy as sa
from alembic import op

from pipeline.registry.types import Name, Prose

revision = "0002"
down_revision = None


def upgrade() -> None:
    """Makes the first tables."""
    op.create_table(
        "state",
        sa.Column("key", Name, primary_key=True),
        sa.Column("value", Name, nullable=False),
    )
    op.create_table(
        "parsed",
        sa.Column("sha256", Name, primary_key=True),
        sa.Column("reader_version", Name, primary_key=True),
        sa.Column("failure_code", Name),
        sa.Column("failure_reason", Name),
    )
    op.create_table(
        "documents",
        sa.Column("sha256", Name, primary_key=True),
        sa.Column("reader_version", Name, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("content_key", Name, nullable=False),
        sa.Column("text_key", Name, nullable=False),
        sa.Column("format", Name, nullable=False),
        sa.Column("meta", Prose, nullable=False),
        sa.Column("traits", Prose, nullable=False),
        sa.Column("words", sa.Integer, nullable=False),
        sa.Column("pages", sa.Integer),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_documents_content_key", "documents", ["content_key"])
    op.create_table(
        "extracted",
        sa.Column("content_key", Name, primary_key=True),
        sa.Column("extractor_version", Name, primary_key=True),
        sa.Column("extraction", Prose, nullable=False),
    )
    op.create_table(
        "sources",
        sa.Column("source_path", Name, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("sha256", Name, nullable=False),
        sa.Column("format", Name, nullable=False),
        sa.Column("document_id", Name, nullable=False),
        sa.Column("status", Name, nullable=False),
        sa.Column("reason_code", Name, nullable=False),
        sa.Column("reason", Prose, nullable=False),
    )
