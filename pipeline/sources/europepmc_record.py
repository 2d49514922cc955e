"""The record that Europe PMC has of an article, as JATS: title, abstract, identifiers, notices."""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

Record = Mapping[str, Any]

_XLINK = "http://www.w3.org/1999/xlink"
_LINK = f"{{{_XLINK}}}href"
_HEADING = re.compile(r"<h\d[^>]*>(.*?)</h\d>", re.I | re.S)
_TAG = re.compile(r"</?(?P<name>[A-Za-z][\w:.-]*)(?:\s[^<>]*)?/?>")
_KEPT = ("sup", "sub")
_INLINE = ("a", "b", "em", "i", "small", "span", "strong", "u", *_KEPT)
_BLOCK = ("br", "div", "li", "ol", "p", "ul")
_LICENCE = re.compile(r"cc[ -](by(?:-(?:nc|nd|sa))*|0)", re.I)
# What a link says of the article, in the words of JATS.
_RELATED = {
    "retraction in": "retraction-forward",
    "retraction of": "retracted-article",
    "partial retraction in": "correction-forward",
    "partial retraction of": "corrected-article",
    "erratum in": "correction-forward",
    "erratum for": "corrected-article",
    "corrected and republished in": "correction-forward",
    "expression of concern in": "expression-of-concern",
    "expression of concern for": "object-of-concern",
}
_TYPES = (
    ("retraction of publication", "retraction"),
    ("retraction", "retraction"),
    ("published erratum", "correction"),
    ("correction", "correction"),
    ("expression of concern", "expression-of-concern"),
    ("case reports", "case-report"),
    ("case-report", "case-report"),
    ("review", "review-article"),
)
_BEFALLEN = ("retraction-forward", "correction-forward", "expression-of-concern")
_RETRACTED = "retracted publication"

ElementTree.register_namespace("xlink", _XLINK)


