"""A watched folder: which of its files are new, changed or gone. Nothing is copied."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UserError
from pipeline.inputs import find_files
from pipeline.sources.answers import Kind
from pipeline.sources.log import Entry


@dataclass(frozen=True, slots=True)
class Change:
    """A file that is not as it was.

    Attributes:
        path: the file.
        sha256: of its content; empty where it is gone.
        stamp: its size and time, by which an unchanged file is known without reading it.
        is_new: whether it was not there before, or had been gone.
    """

    path: Path
    sha256: str
    stamp: str
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Watched:
    """What a look into a folder found: its number of files, and those that are not as before."""

    total: int
    changes: tuple[Change, ...]


def look(folder: Path, known: Iterable[Entry]) -> Watched:
    """Compares a folder with what was seen in it before.

    Args:
        folder: the watched folder.
        known: the last line of the log about each file.

    Raises:
        UserError: if there is no such folder.
    """
    if not folder.is_dir():
        raise UserError(f"There is no folder {folder} to watch: make it, or mend the query's text.")
    before = {entry.url: entry for entry in known}
    paths = find_files([folder]) if any(folder.iterdir()) else []
    changes = [change for path in paths if (change := _change(path, before.get(path.as_posix())))]
    there = {path.as_posix() for path in paths}
    for url, entry in before.items():
        if url not in there and entry.kind is not Kind.GONE:
            changes.append(Change(Path(url), "", ""))
    return Watched(len(paths), tuple(changes))


def identifier(path: Path) -> str:
    """By what the log knows a file."""
    return f"file:{path.as_posix()}"


def _change(path: Path, before: Entry | None) -> Change | None:
    status = path.stat()
    stamp = f"{status.st_size} {status.st_mtime_ns}"
    is_new = before is None or before.kind is Kind.GONE
    if before and not is_new and before.version == stamp:
        return None
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if before and not is_new and before.sha256 == digest:
        return None
    return Change(path, digest, stamp, is_new)
