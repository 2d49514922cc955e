"""Opens the registry's database."""

from pathlib import Path

from sqlalchemy import Engine

from pipeline.registry.postgres import open_server
from pipeline.registry.sqlite import open_file
from pipeline.settings import database_url


def open_database(path: Path, *, create: bool = True) -> Engine:
    """Opens the registry: the database named in the environment, else a file.

    Args:
        path: of the file.
        create: whether the registry may be made.

    Raises:
        UserError: if there is none, or if it cannot be used, or is one of a newer program.
    """
    address = database_url()
    return open_server(address, create=create) if address else open_file(path, create=create)