def as_jats(record: Record) -> bytes:
    """The record as a JATS article without a body; the same record gives the same bytes."""
    article = Element("article", {"article-type": _article_type(record)})
    front = SubElement(article, "front")
    journal = _journal(record)
    if journal:
        titles = SubElement(SubElement(front, "journal-meta"), "journal-title-group")
        SubElement(titles, "journal-title").text = journal
    _meta(SubElement(front, "article-meta"), record)
    ElementTree.indent(article)
    text = ElementTree.tostring(article, "unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def is_marked(record: Record) -> bool:
    """Whether the article was retracted, corrected or doubted."""
    return any(kind in _BEFALLEN for kind, _ in _related(record))


def _meta(meta: Element, record: Record) -> None:
    for kind, name in (("pmid", "pmid"), ("pmcid", "pmcid"), ("doi", "doi")):
        if record.get(name):
            SubElement(meta, "article-id", {"pub-id-type": kind}).text = str(record[name])
    title = SubElement(SubElement(meta, "title-group"), "article-title")
    title.text = _plain(str(record.get("title") or ""))
    _authors(meta, record)
    if record.get("pubYear"):
        date = SubElement(meta, "pub-date", {"pub-type": "ppub"})
        SubElement(date, "year").text = str(record["pubYear"])
    licence = str(record.get("license") or "")
    if licence:
        permissions = SubElement(SubElement(meta, "permissions"), "license", _terms(licence))
        SubElement(permissions, "license-p").text = licence
    for kind, pmid in _related(record):
        link = {"related-article-type": kind, "ext-link-type": "pubmed", _LINK: pmid}
        SubElement(meta, "related-article", link)
    if record.get("abstractText"):
        _abstract(SubElement(meta, "abstract"), str(record["abstractText"]))
    keywords = _listed(record, "keywordList", "keyword")
    if keywords:
        group = SubElement(meta, "kwd-group")
        for word in keywords:
            SubElement(group, "kwd").text = _plain(str(word))


def _authors(meta: Element, record: Record) -> None:
    group = SubElement(meta, "contrib-group")
    places: dict[str, None] = {}
    for author in _listed(record, "authorList", "author"):
        contributor = SubElement(group, "contrib", {"contrib-type": "author"})
        family = author.get("lastName")
        if family:
            name = SubElement(contributor, "name")
            SubElement(name, "surname").text = _plain(family)
            SubElement(name, "given-names").text = _plain(author.get("firstName") or "")
        else:
            named = author.get("collectiveName") or author.get("fullName") or ""
            SubElement(contributor, "collab").text = _plain(named)
        for place in _listed(author, "authorAffiliationDetailsList", "authorAffiliation"):
            places[_plain(str(place.get("affiliation") or ""))] = None
    for text in filter(None, places):
        SubElement(meta, "aff").text = text


def _abstract(abstract: Element, text: str) -> None:
    """An abstract whose headings Europe PMC writes as those of HTML."""
    first, *parts = _HEADING.split(text)
    if first.strip():
        abstract.append(_paragraph(first))
    for heading, words in zip(parts[::2], parts[1::2], strict=True):
        section = SubElement(abstract, "sec")
        SubElement(section, "title").text = _plain(heading)
        section.append(_paragraph(words))


def _paragraph(text: str) -> Element:
    """A paragraph; raised and lowered characters stay so, other tags go."""
    marked = _untagged(text, _KEPT, lambda words: html.escape(html.unescape(words), quote=False))
    try:
        return ElementTree.fromstring(f"<p>{' '.join(_legal(marked).split())}</p>")
    except ElementTree.ParseError:
        paragraph = Element("p")
        paragraph.text = _plain(text)
        return paragraph


def _plain(text: str) -> str:
    return " ".join(_legal(_untagged(text, (), html.unescape)).split())


def _untagged(text: str, kept: tuple[str, ...], written: Callable[[str], str]) -> str:
    """The text with the tags that are kept; what only looks like a tag (`x<y and z>`) is text."""
    parts, end = [], 0
    for tag in _TAG.finditer(text):
        name = tag["name"].lower()
        if name in (*_INLINE, *_BLOCK) or ":" in name:
            parts.append(written(text[end : tag.start()]))
            slash = "/" if tag[0].startswith("</") else ""
            parts.append(f"<{slash}{name}>" if name in kept else " " * (name in _BLOCK))
            end = tag.end()
    return "".join([*parts, written(text[end:])])


def _legal(text: str) -> str:
    """Without the control characters that XML does not have."""
    return "".join(one for one in text if one.isprintable() or one.isspace())


def _related(record: Record) -> Iterator[tuple[str, str]]:
    """The kind and PMID of each link that retracts, corrects or doubts."""
    kinds = set()
    for link in _listed(record, "commentCorrectionList", "commentCorrection"):
        kind = _RELATED.get(str(link.get("type") or "").lower())
        if kind:
            kinds.add(kind)
            yield kind, str(link.get("id") or "")
    if _RETRACTED in _kinds(record) and "retraction-forward" not in kinds:
        yield "retraction-forward", ""


def _article_type(record: Record) -> str:
    kinds = _kinds(record)
    return next((jats for kind, jats in _TYPES if kind in kinds), "research-article")


def _kinds(record: Record) -> list[str]:
    return [str(kind).lower() for kind in _listed(record, "pubTypeList", "pubType")]


def _journal(record: Record) -> str:
    info = record.get("journalInfo") or {}
    return str((info.get("journal") or {}).get("title") or "")


def _terms(licence: str) -> dict[str, str]:
    """The address of a Creative Commons licence, where it is one."""
    found = _LICENCE.search(licence)
    if found is None:
        return {}
    name = found[1].lower()
    path = "publicdomain/zero" if name == "0" else f"licenses/{name}"
    return {_LINK: f"https://creativecommons.org/{path}/"}


def _listed(record: Record, outer: str, inner: str) -> list[Any]:
    return list((record.get(outer) or {}).get(inner) or [])
