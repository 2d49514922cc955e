"""HTML: a journal page with everything around the article, a page of plain tags, an abstract."""

from collections.abc import Callable, Iterator

from corpus.citations import Cited, split_citations
from corpus.paper import Block, Figure, Paper, Paragraph, Section, Table
from corpus.tags import tag, words

Inline = Callable[[str], str]

CHROME_TOP = """<header class="site"><a href="/">Example Open Press</a>
<nav><ul><li><a href="/current">Current issue</a></li><li><a href="/archive">Archive</a></li>
<li><a href="/authors">For authors</a></li><li><a href="/alerts">E-mail alerts</a></li></ul></nav>
<form action="/search"><input name="q" placeholder="Search articles"></form></header>
<div class="cookie-banner">We use cookies to improve your experience. <button>Accept</button></div>
"""
CHROME_SIDE = """<aside class="tools"><h3>Article tools</h3><ul><li>Download PDF</li>
<li>Export citation</li><li>Share by e-mail</li></ul><h3>Most read</h3><ul>
<li><a href="/a/1">Fatal embolism after vertebroplasty of L1 in an 80-year-old woman</a></li>
<li><a href="/a/2">Kyphoplasty of T12 with 6 mL of cement: a reply</a></li></ul></aside>
"""
CHROME_END = """<footer><p>Copyright Example Open Press. All rights reserved.</p>
<p><a href="/privacy">Privacy</a> | <a href="/contact">Contact</a></p></footer>
"""
SIMILAR = "<section><h2>Similar articles</h2><ul><li>Cement embolism.</li></ul></section>"
SCRIPT = '<script>var dataLayer = [{"page": "article", "access": "open"}];</script>\n'


def _linked(text: str) -> str:
    """Citations as links in brackets."""
    pieces = []
    for run in split_citations(text):
        if isinstance(run, Cited):
            inner = "".join(
                tag("a", p, href=f"#ref{p}", class_="cite") if is_number else words(p)
                for p, is_number in run.pieces()
            )
            pieces.append(f"{run.space}[{inner}]")
        else:
            pieces.append(words(run))
    return "".join(pieces)


def _meta(paper: Paper) -> str:
    entries = [("citation_title", paper.title)]
    entries += [("citation_author", f"{given} {name}".strip()) for name, given in paper.authors]
    entries += [
        ("citation_journal_title", paper.journal),
        ("citation_publication_date", paper.year),
        ("citation_doi", paper.doi),
        ("citation_pmid", paper.pmid),
        ("citation_volume", str(paper.volume)),
        ("citation_firstpage", str(paper.first_page)),
        ("citation_language", "en"),
    ]
    return "".join(
        f'<meta name="{name}" content="{words(value).replace(chr(34), "&quot;")}">\n'
        for name, value in entries
        if value
    )


def _table(table: Table) -> str:
    head = tag("tr", *(tag("th", words(cell)) for cell in table.header))
    rows = (tag("tr", *(tag("td", words(cell)) for cell in row)) + "\n" for row in table.rows)
    caption = tag("caption", words(table.caption)) if table.caption else ""
    return tag("table", caption, tag("thead", head), "\n", tag("tbody", *rows))


def _block(block: Block, inline: Inline) -> str:
    match block:
        case Paragraph(text):
            return tag("p", inline(text))
        case Figure(caption):
            return tag("figure", tag("figcaption", words(caption)))
        case Table():
            return tag("div", _table(block), class_="table-wrap")


def _section(section: Section, inline: Inline, depth: int) -> Iterator[str]:
    if section.title:
        yield tag(f"h{depth}", words(section.title))
    for block in section.blocks:
        yield _block(block, inline)
    for inner in section.inner:
        yield from _section(inner, inline, depth + 1)


def _abstract(paper: Paper) -> Iterator[str]:
    if paper.abstract:
        yield tag("h2", "Abstract")
    for part in paper.abstract:
        label = tag("strong", words(part.label), ":") + " " if part.label else ""
        yield tag("p", label + words(part.text))
    if paper.keywords:
        yield tag("p", tag("b", "Keywords:"), " ", words(paper.keywords), class_="keywords")


def _references(paper: Paper) -> Iterator[str]:
    if paper.references:
        yield tag("h2", "References")
        entries = (tag("li", words(r.text), id=f"ref{r.number}") + "\n" for r in paper.references)
        yield tag("ol", *entries, class_="references")


def _byline(paper: Paper) -> Iterator[str]:
    yield tag("h1", words(paper.title))
    if paper.authors:
        names = ", ".join(f"{given} {surname}".strip() for surname, given in paper.authors)
        yield tag("p", words(names), class_="authors")
        yield tag("p", words(paper.affiliation), class_="affiliation")
    doi = f"https://doi.org/{paper.doi}" if paper.doi else ""
    pmid = f"PMID: {paper.pmid}" if paper.pmid else ""
    line = " | ".join(filter(None, (paper.citation_line, doi, pmid)))
    if line:
        yield tag("p", words(line), class_="citation")


def _page(paper: Paper, meta: str, body: str) -> str:
    title = tag("title", words(f"{paper.title} | {paper.journal}" if meta else paper.title))
    head = f'<meta charset="utf-8">\n{title}\n{meta}'
    html = f'<html lang="en">\n<head>\n{head}</head>\n<body>\n{body}</body>\n</html>\n'
    return f"<!DOCTYPE html>\n{html}"


def _article(paper: Paper, inline: Inline) -> str:
    sections = [line for s in paper.sections for line in _section(s, inline, 2)]
    lines = [*_byline(paper), *_abstract(paper), *sections, *_references(paper)]
    return "\n".join(lines) + "\n"


def journal(paper: Paper) -> str:
    """An article page: meta tags, navigation, side bar, banner, footer."""
    inline = _linked if paper.references else words
    article = tag("article", "\n", _article(paper, inline))
    main = tag("main", "\n", article, CHROME_SIDE)
    return _page(paper, _meta(paper) + SCRIPT, CHROME_TOP + main + CHROME_END)


def plain(paper: Paper) -> str:
    """The bare article, no meta tags, citations as plain text."""
    return _page(paper, "", _article(paper, words))


def abstract(paper: Paper) -> str:
    """An abstract page of a literature service."""
    paragraphs = [line for s in paper.sections for line in _section(s, words, 3)]
    lines = [*_byline(paper), tag("h2", "Abstract"), *_abstract(paper), *paragraphs]
    content = tag("main", "\n", tag("div", "\n".join(lines), id="abstract"), SIMILAR)
    return _page(paper, _meta(paper), CHROME_TOP + content + CHROME_END)


LAYOUTS: dict[str, Callable[[Paper], str]] = {
    "journal": journal,
    "plain": plain,
    "abstract": abstract,
}


def render(paper: Paper, layout: str) -> bytes:
    """The article as an HTML page in one of the layouts."""
    return LAYOUTS[layout](paper).encode("utf-8")
