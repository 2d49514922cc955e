"""Reads PubMed records, in XML and in the MEDLINE text form: title and abstract."""

import re
from collections import defaultdict
from collections.abc import Iterator

from lxml import etree

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Document, Meta, SectionKind
from pipeline.ingest.citation import DOI
from pipeline.ingest.headings import split_run_ins
from pipeline.ingest.jats_text import flat
from pipeline.ingest.markup import child, children, descendants, local

_FIELD = re.compile(r"^(?P<name>[A-Z]{2,4}) *- (?P<value>.*)$")
_YEAR = re.compile(r"\d{4}")


def xml_records(root: etree._Element) -> list[etree._Element]:
    """The records of a `PubmedArticleSet`."""
    return [element for element in root.iter() if local(element) == "PubmedArticle"]


def read_xml_record(record: etree._Element) -> Document:
    """Reads one `<PubmedArticle>`."""
    citation = child(record, "MedlineCitation")
    article = child(record, "MedlineCitation", "Article")
    if citation is None or article is None:
        return DocumentBuilder("pubmed").build(Meta())
    meta = _xml_meta(record, citation, article)
    parts = [
        (part.get("Label") or "", flat(part))
        for abstract in children(article, "Abstract")
        for part in children(abstract, "AbstractText")
    ]
    keywords = [flat(word) for word in descendants(citation, "Keyword")]
    return _document(meta, parts, keywords)


def _xml_meta(record: etree._Element, citation: etree._Element, article: etree._Element) -> Meta:
    identifiers = {
        identifier.get("IdType"): flat(identifier)
        for listing in descendants(record, "ArticleIdList")[:1]
        for identifier in children(listing, "ArticleId")
    }
    located = {item.get("EIdType"): flat(item) for item in children(article, "ELocationID")}
    date = _YEAR.search(flat(child(article, "Journal", "JournalIssue", "PubDate")))
    authors = [
        flat(name)
        for author in descendants(article, "Author")
        for name in children(author, "LastName", "CollectiveName")
    ]
    return Meta(
        title=flat(child(article, "ArticleTitle")).removesuffix("."),
        doi=identifiers.get("doi") or located.get("doi") or "",
        pmid=flat(child(citation, "PMID")),
        pmcid=identifiers.get("pmc") or "",
        authors=tuple(authors),
        year=int(date[0]) if date else None,
        journal=flat(child(article, "Journal", "Title")),
    )


def _document(meta: Meta, parts: list[tuple[str, str]], keywords: list[str]) -> Document:
    builder = DocumentBuilder("pubmed")
    builder.title(meta.title)
    if any(text for _, text in parts):
        builder.abstract()
    for heading, text in parts:
        if heading:
            builder.heading(heading.capitalize() if heading.isupper() else heading)
        builder.paragraph(text)
    if keywords:
        builder.body()
        builder.section(SectionKind.BACK)
        builder.paragraph("; ".join(keywords))
    return builder.build(meta)


Fields = dict[str, list[str]]


def text_records(text: str) -> Iterator[Fields]:
    """The records of a MEDLINE or NBIB text, each as its fields."""
    fields: Fields = defaultdict(list)
    for line in text.splitlines():
        found = _FIELD.match(line)
        if found and found["name"] in ("PMID", "PMC") and found["name"] in fields:
            yield fields
            fields = defaultdict(list)
        if found:
            fields[found["name"]].append(found["value"].strip())
        elif line.startswith("  ") and fields:
            last = fields[next(reversed(fields))]
            last[-1] = f"{last[-1]} {line.strip()}"
        elif not line.strip() and "TI" in fields:
            yield fields
            fields = defaultdict(list)
    if fields:
        yield fields


def read_text_record(fields: Fields) -> Document:
    """Reads the fields of one record."""
    named = [value for name in ("LID", "AID") for value in fields.get(name, []) if "[doi]" in value]
    doi = DOI.search(" ".join(named or fields.get("SO", [])))
    date = _YEAR.search(_first(fields, "DP"))
    meta = Meta(
        title=_first(fields, "TI").removesuffix("."),
        doi=doi[0] if doi else "",
        pmid=_first(fields, "PMID"),
        pmcid=_first(fields, "PMC"),
        authors=tuple(author.rsplit(" ", 1)[0] for author in fields.get("AU", [])),
        year=int(date[0]) if date else None,
        journal=_first(fields, "JT") or _first(fields, "TA"),
    )
    abstract = _first(fields, "AB")
    parts = split_run_ins(abstract) if abstract else []
    return _document(meta, parts, fields.get("OT", []))


def _first(fields: Fields, name: str) -> str:
    return fields.get(name, [""])[0]
