"""One article in several formats, and what is found in each."""

import json
from collections.abc import Iterator

from corpus import render_docx, render_html, render_jats, render_pdf, render_text
from corpus.build import SOURCES
from corpus.compose import compose
from corpus.markup import parse
from corpus.paper import Figure, Paper, Paragraph, Section, Table
from pipeline.extract import extract
from pipeline.ingest.read import read_bytes

Values = list[dict[str, object]]


def paper(identifier: str) -> Paper:
    """A source of the corpus."""
    # Asterisks are what a copied page leaves in plain text; no other format has them.
    source = (SOURCES / f"{identifier}.txt").read_text("utf-8").replace("**", "")
    return compose(parse(source), identifier)


def has_tables(article: Paper) -> bool:
    """Whether an article has tables, whose cells BioC does not tell apart."""
    return any(
        isinstance(block, Table)
        for top in article.sections
        for section in (top, *top.inner)
        for block in section.blocks
    )


def renderings(article: Paper, layouts: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """The article in each format, its PDF in each of the layouts."""
    yield "jats", render_jats.render(article, "article")
    yield "html", render_html.render(article, "journal")
    yield "docx", render_docx.render(article, "manuscript")
    yield "text", render_text.render(article, "pages")
    if not has_tables(article):
        yield "bioc", bioc(article)
    for layout in layouts:
        yield f"pdf {layout}", render_pdf.render(article, layout)


def values(content: bytes) -> Values:
    """The values of each patient in the only document of a file."""
    (document,) = read_bytes(content)
    cases = extract(document).cases
    return [dict(case.values()) for case in cases]


def bioc(article: Paper) -> bytes:
    """The article as PMC gives it in BioC."""
    passages = [_passage("TITLE", "front", article.title)]
    for part in article.abstract:
        if part.label:
            passages.append(_passage("ABSTRACT", "abstract_title_1", part.label))
        passages.append(_passage("ABSTRACT", "abstract", part.text))
    for section in article.sections:
        passages += _section(section, 1)
    passages += [_passage("REF", "ref", reference.text) for reference in article.references]
    document = {"id": "PMC1", "passages": passages}
    return json.dumps({"source": "PMC", "documents": [document]}).encode()


def _passage(section: str, kind: str, text: str) -> dict[str, object]:
    return {"infons": {"section_type": section, "type": kind}, "text": text}


def _section(section: Section, level: int) -> Iterator[dict[str, object]]:
    name = _TYPES.get(section.title.lower(), "CASE" if "case" in section.title.lower() else "BODY")
    if section.title:
        yield _passage(name, f"title_{level}", section.title)
    for block in section.blocks:
        match block:
            case Paragraph(text):
                yield _passage(name, "paragraph", text)
            case Figure(caption):
                yield _passage("FIG", "fig_caption", caption)
    for inner in section.inner:
        yield from _section(inner, level + 1)


_TYPES = {
    "introduction": "INTRO",
    "methods": "METHODS",
    "patients and methods": "METHODS",
    "results": "RESULTS",
    "discussion": "DISCUSS",
    "conclusion": "CONCL",
    "conclusions": "CONCL",
}
