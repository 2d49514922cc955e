"""Writes the next migration from what `pipeline/registry/tables.py` has and the migrations lack.

    python -m tools.migration "what it adds"

Read what was written before it is committed: Alembic sees new and dropped tables and columns, and
takes a renamed one for both.
"""

import sys
import tempfile
from pathlib import Path

from alembic import command

from pipeline.registry.schema import alembic_config, revisions
from pipeline.registry.sqlite import open_file
from pipeline.registry.transactions import writing


def main() -> int:
    """Writes the file and names it."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    number = f"{int(revisions()[-1]) + 1:04}"
    with tempfile.TemporaryDirectory() as folder:
        engine = open_file(Path(folder) / "registry.sqlite")
        with writing(engine) as connection:
            config = alembic_config(connection)
            command.revision(config, sys.argv[1], autogenerate=True, rev_id=number)
        engine.dispose()
    return 0


if __name__ == "__main__":
    sys.exit(main())
