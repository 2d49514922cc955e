"""Each source in `ingest/` reads as the outline beside it says."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.document.model import Document
from pipeline.ingest.read import read_file

FOLDER = Path(__file__).parent / "ingest"
SOURCES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".json")


def outline(document: Document) -> dict[str, Any]:
    """The document without offsets: its meta, its sentences by section, its grids."""
    meta = document.meta
    sections: list[list[Any]] = []
    for number, section in enumerate(document.sections):
        sentences = [document.quote(s) for s in document.sentences if s.section == number]
        if sentences:
            sections.append([section.kind.value, section.heading, sentences])
    return {
        "title": meta.title,
        "doi": meta.doi,
        "pmid": meta.pmid,
        "year": meta.year,
        "journal": meta.journal,
        "authors": list(meta.authors),
        "sections": sections,
        "tables": [
            [list(table.header), *([cell.text for cell in row] for row in table.rows)]
            for table in document.tables
        ],
    }


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_golden(source: Path) -> None:
    (document,) = read_file(source).documents
    expected = json.loads(source.with_suffix(".json").read_text(encoding="utf-8"))
    assert outline(document) == expected
