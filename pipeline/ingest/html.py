"""Reads HTML pages of journals; pages full of other things go through trafilatura."""

import re

from lxml import etree
from lxml import html as lxml_html

from pipeline.document.model import Document, Meta
from pipeline.ingest.blocks import Block, Part, captioned
from pipeline.ingest.citation import DOI
from pipeline.ingest.compose import composed
from pipeline.ingest.html_blocks import blocks, inline, is_dropped
from pipeline.ingest.html_hidden import hidden_by
from pipeline.ingest.licence import licence_of
from pipeline.ingest.marked import marked
from pipeline.ingest.markup import local
from pipeline.ingest.names import family_name
from pipeline.ingest.outcome import FailureCode, ReadError

_LEAST_WORDS = 60
# A paragraph has as many words; an article has this share of the prose of its page.
_PROSE = 12
_LEAST_SHARE = 0.3
_ERROR_PAGE = re.compile(
    r"\b(?:page not found|404|403 forbidden|access denied|just a moment|captcha|are you a robot|"
    r"enable (?:cookies|javascript)|cookies? (?:are )?(?:disabled|required)|service unavailable|"
    r"sign in|log ?in|session expired|checking your browser|attention required)\b",
    re.I,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_HARMFUL = re.compile(r"<!ENTITY", re.I)


def read_html(text: str) -> Document:
    """Reads an article from a page.

    Raises:
        ReadError: NOT_A_DOCUMENT for error and cookie pages, HOSTILE for declared entities.
    """
    if _HARMFUL.search(text[:100_000]):
        raise ReadError(FailureCode.HOSTILE, "The page declares entities, as attacks do.")
    tree = _tree(text)
    meta = _meta(tree)
    _drop_hidden(tree)
    parts = _article_blocks(tree)
    if _words(parts) < _LEAST_WORDS or _is_list_of_links(tree, parts):
        parts = _extracted_blocks(tree) or parts
    _check(tree, parts)
    return composed("html", list(marked(parts)), meta)


def _tree(text: str) -> etree._Element:
    parser = lxml_html.HTMLParser()
    declared = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        tree = lxml_html.document_fromstring(declared, parser=parser)
    except etree.ParserError as error:
        raise ReadError(FailureCode.EMPTY, "The page holds nothing.") from error
    for entry in parser.error_log:
        if "depth" in entry.message.lower():
            raise ReadError(FailureCode.HOSTILE, "The page is nested deeper than any article.")
        if "huge" in entry.message.lower():
            raise ReadError(
                FailureCode.TOO_LARGE, "The page holds a text of millions of characters."
            )
    return tree


def _drop_hidden(tree: etree._Element) -> None:
    """Takes out of a page what nobody sees."""
    hidden = hidden_by(tree)
    for element in [one for one in tree.iter() if local(one) and hidden.covers(one)]:
        if local(element) not in ("html", "body"):
            element.drop_tree()


def _article_blocks(tree: etree._Element) -> list[Block]:
    """The blocks of the page's article, or of all the page where no element holds most of it."""
    body = tree.find("body")
    if body is None:
        return []
    everything = captioned(list(blocks(body)))
    marked = [one for one in body.iter() if _is_article(one) and not is_dropped(one)]
    if not marked:
        return everything
    largest = max(marked, key=lambda element: sum(map(len, element.itertext())))
    parts = captioned(list(blocks(largest)))
    return parts if _prose(parts) >= _LEAST_SHARE * _prose(everything) else everything


def _is_article(element: etree._Element) -> bool:
    return local(element) in ("article", "main") or element.get("role") == "main"


def _prose(parts: list[Block]) -> int:
    """Words in paragraphs that are longer than what stands around an article."""
    lengths = [len(part.text.split()) for part in parts if part.part is Part.PARAGRAPH]
    return sum(length for length in lengths if length >= _PROSE)


def _is_list_of_links(tree: etree._Element, parts: list[Block]) -> bool:
    """Whether most words of a page are those of links, as on a page full of other things."""
    links = sum(len(inline(link).split()) for link in tree.iter("a"))
    return links > _words(parts)


def _extracted_blocks(tree: etree._Element) -> list[Block]:
    """What trafilatura holds for the article."""
    # Loading it takes longer than most articles do, and few pages need it.
    import trafilatura

    extracted = trafilatura.extract(
        tree, output_format="html", include_tables=True, include_comments=False
    )
    return captioned(list(blocks(_tree(extracted)))) if extracted else []


def _words(parts: list[Block]) -> int:
    return sum(len(part.text.split()) for part in parts if part.part is Part.PARAGRAPH)


def _check(tree: etree._Element, parts: list[Block]) -> None:
    words = _words(parts)
    head = " ".join(inline(e) for e in tree.iter() if local(e) in ("title", "h1"))
    shown = f"{head} {' '.join(part.text for part in parts[:10])}"
    if words < 5 * _LEAST_WORDS and (_ERROR_PAGE.search(head) or words < _LEAST_WORDS):
        seen = _ERROR_PAGE.search(shown)
        what = f'an error or log-in page ("{seen[0]}")' if seen else f"a page of {words} words"
        raise ReadError(FailureCode.NOT_A_DOCUMENT, f"The file is {what}, no article.")


def _meta(tree: etree._Element) -> Meta:
    """What the meta elements of the page say."""
    named: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = (element.get("name") or element.get("property") or "").lower()
        named.setdefault(name, []).append((element.get("content") or "").strip())

    def first(*names: str) -> str:
        return next((named[name][0] for name in names if named.get(name)), "")

    doi = DOI.search(first("citation_doi", "dc.identifier", "prism.doi", "bepress_citation_doi"))
    date = _YEAR.search(
        first(
            "citation_publication_date",
            "citation_date",
            "citation_year",
            "citation_online_date",
            "dc.date",
            "prism.publicationdate",
        )
    )
    pmcid = re.search(r"PMC\d+", first("citation_fulltext_html_url", "citation_pmcid", "og:url"))
    names = named.get("citation_author") or named.get("dc.creator") or []
    return Meta(
        title=first("citation_title", "dc.title", "og:title"),
        doi=doi[0] if doi else "",
        pmid=first("citation_pmid"),
        pmcid=pmcid[0] if pmcid else "",
        authors=tuple(filter(None, map(_family, names))),
        year=int(date[0]) if date else None,
        journal=first("citation_journal_title", "prism.publicationname"),
        licence=_licence(tree, first("dc.rights", "citation_license")),
        article_types=tuple(filter(None, [first("citation_article_type")])),
    )


def _family(name: str) -> str:
    if "," in name:
        return name.split(",")[0].strip()
    return family_name(name) or name


def _licence(tree: etree._Element, stated: str) -> str:
    links = [link.get("href") or "" for link in tree.iter("a", "link")]
    return licence_of(stated) or next(filter(None, map(licence_of, links)), "")
