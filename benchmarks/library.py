"""Any number of documents, each another one: the sources of the corpus with their facts altered.

The same number gives the same bytes. Title, identifiers, authors, hospital, ages and levels differ
from one variant of a source to the next, so that none is taken for a copy and few for one patient.
"""

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from corpus.build import EXTENSIONS, RENDERERS, SOURCES, form
from corpus.choice import draw
from corpus.compose import compose
from corpus.markup import Source, parse
from corpus.paper import Block, Figure, Paper, Paragraph, Part, Section, Table

_QUICK = ("txt", "jats", "html")
"""The formats that are made in a millisecond."""
_A_FOLDER = 500
_AGE = re.compile(r"\b([3-9]\d)(?=[- ]years?[- ](?:old|of age)\b)|(?<=\baged )([3-9]\d)\b")
_LEVEL = re.compile(r"\b(T[1-9]|T1[0-2]|L[1-5])\b")
_LEVELS = [*(f"T{n}" for n in range(1, 13)), *(f"L{n}" for n in range(1, 6))]
_HEADS = "Ash Brook Clay Dun Elm Fair Glen Hazel Iron King Lark Mill North Oak Pine Rook".split()
_TAILS = (
    "bury combe dale field ford gate ham hurst ley mere ridge stead stow ton wick worth".split()
)


class _Varied(Paper):
    """An article from a hospital of its own town."""

    @property
    def affiliation(self) -> str:
        return f"Department of Spine Surgery, {_town(self.identifier)} Hospital"


@dataclass(frozen=True, slots=True)
class _Change:
    """How a variant of a source differs from it."""

    number: int
    round: int

    def text(self, text: str) -> str:
        """The text with other ages and levels."""
        return _LEVEL.sub(self._level, _AGE.sub(self._age, text))

    def _age(self, found: re.Match[str]) -> str:
        return str(30 + (int(found[0]) - 30 + 7 * self.round) % 65)

    def _level(self, found: re.Match[str]) -> str:
        return _LEVELS[(_LEVELS.index(found[0]) + 5 * self.round) % len(_LEVELS)]


def write_documents(folder: Path, first: int, last: int) -> None:
    """Writes the documents from one number up to another, that one left out."""
    for number in range(first, last):
        name, content = document(number)
        path = folder / f"{number // _A_FOLDER:03}" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def document(number: int) -> tuple[str, bytes]:
    """Name and bytes of a document."""
    sources = _sources()
    source, paper = sources[number % len(sources)]
    varied = _varied(paper, _Change(number, number // len(sources)))
    chosen, layout = form(source, varied)
    if chosen not in _QUICK:
        chosen, layout = "jats", "article"
    return f"{number:06}.{EXTENSIONS[chosen]}", RENDERERS[chosen](varied, layout)


@cache
def _sources() -> list[tuple[Source, Paper]]:
    parsed = [(path.stem, parse(path.read_text("utf-8"))) for path in sorted(SOURCES.glob("*.txt"))]
    return [(source, compose(source, name)) for name, source in parsed]


def _varied(paper: Paper, change: _Change) -> Paper:
    name = f"{paper.identifier}-{change.number}"
    altered = replace(
        paper,
        identifier=name,
        title=f"{change.text(paper.title).rstrip('.')}: the {_town(name)} experience",
        authors=tuple((_surname(name, place), f[:1]) for place, (_, f) in enumerate(paper.authors)),
        doi=f"10.5555/scale.{change.number}",
        pmid=str(70_000_000 + change.number),
        abstract=tuple(Part(part.label, change.text(part.text)) for part in paper.abstract),
        sections=tuple(_section(section, change) for section in paper.sections),
    )
    return _Varied(**{field: getattr(altered, field) for field in Paper.__slots__})


def _section(section: Section, change: _Change) -> Section:
    blocks = [_block(block, change) for block in section.blocks]
    return Section(
        section.title, section.level, blocks, [_section(one, change) for one in section.inner]
    )


def _block(block: Block, change: _Change) -> Block:
    match block:
        case Paragraph(text):
            return Paragraph(change.text(text))
        case Figure(caption):
            return Figure(change.text(caption))
        case Table(caption, header, rows):
            altered = tuple(tuple(map(change.text, row)) for row in rows)
            return Table(caption, header, altered)


def _town(name: str) -> str:
    return f"{_HEADS[draw(name, 'head', 16)]}{_TAILS[draw(name, 'tail', 16)]}"


def _surname(name: str, place: int) -> str:
    """One of some thousand family names."""
    heads, tails = draw(name, f"first{place}", 256), draw(name, f"last{place}", 16)
    return f"{_HEADS[heads // 16]}{_HEADS[heads % 16].lower()}{_TAILS[tails]}"
