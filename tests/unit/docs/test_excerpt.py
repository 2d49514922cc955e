"""The excerpts in the README are what the program finds in the corpus today."""

import csv
import io
from pathlib import Path

import pytest

from pipeline.export.cases import REGISTRY
from pipeline.export.evidence import EVIDENCE
from pipeline.export.table import StudyTable
from pipeline.single import registry_of

ROOT = Path(__file__).parents[3]
DOCUMENTS = ROOT / "corpus" / "documents"


def excerpt(name: str) -> list[dict[str, str]]:
    """The rows of a table in the README by their columns."""
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    block = page.partition(f"<!-- excerpt: {name} -->\n")[2].partition("<!-- end of excerpt -->")[0]
    head, _, *lines = (
        [cell.strip() for cell in line.strip("|").split("|")] for line in block.splitlines()
    )
    return [dict(zip(head, line, strict=True)) for line in lines]


def found(table: StudyTable, *files: str) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for file in files:
        registry, _ = registry_of(DOCUMENTS / file)
        rows += csv.DictReader(io.StringIO(table.content(registry).decode()))
    return rows


@pytest.mark.parametrize(
    ("table", "files"),
    [(REGISTRY, ("a21.html", "b06.xml", "b26.pdf")), (EVIDENCE, ("a21.html",))],
    ids=["registry", "evidence"],
)
def test_the_excerpt_is_true(table: StudyTable, files: tuple[str, ...]) -> None:
    shown = excerpt(table.filename)
    assert shown
    columns = list(shown[0])
    real = [{name: row[name] for name in columns} for row in found(table, *files)]
    for row in shown:
        assert row in real
