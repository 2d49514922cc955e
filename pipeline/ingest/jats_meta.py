"""Bibliographic data of a JATS article, from its own front matter alone."""

import re

from lxml import etree

from pipeline.document.model import Meta
from pipeline.ingest.jats_text import flat
from pipeline.ingest.licence import licence_of
from pipeline.ingest.markup import child, children, descendants, local

_YEAR = re.compile(r"\d{4}")
# The year of the issue is the year that citations give; the day of going online comes after.
_DATES = ("ppub", "collection", "issue-pub", "epub", "pub", "epub-ppub", "")


def article_meta(article: etree._Element) -> Meta:
    """What the front of an article says of it."""
    meta = child(article, "front", "article-meta")
    if meta is None:
        meta = child(article, "front-stub")
    if meta is None:
        return Meta()
    pmcid = _identifier(meta, "pmcid", "pmc", "pmcaid")
    return Meta(
        title=flat(child(meta, "title-group", "article-title")),
        doi=_identifier(meta, "doi"),
        pmid=_identifier(meta, "pmid"),
        pmcid=f"PMC{pmcid.removeprefix('PMC')}" if pmcid else "",
        authors=_authors(meta),
        year=_year(meta),
        journal=_journal(article),
        licence=_licence(meta),
        article_types=_types(article, meta),
    )


def _types(article: etree._Element, meta: etree._Element) -> tuple[str, ...]:
    """The type the article carries, and the headings under which the journal prints it."""
    headings = [
        flat(subject)
        for categories in children(meta, "article-categories")
        for group in children(categories, "subj-group")
        if group.get("subj-group-type") == "heading"
        for subject in children(group, "subject")
    ]
    return tuple(dict.fromkeys(filter(None, [article.get("article-type") or "", *headings])))


def _identifier(meta: etree._Element, *types: str) -> str:
    for wanted in types:
        for identifier in children(meta, "article-id"):
            if identifier.get("pub-id-type") == wanted:
                return flat(identifier)
    return ""


def _authors(meta: etree._Element) -> tuple[str, ...]:
    names = []
    for group in children(meta, "contrib-group"):
        for contributor in children(group, "contrib"):
            if contributor.get("contrib-type", "author") == "author":
                family = descendants(contributor, "surname", "collab", "string-name")
                names += [flat(family[0])] if family else []
    return tuple(names)


def _year(meta: etree._Element) -> int | None:
    years: dict[str, int] = {}
    for date in children(meta, "pub-date"):
        year = _YEAR.search(flat(child(date, "year")))
        kind = date.get("pub-type") or date.get("date-type") or ""
        if year:
            years.setdefault(kind, int(year[0]))
    for kind in _DATES:
        if kind in years:
            return years[kind]
    return next(iter(years.values()), None)


def _journal(article: etree._Element) -> str:
    journal = child(article, "front", "journal-meta")
    if journal is None:
        return ""
    titles = descendants(journal, "journal-title") or descendants(journal, "abbrev-journal-title")
    return flat(titles[0]) if titles else ""


def _licence(meta: etree._Element) -> str:
    permissions = child(meta, "permissions")
    if permissions is None:
        return ""
    texts = [
        f"{text} {' '.join(map(str, element.attrib.values()))}"
        for element in permissions.iter()
        if local(element)
        for text in [element.text or ""]
    ]
    texts.append(flat(permissions))
    return next((found for text in texts if (found := licence_of(text))), "")
