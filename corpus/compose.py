"""Reads the text of a source as an article: headings, tables, captions, abstract, references."""

import re
from collections.abc import Iterator

from corpus.citations import highest_cited
from corpus.markup import Source
from corpus.paper import Block, Figure, Paper, Paragraph, Part, Section, Table
from corpus.references import Reference, invent

_HEADING = re.compile(r"(#{2,4}) +(.+)")
_CAPTION = re.compile(r"table\s+[\divx]+\b", re.IGNORECASE)
_FIGURE = re.compile(r"fig(?:ure|\.)\s*\d+[a-z]?\s*[.:|]", re.IGNORECASE)
_ABSTRACT = re.compile(r"(structured )?(abstract|summary)", re.IGNORECASE)
_REFERENCES = re.compile(r"(references|literature cited|bibliography)", re.IGNORECASE)
_KEYWORDS = re.compile(r"key ?words?\s*[:.]\s*", re.IGNORECASE)
_LABEL = re.compile(
    r"(?P<label>Background(?: and purpose)?|Introduction|Purpose|Objectives?|Aims?|Study design"
    r"|Design|Setting|Patients|Methods|Materials and methods|Results|Findings"
    r"|Case(?: (?:report|presentation|description|summary))?|Observation|Outcome|Discussion"
    r"|Conclusions?)\s?[:.]\s+",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\[?(\d{1,3})[\].)]\s*")


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def _chunk_blocks(lines: list[str]) -> Iterator[Block]:
    """The blocks of a run of lines without a blank line between them."""
    rows = [line for line in lines if line.startswith("|")]
    words = [line.strip() for line in lines if not line.startswith("|")]
    if not rows:
        text = " ".join(words)
        yield Figure(text) if _FIGURE.match(text) else Paragraph(text)
        return
    caption = words[0] if words and _CAPTION.match(words[0]) else ""
    notes = words[1:] if caption else words
    yield Table(caption, _cells(rows[0]), tuple(_cells(row) for row in rows[1:]))
    for note in notes:
        yield Paragraph(note)


def _chunks(text: str) -> Iterator[list[str]]:
    chunk: list[str] = []
    for line in [*text.splitlines(), ""]:
        heading = _HEADING.match(line)
        if chunk and (heading or not line.strip()):
            yield chunk
            chunk = []
        if heading:
            yield [line]
        elif line.strip():
            chunk.append(line)


def _join_captions(blocks: list[Block]) -> list[Block]:
    """Gives a table the caption that stands in a paragraph of its own before it."""
    joined: list[Block] = []
    for block in blocks:
        before = joined[-1] if joined else None
        if (
            isinstance(block, Table)
            and not block.caption
            and isinstance(before, Paragraph)
            and _CAPTION.match(before.text)
        ):
            joined[-1] = Table(before.text, block.header, block.rows)
        else:
            joined.append(block)
    return joined


def _flat_sections(text: str) -> list[Section]:
    sections = [Section("", 2)]
    for chunk in _chunks(text):
        heading = _HEADING.match(chunk[0])
        if heading:
            sections.append(Section(heading[2].strip(), len(heading[1])))
        else:
            sections[-1].blocks.extend(_chunk_blocks(chunk))
    for section in sections:
        section.blocks = _join_captions(section.blocks)
    return [section for section in sections if section.title or section.blocks]


def _nested(flat: list[Section]) -> tuple[Section, ...]:
    top: list[Section] = []
    for section in flat:
        if section.level > 2 and top:
            top[-1].inner.append(section)
        else:
            top.append(section)
    return tuple(top)


def _abstract(section: Section) -> tuple[tuple[Part, ...], str]:
    parts, keywords = [], ""
    for block in section.blocks:
        text = block.text if isinstance(block, Paragraph) else ""
        key, label = _KEYWORDS.match(text), _LABEL.match(text)
        if key:
            keywords = text[key.end() :]
        elif label:
            parts.append(Part(label["label"], text[label.end() :]))
        elif text:
            parts.append(Part("", text))
    return tuple(parts), keywords


def _own_references(section: Section) -> tuple[Reference, ...]:
    """The entries of a list: one a paragraph, numbered as in the source or in order."""
    entries = [block.text for block in section.blocks if isinstance(block, Paragraph)]
    references = []
    for place, entry in enumerate(entries, start=1):
        number = _NUMBERED.match(entry)
        text = entry[number.end() :] if number else entry
        references.append(Reference(int(number[1]) if number else place, text))
    return tuple(references)


def _split_reference_lines(text: str) -> str:
    """Puts a blank line between references that stand on consecutive lines."""
    head, found, tail = _last_reference_heading(text)
    if not found:
        return text
    entries = [line for line in tail.splitlines() if line.strip()]
    return f"{head}{found}\n\n" + "\n\n".join(entries) + "\n"


def _last_reference_heading(text: str) -> tuple[str, str, str]:
    lines = text.splitlines(keepends=True)
    for place in range(len(lines) - 1, -1, -1):
        heading = _HEADING.match(lines[place])
        if heading and _REFERENCES.fullmatch(heading[2].strip()):
            return "".join(lines[:place]), lines[place].rstrip(), "".join(lines[place + 1 :])
    return text, "", ""


def _authors(names: str) -> tuple[tuple[str, str], ...]:
    pairs = []
    for name in filter(None, (part.strip() for part in names.split(";"))):
        surname, _, initials = name.rpartition(" ")
        pairs.append((surname or initials, initials if surname else ""))
    return tuple(pairs)


def _without_repeated_title(flat: list[Section], title: str) -> list[Section]:
    """Drops the title where the text brings it itself, so that it is not printed twice."""
    if flat and flat[0].blocks and flat[0].title == "":
        first = flat[0].blocks[0]
        if isinstance(first, Paragraph) and first.text.strip(" .") == title.strip(" ."):
            del flat[0].blocks[0]
    return [section for section in flat if section.title or section.blocks]


def compose(source: Source, identifier: str) -> Paper:
    """The article that a source describes."""
    header = source.header
    title = header.get("title", "")
    flat = _without_repeated_title(_flat_sections(_split_reference_lines(source.text)), title)
    lists = [section for section in flat if _REFERENCES.fullmatch(section.title)]
    abstracts = [section for section in flat if _ABSTRACT.fullmatch(section.title)]
    body = [section for section in flat if section not in lists and section not in abstracts]
    abstract, keywords = _abstract(abstracts[0]) if abstracts else ((), "")
    references = tuple(entry for section in lists for entry in _own_references(section))
    year = header.get("year", "")
    invented = (
        () if references else invent(identifier, highest_cited(source.text), int(year or 2020))
    )
    return Paper(
        identifier=identifier,
        title=title,
        authors=_authors(header.get("authors", "")),
        journal=header.get("journal", ""),
        year=year,
        doi=header.get("doi", ""),
        pmid=header.get("pmid", ""),
        kind=header.get("kind", ""),
        abstract=abstract,
        keywords=keywords,
        sections=_nested(body),
        references=references or invented,
        references_invented=bool(references or invented),
    )
