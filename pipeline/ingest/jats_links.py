"""What the front of a JATS article says of related articles and of its authors' institutions."""

from dataclasses import replace

from lxml import etree

from pipeline.document.model import Document, Mark, Notice
from pipeline.ingest.citation import DOI, PMCID
from pipeline.ingest.jats_text import flat
from pipeline.ingest.markup import child, descendants
from pipeline.ingest.notices import mark_of
from pipeline.terms import load

_HREF = "{http://www.w3.org/1999/xlink}href"
_RELATED = ("related-article", "related-object")


def with_links(document: Document, article: etree._Element) -> Document:
    """The document with its affiliations and with what retracts, corrects or doubts it."""
    meta = child(article, "front", "article-meta")
    if meta is None:
        return document
    marks: set[Mark] = set()
    notices: list[Notice] = []
    kind = (article.get("article-type") or "").lower()
    for related in descendants(meta, *_RELATED):
        notice = _notice(related)
        if notice and (_is_notice(kind) or related.get("related-article-type") in _given()):
            notices.append(notice)
        elif notice:
            marks.add(notice.mark)
    own = mark_of(kind) if _is_notice(kind) else None
    if own and not notices:
        notices = [Notice(own)]
    changed = replace(
        document.meta,
        marks=tuple(mark for mark in Mark if mark in marks),
        notices=tuple(notices),
        affiliations=_affiliations(meta),
    )
    return replace(document, meta=changed)


def _given() -> list[str]:
    return list(load("notices")["jats"]["given"])


def _is_notice(kind: str) -> bool:
    return kind in load("notices")["jats"]["notices"]


def _notice(related: etree._Element) -> Notice | None:
    """What a link to a related article marks, None where it is another kind of link."""
    kind = (related.get("related-article-type") or related.get("document-type") or "").lower()
    mark = None if kind in load("notices")["jats"]["others"] else mark_of(kind)
    if mark is None:
        return None
    target = (related.get(_HREF) or related.get("document-id") or "").strip()
    kinds = {part.get("pub-id-type"): flat(part) for part in descendants(related, "pub-id")}
    kinds.setdefault((related.get("ext-link-type") or "").replace("pubmed", "pmid"), target)
    doi = DOI.search(f"{kinds.get('doi', '')} {target}")
    pmcid = PMCID.search(f"{target} {kinds.get('pmcid', '')}")
    pmid = kinds.get("pmid", "")
    return Notice(
        mark,
        doi=doi[0] if doi else "",
        pmid=pmid if pmid.isdecimal() else "",
        pmcid=pmcid[1] if pmcid else "",
    )


def _affiliations(meta: etree._Element) -> tuple[str, ...]:
    texts = (flat(affiliation) for affiliation in descendants(meta, "aff"))
    return tuple(dict.fromkeys(filter(None, texts)))
