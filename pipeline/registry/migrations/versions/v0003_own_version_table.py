"""The schema's version has a table of its own.

Programs of schema 2 look for it in `state`: what they find there makes them refuse.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_state = sa.table("state", sa.column("key"), sa.column("value"))


def upgrade() -> None:
    """Leaves a version in `state` that programs of schema 2 do not take."""
    op.execute(sa.delete(_state).where(_state.c.key == "schema"))
    op.execute(sa.insert(_state).values(key="schema", value="3"))
