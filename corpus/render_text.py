"""Plain text: clean, as copied from a web page, hard-wrapped, or as pages torn from a printout."""

from collections.abc import Callable, Iterator

from corpus.choice import draw, pick
from corpus.hyphens import places
from corpus.paper import Block, Figure, Paper, Paragraph, Section, Table

LINES_A_PAGE = 54
FORM_FEED = "\f"

HeadingStyle = Callable[[str, str], str]

HEADINGS: tuple[HeadingStyle, ...] = (
    lambda _, title: title.upper(),
    lambda _, title: title,
    lambda number, title: f"{number} {title}",
    lambda number, title: f"{number} {title.upper()}",
)


def _front(paper: Paper) -> list[str]:
    names = ", ".join(f"{surname} {initials}".strip() for surname, initials in paper.authors)
    doi = f"doi: {paper.doi}" if paper.doi else ""
    pmid = f"PMID: {paper.pmid}" if paper.pmid else ""
    identifiers = ". ".join(filter(None, (paper.citation_line, doi, pmid)))
    orders = (
        [paper.title, identifiers, names],
        [identifiers, paper.title, names, paper.affiliation if names else ""],
        [paper.title, names, identifiers],
        [paper.title, identifiers],
    )
    return [line for line in pick(paper.identifier, "front", orders) if line]


def _table_lines(table: Table) -> str:
    rows = (table.header, *table.rows)
    columns = max(len(row) for row in rows)
    widths = [max((len(row[n]) for row in rows if n < len(row)), default=0) for n in range(columns)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip()
        for row in rows
    ]
    return "\n".join(filter(None, (table.caption, *lines)))


def _block(block: Block) -> str:
    match block:
        case Paragraph(text):
            return text
        case Figure(caption):
            return caption
        case Table():
            return _table_lines(block)


def _section(section: Section, number: str, style: HeadingStyle) -> Iterator[str]:
    if section.title[:1].isdigit():
        yield section.title
    elif section.title:
        yield style(f"{number}." if "." not in number else number, section.title)
    for block in section.blocks:
        yield _block(block)
    for place, inner in enumerate(section.inner, start=1):
        yield from _section(inner, f"{number}.{place}", style)


def paragraphs(paper: Paper) -> list[str]:
    """The article as paragraphs; a table is one paragraph of several lines."""
    style = pick(paper.identifier, "heading", HEADINGS)
    parts = _front(paper)
    if paper.abstract:
        parts.append("ABSTRACT" if style is HEADINGS[0] else "Abstract")
        parts += [f"{p.label}: {p.text}" if p.label else p.text for p in paper.abstract]
    if paper.keywords:
        parts.append(f"Keywords: {paper.keywords}")
    headed = 0
    for section in paper.sections:
        headed += bool(section.title)
        parts += _section(section, str(headed), style)
    if paper.references:
        parts.append("REFERENCES" if style is HEADINGS[0] else "References")
        parts.append("\n".join(f"{r.number}. {r.text}" for r in paper.references))
    return parts


def _wrap(text: str, width: int, hyphenate: bool) -> list[str]:
    """Breaks a paragraph into lines; a word may be cut with a hyphen where the rule allows."""
    lines, line = [], ""
    for word in text.split():
        rest = word
        room = width - len(line) - bool(line)
        if len(word) > room:
            cuts = [at for at in places(word) if at < room] if hyphenate else []
            if cuts:
                lines.append(f"{line} {word[: cuts[-1]]}-".strip())
                rest = word[cuts[-1] :]
            elif line:
                lines.append(line)
            line = rest
        else:
            line = f"{line} {word}".strip()
    return [*lines, line] if line else lines


def _wrapped(paragraph: str, width: int, hyphenate: bool) -> list[str]:
    """The lines of a paragraph; rows of a table, which have wide gaps, are left as they are."""
    lines: list[str] = []
    for row in paragraph.splitlines():
        lines += [row] if "  " in row else _wrap(row, width, hyphenate)
    return lines


def clean(paper: Paper) -> str:
    """One line a paragraph, an empty line between paragraphs."""
    return "\n\n".join(paragraphs(paper)) + "\n"


def web(paper: Paper) -> str:
    """One line a paragraph without empty lines, as text copied from a browser."""
    return "\n".join(paragraphs(paper)) + "\n"


def wrapped(paper: Paper) -> str:
    """Lines of at most some seventy characters."""
    width = 66 + draw(paper.identifier, "width", 16)
    return "\n\n".join("\n".join(_wrapped(p, width, False)) for p in paragraphs(paper)) + "\n"


def pages(paper: Paper) -> str:
    """Narrow hyphenated lines with running heads, page numbers and form feeds."""
    width = 52 + draw(paper.identifier, "width", 24)
    lines = [line for p in paragraphs(paper) for line in _wrapped(p, width, True)]
    sheets: list[str] = []
    for start in range(0, len(lines), LINES_A_PAGE):
        number = len(sheets) + 1
        sheet = [
            paper.running_heads[(number + 1) % 2],
            *lines[start : start + LINES_A_PAGE],
            str(paper.first_page + number - 1),
        ]
        sheets.append("\n".join(sheet))
    return f"\n{FORM_FEED}".join(sheets) + "\n"


LAYOUTS: dict[str, Callable[[Paper], str]] = {
    "clean": clean,
    "web": web,
    "wrapped": wrapped,
    "pages": pages,
}


def render(paper: Paper, layout: str) -> bytes:
    """The article as UTF-8 text in one of the layouts."""
    return LAYOUTS[layout](paper).encode("utf-8")
