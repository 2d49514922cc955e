"""What a reader left out of a document is told with it."""

import sqlalchemy as sa
from alembic import op

from pipeline.registry.types import Prose

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Makes the column of notes; what was read before has none."""
    op.add_column("documents", sa.Column("notes", Prose, nullable=False, server_default=""))
