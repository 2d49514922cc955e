"""Reads PubMed records, in XML and in the MEDLINE text form: title and abstract."""

import re
from collections import defaultdict
from collections.abc import Iterator

from lxml import etree

from pipeline.document.model import Document, Mark, Meta, Notice
from pipeline.ingest.citation import DOI, PMID
from pipeline.ingest.headings import split_run_ins
from pipeline.ingest.jats_text import flat
from pipeline.ingest.markup import child, children, descendants
from pipeline.ingest.record import ordered_marks, record_document
from pipeline.terms import load

_FIELD = re.compile(r"^(?P<name>[A-Z]{2,4}) *- (?P<value>.*)$")
_YEAR = re.compile(r"\d{4}")


def xml_records(root: etree._Element) -> list[etree._Element]:
    """The records of a `PubmedArticleSet`."""
    return list(root.iter("{*}PubmedArticle"))


def read_xml_record(record: etree._Element) -> Document:
    """Reads one `<PubmedArticle>`."""
    citation = child(record, "MedlineCitation")
    article = child(record, "MedlineCitation", "Article")
    if citation is None or article is None:
        return record_document("pubmed", Meta(), [], [])
    meta = _xml_meta(record, citation, article)
    abstracts = children(article, "Abstract") or children(citation, "OtherAbstract")
    parts = [
        (part.get("Label") or "", flat(part))
        for abstract in abstracts
        for part in children(abstract, "AbstractText")
    ]
    keywords = [flat(word) for word in descendants(citation, "Keyword")]
    return record_document("pubmed", meta, parts, keywords)


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
    links = [_link(link) for link in descendants(citation, "CommentsCorrections")]
    types = [flat(kind) for kind in descendants(article, "PublicationType")]
    return Meta(
        title=flat(child(article, "ArticleTitle")).removesuffix("."),
        doi=identifiers.get("doi") or located.get("doi") or "",
        pmid=flat(child(citation, "PMID")),
        pmcid=identifiers.get("pmc") or "",
        authors=tuple(authors),
        year=int(date[0]) if date else None,
        journal=flat(child(article, "Journal", "Title")),
        affiliations=tuple(dict.fromkeys(map(flat, descendants(article, "Affiliation")))),
        marks=_marks([kind for kind, _, _ in links], types),
        notices=_notices(links),
        article_types=tuple(types),
    )


def _link(link: etree._Element) -> tuple[str, str, str]:
    """The kind, DOI and PMID of a link to another publication."""
    return (
        link.get("RefType") or "",
        _doi(flat(child(link, "RefSource"))),
        flat(child(link, "PMID")),
    )


def _doi(text: str) -> str:
    found = DOI.search(text)
    return found[0] if found else ""


def _marks(kinds: list[str], types: list[str]) -> tuple[Mark, ...]:
    known = load("notices")
    found = [known["received"].get(kind, "") for kind in kinds]
    found += [known["type_received"].get(kind, "") for kind in types]
    return ordered_marks(found)


def _notices(links: list[tuple[str, str, str]]) -> tuple[Notice, ...]:
    given = load("notices")["given"]
    return tuple(Notice(Mark(given[kind]), doi, pmid) for kind, doi, pmid in links if kind in given)


Fields = dict[str, list[str]]


def text_records(text: str) -> Iterator[Fields]:
    """The records of a MEDLINE or NBIB text, each as its fields."""
    fields: Fields = defaultdict(list)
    values: list[str] = []
    for line in text.splitlines():
        found = _FIELD.match(line)
        if found and found["name"] in ("PMID", "PMC") and found["name"] in fields:
            yield fields
            fields = defaultdict(list)
        if found:
            values = fields[found["name"]]
            values.append(found["value"].strip())
        elif line.startswith("  ") and fields:
            values[-1] = f"{values[-1]} {line.strip()}"
        elif not line.strip() and "TI" in fields:
            yield fields
            fields = defaultdict(list)
    if fields:
        yield fields


def read_text_record(fields: Fields) -> Document:
    """Reads the fields of one record."""
    named = [value for name in ("LID", "AID") for value in fields.get(name, []) if "[doi]" in value]
    date = _YEAR.search(_first(fields, "DP"))
    links = [(name, _doi(value), _pmid(value)) for name in fields for value in fields[name]]
    meta = Meta(
        title=_first(fields, "TI").removesuffix("."),
        doi=_doi(" ".join(named or fields.get("SO", []))),
        pmid=_first(fields, "PMID"),
        pmcid=_first(fields, "PMC"),
        authors=tuple(author.rsplit(" ", 1)[0] for author in fields.get("AU", []))
        or tuple(fields.get("CN", [])),
        year=int(date[0]) if date else None,
        journal=_first(fields, "JT") or _first(fields, "TA"),
        affiliations=tuple(dict.fromkeys(fields.get("AD", []))),
        marks=_marks(list(fields), fields.get("PT", [])),
        notices=_notices(links),
        article_types=tuple(fields.get("PT", [])),
    )
    abstract = _first(fields, "AB")
    parts = split_run_ins(abstract) if abstract else []
    return record_document("pubmed", meta, parts, fields.get("OT", []))


def _pmid(text: str) -> str:
    found = PMID.search(text)
    return found[1] if found else ""


def _first(fields: Fields, name: str) -> str:
    return fields.get(name, [""])[0]
