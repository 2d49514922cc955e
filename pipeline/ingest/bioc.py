"""Reads BioC JSON: passages with their section titles, as PubMed Central and others write them."""

import json
import re
from typing import Any

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Document, Meta, SectionKind
from pipeline.ingest.blocks import Block, Part
from pipeline.ingest.families import Families
from pipeline.ingest.grids import Grid, grid_of, read_grid
from pipeline.ingest.jats_text import flat
from pipeline.ingest.licence import licence_of
from pipeline.ingest.markup import parse_xml
from pipeline.ingest.outcome import FailureCode, ReadError
from pipeline.ingest.run_ins import add_paragraph

Infons = dict[str, Any]

_TITLE = re.compile(r"(?:abstract_)?title(?:_(?P<level>\d))?$")
_CAPTIONS = ("fig_caption", "fig_title_caption", "fig_title", "fig")
# PubMed Central's names of sections, as an article would head them.
_HEADINGS = {
    "intro": "Introduction",
    "discuss": "Discussion",
    "concl": "Conclusion",
    "case": "Case report",
}
_BACK = frozenset(
    ["ack_fund", "auth_cont", "comp_int", "abbr", "appendix", "suppl", "keyword", "review_info"]
)


def read_bioc(text: str) -> tuple[Document, ...]:
    """The documents of a BioC collection, or of a list of them.

    Raises:
        ReadError: CORRUPT for broken JSON, NOT_A_DOCUMENT for JSON of another kind, HOSTILE for
            absurd depth.
    """
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise ReadError(FailureCode.CORRUPT, f"The JSON is broken: {error.msg}.") from error
    except RecursionError as error:
        raise ReadError(FailureCode.HOSTILE, "The JSON is nested without end.") from error
    collections = content if isinstance(content, list) else [content]
    documents = tuple(
        _Reader(_infons(collection) | _infons(entry)).read(_objects(entry, "passages"))
        for collection in collections
        if isinstance(collection, dict)
        for entry in _objects(collection, "documents")
        if _objects(entry, "passages")
    )
    if not documents:
        raise ReadError(FailureCode.NOT_A_DOCUMENT, "The JSON holds no BioC passages.")
    return documents


def _objects(above: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = above.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _infons(above: dict[str, Any]) -> Infons:
    found = above.get("infons")
    return found if isinstance(found, dict) else {}


class _Reader:
    """Reads the passages of one document; knows which section and which table is open."""

    def __init__(self, known: Infons) -> None:
        self._builder = DocumentBuilder("bioc")
        self._families = Families()
        self._known = known
        self._title = self._section = self._caption = self._number = ""
        self._grid: Grid | None = None

    def read(self, passages: list[dict[str, Any]]) -> Document:
        """The document of all passages."""
        for passage in passages:
            self._passage(_infons(passage), str(passage.get("text") or ""))
        self._close_table()
        return self._builder.build(_meta(self._known, self._title))

    def _passage(self, infons: Infons, text: str) -> None:
        section = str(infons.get("section_title_1") or infons.get("section_type") or "")
        kind = str(infons.get("type") or "").lower()
        if kind.startswith("table"):
            self._table(infons, kind, text)
            return
        self._close_table()
        if section.lower() in ("title", "document title") or kind == "front":
            self._title = self._title or text
            self._known = infons | self._known
            self._builder.title(text)
        elif kind == "ref" or section.lower() in ("references", "ref"):
            self._builder.reference(_reference(infons, text))
        elif kind in _CAPTIONS:
            self._builder.caption(text)
        elif heading := _TITLE.match(kind):
            self._open(section, text, int(heading["level"] or 1))
        else:
            self._open(section)
            self._families.text()
            if self._section in _BACK:
                self._builder.paragraph(text)
            else:
                add_paragraph(self._builder, text)

    def _open(self, section: str, heading: str = "", level: int = 1) -> None:
        """Opens a section where its name changes, or one with a heading of its own."""
        name = section.lower()
        if name != self._section:
            if name == "abstract":
                self._builder.abstract()
            elif self._section == "abstract":
                self._builder.body()
            if name in _BACK:
                self._builder.section(SectionKind.BACK, heading)
            elif name != "abstract" and not heading:
                self._builder.heading(_HEADINGS.get(name, section))
        if heading and name not in _BACK and heading.lower() != "abstract":
            self._builder.heading(
                heading, self._families.depth(Block(Part.HEADING, heading, level))
            )
        self._section = name

    def _table(self, infons: Infons, kind: str, text: str) -> None:
        """A table in parts: its caption, its grid, its notes."""
        number = str(infons.get("id") or infons.get("file") or "")
        if number != self._number or (self._grid and "foot" not in kind):
            self._close_table()
        self._number = number
        if "foot" in kind:
            grid = self._grid or Grid()
            self._grid = Grid(grid.header, grid.rows, f"{grid.footnote} {text}".strip())
        elif kind == "table":
            self._grid = _grid(str(infons.get("xml") or ""), text)
        else:
            self._caption = f"{self._caption} {text}".strip()

    def _close_table(self) -> None:
        if self._caption or self._grid:
            grid = self._grid or Grid()
            self._builder.table(self._caption, grid.header, grid.rows, grid.footnote)
        self._caption, self._grid = "", None


def _grid(xml: str, text: str) -> Grid:
    """The grid of a table from its markup, or from its text with a tab between cells."""
    if xml:
        for table in parse_xml(xml.encode()).iter("{*}table"):
            return read_grid(table, flat)
    rows = [tuple(cell.strip() for cell in line.split("\t")) for line in text.splitlines()]
    width = max(map(len, rows), default=0)
    return grid_of([row + ("",) * (width - len(row)) for row in rows if any(row)], 0)


def _reference(infons: Infons, text: str) -> str:
    """An entry of the references, whose parts may stand beside its title."""
    if "source" not in infons:
        return str(infons.get("title") or text)
    parts = [text, *(str(infons.get(name) or "") for name in ("source", "year", "volume"))]
    return ". ".join(part for part in parts if part)


def _meta(infons: Infons, title: str) -> Meta:
    def first(*names: str) -> str:
        return next((str(infons[name]) for name in names if infons.get(name)), "")

    year = first("year", "article-id_year")
    pmcid = first("article-id_pmc", "pmcid").removeprefix("PMC")
    names = [str(infons[name]) for name in infons if re.fullmatch(r"name_\d+", name)]
    found = (re.search(r"surname:([^;]+)", name) for name in names)
    return Meta(
        title=title,
        doi=first("article-id_doi", "doi"),
        pmid=first("article-id_pmid", "pmid"),
        pmcid=f"PMC{pmcid}" if pmcid else "",
        authors=tuple(one[1] for one in found if one),
        year=int(year) if year.isdecimal() else None,
        journal=first("journal", "journal-title"),
        licence=licence_of(first("license", "licence")),
    )
