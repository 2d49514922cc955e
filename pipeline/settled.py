"""Tells whether anything has changed since the tables were written; if not, they are left alone."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.export.release import WRITERS
from pipeline.registry.identity import digest
from pipeline.registry.model import Input
from pipeline.registry.serialise import from_json, to_json
from pipeline.registry.store import Store
from pipeline.summary import Summary
from pipeline.version import program_version, terms_version


@dataclass(frozen=True, slots=True)
class _Written:
    """The tables as they were written, each with its hash, and the summary of them."""

    tables: tuple[tuple[str, str], ...]
    summary: Summary


def basis_of(inputs: Iterable[Input], *settings: str, excluded: Collection[str], ocr: bool) -> str:
    """Names all that tables depend on: inputs, versions, settings, the program itself.

    Args:
        inputs: the files of the run.
        settings: versions of what reads and extracts, what people decided.
        excluded: the marks whose bearers are left out.
        ocr: whether text that was recognised from pictures counts.
    """
    seen = sorted((one.source_path, one.sha256, str(one.failure)) for one in inputs)
    made = [program_version(), terms_version(), *settings, *sorted(excluded), str(ocr)]
    return digest(to_json([made, seen]))


def settled(store: Store, basis: str, out: Path) -> Summary | None:
    """The summary of the tables in a folder, None where they have to be written."""
    found = store.written(basis)
    if not found:
        return None
    written = from_json(_Written, found)
    if _tables(out) != written.tables:
        return None
    return replace(written.summary, extracted=0, release=None)


def settle(store: Store, basis: str, hashes: Mapping[str, str], summary: Summary) -> None:
    """Records that the tables of a registry were written.

    Args:
        store: the registry.
        basis: names all that they depend on.
        hashes: of the tables, by name.
        summary: of the registry.
    """
    tables = tuple((writer.filename, hashes[writer.filename]) for writer in WRITERS)
    store.save_written(basis, to_json(_Written(tables, summary)))


def _tables(out: Path) -> tuple[tuple[str, str], ...]:
    """Each table in a folder with its hash, empty where it is missing."""
    return tuple((writer.filename, _hash(out / writer.filename)) for writer in WRITERS)


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
