"""What Alembic runs; the connection, its transaction and its lock are the caller's."""

from alembic import context

from pipeline.registry.schema import VERSION_TABLE
from pipeline.registry.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
)
context.run_migrations()
