"""Writes all files of a release."""

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from pipeline.errors import UserError
from pipeline.export.cases import LITERATURE_CASES, REGISTRY
from pipeline.export.codebook import Datapackage, codebook
from pipeline.export.cohorts import COHORTS, PREVALENCE
from pipeline.export.documents import DOCUMENTS
from pipeline.export.evidence import COHORT_EVIDENCE, EVIDENCE, LITERATURE_EVIDENCE
from pipeline.export.overview import OVERVIEW
from pipeline.export.same_patient import SAME_PATIENT_PAIRS
from pipeline.export.table import Writer
from pipeline.leftovers import clear
from pipeline.registry.model import Registry
from pipeline.uncollected import uncollected

TABLES = (
    REGISTRY,
    EVIDENCE,
    COHORTS,
    COHORT_EVIDENCE,
    PREVALENCE,
    LITERATURE_CASES,
    LITERATURE_EVIDENCE,
    DOCUMENTS,
    SAME_PATIENT_PAIRS,
    OVERVIEW,
)
CODEBOOK = codebook(TABLES)
WRITERS: tuple[Writer, ...] = (*TABLES, CODEBOOK, Datapackage((*TABLES, CODEBOOK)))
LOCK_NAME = ".writing"
"""A file in the output folder; who makes the registry and its tables anew holds its lock, so that
the tables are those of one run and of the registry beside them."""


Tap = Callable[[str, Iterable[bytes]], Iterable[bytes]]
"""Looks at a file while it is written: is given its name and bytes, and hands the bytes on."""


def untapped(_name: str, parts: Iterable[bytes]) -> Iterable[bytes]:
    """The bytes as they are."""
    return parts


@uncollected()
def export_all(registry: Registry, out: Path, tap: Tap = untapped) -> list[Path]:
    """Writes all files into a folder, or leaves those that are there as they are.

    Args:
        registry: what the files tell.
        out: the folder.
        tap: is shown every file on its way.

    Returns:
        The files, in a stable order.

    Raises:
        UserError: if the folder cannot be written, or the disk is full.
    """
    files = ((one.filename, tap(one.filename, one.parts(registry))) for one in WRITERS)
    return write_all(files, out)


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
