"""Writes all files of a release."""

import os
from pathlib import Path

from pipeline.export.cases import LITERATURE_CASES, REGISTRY
from pipeline.export.codebook import Datapackage, codebook
from pipeline.export.cohorts import COHORTS, PREVALENCE
from pipeline.export.documents import DOCUMENTS
from pipeline.export.evidence import COHORT_EVIDENCE, EVIDENCE, LITERATURE_EVIDENCE
from pipeline.export.overview import OVERVIEW
from pipeline.export.same_patient import SAME_PATIENT_PAIRS
from pipeline.export.table import Writer
from pipeline.registry.model import Registry

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


def export_all(registry: Registry, out: Path) -> list[Path]:
    """Writes every file into a folder, each whole or not at all.

    Returns:
        The files, in a stable order.
    """
    out.mkdir(parents=True, exist_ok=True)
    return [_write(out / writer.filename, writer.content(registry)) for writer in WRITERS]


def _write(path: Path, content: bytes) -> Path:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(path)
    return path
