"""Writes files so that a kill at any moment leaves the old one or the new one, whole."""

import os
from pathlib import Path

from pipeline.errors import UserError


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file beside its place, makes it durable, and moves it there.

    Raises:
        UserError: if there is no space or no permission.
    """
    waiting = path.with_name(f".{path.name}.part")
    try:
        with waiting.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        waiting.replace(path)
        _make_durable(path.parent)
    except OSError as error:
        waiting.unlink(missing_ok=True)
        raise cannot_write(path, error) from error


def make_folder(path: Path) -> None:
    """Makes a folder and those above it.

    Raises:
        UserError: if it cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(path, error) from error


def cannot_write(path: Path, error: OSError) -> UserError:
    """The mistake to tell where a file cannot be written."""
    return UserError(
        f"{path} cannot be written: {error.strerror}: make space or change the permissions. "
        "What was fetched is kept, the next fetch goes on from there."
    )


def _make_durable(folder: Path) -> None:
    """Makes the name of a new file durable; Windows has no such thing and needs none."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
