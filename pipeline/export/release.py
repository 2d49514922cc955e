"""Writes all files of a release."""

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import chain
from pathlib import Path

from pipeline.errors import UserError
from pipeline.export.codebook import Datapackage, codebook
from pipeline.export.documents import DOCUMENTS
from pipeline.export.overview import OVERVIEW
from pipeline.export.same_patient import SAME_PATIENT_PAIRS
from pipeline.export.shares import STUDY_TABLES, Shares
from pipeline.export.table import StudyTable, Writer, in_blocks
from pipeline.leftovers import clear
from pipeline.registry.model import Registry
from pipeline.uncollected import uncollected

TABLES = (*STUDY_TABLES, DOCUMENTS, SAME_PATIENT_PAIRS, OVERVIEW)
CODEBOOK = codebook(TABLES)
_WHOLE: tuple[Writer, ...] = (
    DOCUMENTS,
    SAME_PATIENT_PAIRS,
    OVERVIEW,
    CODEBOOK,
    Datapackage((*TABLES, CODEBOOK)),
)
"""Files that are made anew each time, of the registry as a whole."""
WRITERS: tuple[StudyTable | Writer, ...] = (*STUDY_TABLES, *_WHOLE)
LOCK_NAME = ".writing"
"""A file in the output folder; who makes the registry and its tables anew holds its lock, so that
the tables are those of one run and of the registry beside them."""


Tap = Callable[[str, Iterable[bytes]], Iterable[bytes]]
"""Looks at a file while it is written: is given its name and bytes, and hands the bytes on."""


def untapped(_name: str, parts: Iterable[bytes]) -> Iterable[bytes]:
    """The bytes as they are."""
    return parts


@uncollected()
def export_all(
    registry: Registry, out: Path, tap: Tap = untapped, shares: Shares | None = None
) -> list[Path]:
    """Writes all files into a folder, or leaves those that are there as they are.

    Args:
        registry: what the files tell.
        out: the folder.
        tap: is shown every file on its way.
        shares: copies lines of the tables that lie there; without it all lines are made.

    Returns:
        The files, in a stable order.

    Raises:
        UserError: if the folder cannot be written, or the disk is full.
    """
    shares = shares or Shares()
    shares.take(registry.studies)
    files = chain(
        ((one.filename, shares.parts(one)) for one in STUDY_TABLES),
        ((one.filename, in_blocks(one.parts(registry))) for one in _WHOLE),
    )
    return write_all(((name, tap(name, parts)) for name, parts in files), out)


def write_all(files: Iterable[tuple[str, Iterable[bytes]]], out: Path) -> list[Path]:
    """Writes files, each by name and parts, or leaves those that are there as they are.

    Raises:
        UserError: if the folder cannot be written, or the disk is full.
    """
    drafts: dict[Path, Path] = {}
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, parts in files:
            path = out / name
            clear(out, f".{name}.*")
            drafts[path] = path.with_name(f".{path.name}.{os.getpid()}")
            _write(drafts[path], parts)
        for path, draft in drafts.items():
            draft.replace(path)
    except OSError as error:
        _remove(drafts.values())
        raise UserError(
            f"The tables cannot be written in {out} ({error.strerror}): make room or change its "
            "permissions, then run again. The tables of before are still there."
        ) from error
    return list(drafts)


def _write(draft: Path, parts: Iterable[bytes]) -> None:
    """Writes a file that is on the disk when this ends: what replaces a table must be whole."""
    with draft.open("wb") as file:
        file.writelines(parts)
        file.flush()
        os.fsync(file.fileno())


def _remove(drafts: Iterable[Path]) -> None:
    for draft in drafts:
        with suppress(OSError):
            draft.unlink()
