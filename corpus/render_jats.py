"""JATS XML as archives deliver it: front matter, abstract, nested sections, reference list."""

from collections.abc import Iterator

from corpus.choice import draw, pick
from corpus.citations import Cited, split_citations
from corpus.paper import Block, Figure, Paper, Paragraph, Part, Section, Table, blocks_of
from corpus.references import Reference
from corpus.tags import tag, words

DOCTYPE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving and Interchange DTD '
    'v1.2 20190208//EN" "JATS-archivearticle1.dtd">\n'
)
ARTICLE_TYPES = {"review": "review-article", "letter": "letter", "cohort": "research-article"}
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"


def _xrefs(citation: Cited) -> str:
    linked = (
        tag("xref", piece, ref_type="bibr", rid=f"B{piece}") if is_number else words(piece)
        for piece, is_number in citation.pieces()
    )
    return f"{citation.space}[{''.join(linked)}]"


def _inline(text: str, linked: bool) -> str:
    if not linked:
        return words(text)
    runs = split_citations(text)
    return "".join(_xrefs(run) if isinstance(run, Cited) else words(run) for run in runs)


def _names(authors: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for surname, given in authors:
        yield tag("name", tag("surname", words(surname)), tag("given-names", words(given)))


def _contributors(paper: Paper) -> str:
    if not paper.authors:
        return ""
    affiliated = tag("xref", tag("sup", "1"), ref_type="aff", rid="aff1")
    people = (
        tag("contrib", name, affiliated, contrib_type="author") for name in _names(paper.authors)
    )
    affiliation = tag("aff", tag("label", "1"), words(paper.affiliation), id="aff1")
    return tag("contrib-group", *people) + affiliation


def _identifiers(paper: Paper) -> str:
    kinds = (("pmid", paper.pmid), ("doi", paper.doi), ("publisher-id", paper.identifier))
    return "".join(tag("article-id", words(v), pub_id_type=kind) for kind, v in kinds if v)


def _history(paper: Paper) -> str:
    if not paper.year:
        return ""
    month = str(1 + draw(paper.identifier, "month", 12))
    date = tag("month", month) + tag("year", paper.year)
    return tag("pub-date", date, pub_type=pick(paper.identifier, "date", ("epub", "ppub")))


def _whole_text(paper: Paper) -> Iterator[Part]:
    """All paragraphs; a paper that is its abstract alone has it without a heading."""
    yield from paper.abstract
    for top in paper.sections:
        for section, block in blocks_of(top):
            if isinstance(block, Paragraph):
                yield Part(section.title, block.text)


def _abstract(parts: tuple[Part, ...]) -> str:
    if not parts:
        return ""
    return tag(
        "abstract",
        *(
            tag("sec", tag("title", words(p.label)), tag("p", words(p.text)))
            if p.label
            else tag("p", words(p.text))
            for p in parts
        ),
    )


def _front(paper: Paper, abstract: tuple[Part, ...]) -> str:
    journal = tag(
        "journal-meta",
        tag("journal-title-group", tag("journal-title", words(paper.journal))),
        tag("issn", "0000-0000", pub_type="epub"),
        tag("publisher", tag("publisher-name", "Example Open Press")),
    )
    keywords = (tag("kwd", words(k.strip(" ."))) for k in paper.keywords.split(";") if k.strip())
    statement = tag("copyright-statement", f"© {paper.year} The Authors")
    licence = f'<license xlink:href="{LICENCE}"><license-p>CC0 1.0</license-p></license>'
    article = tag(
        "article-meta",
        _identifiers(paper),
        tag("title-group", tag("article-title", words(paper.title))),
        _contributors(paper),
        _history(paper),
        tag("volume", str(paper.volume)),
        tag("fpage", str(paper.first_page)),
        tag("permissions", statement, licence),
        _abstract(abstract),
        tag("kwd-group", *keywords) if paper.keywords else "",
    )
    return tag("front", journal, "\n", article)


def _row(cells: tuple[str, ...], name: str) -> str:
    return tag("tr", *(tag(name, words(cell)) for cell in cells)) + "\n"


def _table(table: Table, identifier: str) -> str:
    label, _, caption = table.caption.partition(". ")
    grid = tag(
        "table",
        tag("thead", _row(table.header, "th")),
        tag("tbody", *(_row(row, "td") for row in table.rows)),
        frame="hsides",
        rules="groups",
    )
    heading = tag("label", words(label)) + tag("caption", tag("p", words(caption)))
    return tag("table-wrap", heading, grid, id=identifier, position="float")


def _block(block: Block, identifier: str, linked: bool) -> str:
    match block:
        case Paragraph(text):
            return tag("p", _inline(text, linked))
        case Figure(caption):
            return tag("fig", tag("caption", tag("p", words(caption))), id=identifier)
        case Table():
            return _table(block, identifier)


def _section(section: Section, path: str, linked: bool) -> str:
    blocks = (_block(b, f"{path}-{n}", linked) for n, b in enumerate(section.blocks))
    inner = (_section(s, f"{path}.{n}", linked) for n, s in enumerate(section.inner, start=1))
    content = "\n".join([*blocks, *inner])
    if not section.title:
        return content
    return tag("sec", tag("title", words(section.title)), "\n", content, id=path)


def _citation(reference: Reference) -> str:
    parts = reference.parts
    if parts is None:
        return tag("mixed-citation", words(reference.text), publication_type="journal")
    return tag(
        "element-citation",
        tag("person-group", *_names(parts.authors), person_group_type="author"),
        tag("article-title", words(parts.title)),
        tag("source", words(parts.journal)),
        tag("year", str(parts.year)),
        tag("volume", str(parts.volume)),
        tag("fpage", str(parts.first_page)),
        tag("lpage", str(parts.last_page)),
        publication_type="journal",
    )


def _back(paper: Paper) -> str:
    if not paper.references:
        return ""
    entries = (
        tag("ref", tag("label", f"{r.number}."), _citation(r), id=f"B{r.number}") + "\n"
        for r in paper.references
    )
    return tag("back", tag("ref-list", tag("title", "References"), "\n", *entries))


def render(paper: Paper, layout: str) -> bytes:
    """The article as JATS; the layout `abstract` brings front matter alone."""
    if layout == "abstract":
        content = _front(paper, tuple(_whole_text(paper)))
    else:
        linked = bool(paper.references)
        sections = (_section(s, f"S{n}", linked) for n, s in enumerate(paper.sections, start=1))
        body = tag("body", "\n".join(sections))
        content = f"{_front(paper, paper.abstract)}\n{body}\n{_back(paper)}"
    article_type = ARTICLE_TYPES.get(paper.kind, "case-report")
    article = (
        '<article xmlns:xlink="http://www.w3.org/1999/xlink" dtd-version="1.2" xml:lang="en" '
        f'article-type="{article_type}">{content}</article>\n'
    )
    return (DOCTYPE + article).encode("utf-8")


LAYOUTS = ("article", "abstract")
