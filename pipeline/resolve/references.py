"""Citations in running text, and the entries of the reference list that they stand for."""

import re
from dataclasses import dataclass

from pipeline.document.model import Document, SectionKind
from pipeline.terms import load
from pipeline.values.wording import part, wording

_NUMBERS = r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*"
_BRACKETS = re.compile(rf"\[\s?{_NUMBERS}\s?\]")
_PARENTHESES = re.compile(rf"(?<=\w )\({_NUMBERS}\)")
_RAISED = re.compile(rf"(?<=[a-z)\]])(?<!cm)(?<!mm)[.,;]?(?P<raised>{_NUMBERS})(?=[\s.,;]|$)")
_AUTHORS = part("literature", "authors")
_AUTHOR_YEAR = re.compile(rf"\(?(?P<author>{_AUTHORS}),? \(?(?:19|20)\d\d[a-z]?\)?")
_YEAR = re.compile(r"\b(?:19|20)\d\d")
_LEADING = re.compile(r"^\W?(?P<number>\d{1,3})(?:[.)\]]|\s)\s?")
_NOT_NAMES = frozenset(load("literature")["not_names"])


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation as written, and where; offsets are into the sentence."""

    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class References:
    """The entries of a document's reference list, and the way its text cites by number."""

    entries: tuple[str, ...]
    brackets: bool

    def numbered(self, number: int) -> str:
        """The entry of a number, or empty."""
        for entry in self.entries:
            leading = _LEADING.match(entry)
            if leading and int(leading["number"]) == number:
                return entry
        unnumbered = not any(_LEADING.match(entry) for entry in self.entries)
        known = unnumbered and 1 <= number <= len(self.entries)
        return self.entries[number - 1] if known else ""

    def has(self, numbers: str) -> bool:
        """Whether the list has the first of some numbers."""
        return bool(self.numbered(int(re.split(r"\D", numbers)[0])))

    def by_author(self, words: str) -> str:
        """The one entry that begins with the first author named and has the year, or empty."""
        year = _YEAR.search(words)
        name = wording("literature", "name").search(words)
        if not name:
            return ""
        fitting = [
            entry
            for entry in self.entries
            if _LEADING.sub("", entry).lstrip().startswith(name.group())
            and (not year or year.group() in entry)
        ]
        return fitting[0] if len(fitting) == 1 else ""

    def resolve(self, words: str) -> str:
        """The entry that a citation stands for; the citation itself where that is not certain."""
        numbers = re.findall(r"\d{1,3}(?!\d)", _YEAR.sub("", words))
        if re.fullmatch(rf"[\[(.,;]?\s?{_NUMBERS}\s?[\])]?", words):
            return (self.numbered(int(numbers[0])) if len(numbers) == 1 else "") or words
        return self.by_author(words) or words


def references_of(document: Document) -> References:
    """The reference list of a document, and whether its text cites in square brackets."""
    entries: list[str] = []
    body: list[str] = []
    for sentence in document.sentences:
        listed = document.section_of(sentence).kind is SectionKind.REFERENCES
        (entries if listed else body).append(document.quote(sentence))
    return References(tuple(entries), any(_BRACKETS.search(text) for text in body))


def _plain(words: str) -> str:
    """An author and year without the parentheses around both."""
    return words.strip("()") if words.startswith("(") else words


def find_citations(text: str, references: References) -> list[Citation]:
    """The citations by number or by author and year, in order."""
    found = [Citation(m.group(), *m.span()) for m in _BRACKETS.finditer(text)]
    if not references.brackets:
        found += [Citation(m.group(), *m.span()) for m in _PARENTHESES.finditer(text)]
        found += [
            Citation(m["raised"], m.start("raised"), m.end())
            for m in _RAISED.finditer(text)
            if not references.entries or references.has(m["raised"])
        ]
    found += [
        Citation(_plain(m.group()), *m.span())
        for m in _AUTHOR_YEAR.finditer(text)
        if m["author"].split()[0] not in _NOT_NAMES
    ]
    return sorted(found, key=lambda c: (c.start, c.end))


def find_authors(text: str) -> list[Citation]:
    """The authors whom a sentence names without number or year, in order."""
    return [
        Citation(m[m.lastgroup], m.start(m.lastgroup), m.end(m.lastgroup))
        for m in wording("literature", "author").finditer(text)
        if m.lastgroup and m[m.lastgroup].split()[0] not in _NOT_NAMES
    ]
