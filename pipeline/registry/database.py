"""Opens the registry's database."""

from pathlib import Path

from sqlalchemy import Engine

from pipeline.registry.sqlite import open_file
from pipeline.registry.transactions import reading, writing

__all__ = ["open_database", "reading", "writing"]


def open_database(path: Path) -> Engine:
    """Opens or creates the registry.

    Args:
        path: of its file.

    Raises:
        UserError: if it cannot be used, or is one of a newer program.
    """
    return open_file(path)
