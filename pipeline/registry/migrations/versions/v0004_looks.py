"""Files are known again by what the file system tells of them."""

import sqlalchemy as sa
from alembic import op

from pipeline.registry.types import Name

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Makes the table of looks."""
    op.create_table(
        "looks",
        sa.Column("path", Name, primary_key=True),
        sa.Column("mark", Name, nullable=False),
        sa.Column("sha256", Name, nullable=False),
        sa.Column("packed", sa.Integer, nullable=False),
    )
