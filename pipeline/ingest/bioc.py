"""Reads BioC JSON: passages with their section titles."""

import json
from typing import Any

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Document, Meta, SectionKind
from pipeline.ingest.outcome import FailureCode, ReadError

_LEFT_OUT = ("table",)


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
        _document(entry)
        for collection in collections
        if isinstance(collection, dict)
        for entry in collection.get("documents", [])
        if isinstance(entry, dict) and entry.get("passages")
    )
    if not documents:
        raise ReadError(FailureCode.NOT_A_DOCUMENT, "The JSON holds no BioC passages.")
    return documents


def _document(entry: dict[str, Any]) -> Document:
    builder = DocumentBuilder("bioc")
    infons: dict[str, str] = {}
    current = ""
    title = ""
    for passage in entry["passages"]:
        notes, text = passage.get("infons", {}), passage.get("text", "")
        heading = str(notes.get("section_title_1") or notes.get("section_type") or "")
        kind = str(notes.get("type", "")).lower()
        if "title" in (heading.lower().split()[-1:] or [""]) or kind == "front":
            title, infons = title or text, infons | notes
            builder.title(text)
        elif kind == "ref" or heading.lower() in ("references", "ref"):
            builder.reference(str(notes.get("title") or text))
        elif kind in ("fig_caption", "fig_title_caption", "fig"):
            builder.caption(text)
        elif kind.startswith(_LEFT_OUT):
            builder.table(text if "caption" in kind else "", (), ())
        else:
            current = _open(builder, heading, current)
            builder.paragraph(text)
    return builder.build(_meta(entry, title, infons))


def _open(builder: DocumentBuilder, heading: str, current: str) -> str:
    """Opens a new section where the heading changes."""
    if heading == current:
        return current
    if heading.lower() == "abstract":
        builder.abstract()
    else:
        if current.lower() == "abstract":
            builder.body()
        builder.heading(heading) if heading else builder.section(SectionKind.BODY)
    return heading


def _meta(entry: dict[str, Any], title: str, infons: dict[str, str]) -> Meta:
    year = str(infons.get("year", ""))
    pmcid = str(infons.get("article-id_pmc", "")).removeprefix("PMC")
    return Meta(
        title=title,
        doi=str(infons.get("article-id_doi", "")),
        pmid=str(infons.get("article-id_pmid", "")),
        pmcid=f"PMC{pmcid}" if pmcid else "",
        year=int(year) if year.isdigit() else None,
    )
