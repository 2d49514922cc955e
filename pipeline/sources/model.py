"""What a source finds and brings."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from pipeline.sources.answers import Kind
from pipeline.sources.queries import Query
from pipeline.sources.transport import Address

_UNSAFE = re.compile(r"[^A-Za-z0-9.-]+")


def identifiers(pmid: str = "", pmcid: str = "", doi: str = "", other: str = "") -> tuple[str, ...]:
    """The identifiers of an article in lower case, the one that names its file first."""
    named = (("pmid", pmid), ("pmcid", pmcid), ("doi", doi), ("id", other))
    return tuple(f"{kind}:{value.strip().lower()}" for kind, value in named if value.strip())


def file_stem(identifier: str) -> str:
    """A file name without its ending: safe on every system, the same every time."""
    kind, _, value = identifier.partition(":")
    if kind == "pmid" and value.isdecimal():
        return f"PMID{value}"
    if kind == "pmcid" and re.fullmatch(r"pmc\d+", value):
        return value.upper()
    digest = hashlib.sha256(value.encode()).hexdigest()[:8]
    return f"{kind.upper()}-{_UNSAFE.sub('_', value)[:80]}-{digest}"


@dataclass(frozen=True, slots=True)
class Found:
    """An article that a search found.

    Attributes:
        identifiers: as `identifiers` gives them; the first is the article's own.
        version: changes when what the source has of the article does; empty where only asking
            for it tells.
        licence: as the source names it, empty where it does not.
        record: its record as a file; empty where that is still to be asked for.
        marked: whether the record says that the article was retracted, corrected or doubted.
        full_text: what its full text is asked for by; empty where the source does not give it.
        url: the search page it stood on.
    """

    identifiers: tuple[str, ...]
    version: str = ""
    licence: str = ""
    record: bytes = b""
    marked: bool = False
    full_text: str = ""
    url: str = ""

    @property
    def identifier(self) -> str:
        """The article's own identifier."""
        return self.identifiers[0]


@dataclass(frozen=True, slots=True)
class Tried:
    """An address that did not give the article, and what it gave instead."""

    url: str
    kind: Kind
    detail: str


@dataclass(frozen=True, slots=True)
class Brought:
    """What asking for an article gave.

    Attributes:
        found: the article.
        kind: of what is to be kept.
        url: where that came from.
        data: the file; empty where there is none.
        licence: of the article.
        tried: what was asked for in vain before.
    """

    found: Found
    kind: Kind
    url: str
    data: bytes = b""
    licence: str = ""
    tried: tuple[Tried, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether the article is to be asked for again."""
        return Kind.ERROR_PAGE in (self.kind, *(one.kind for one in self.tried))


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a search.

    Attributes:
        found: the articles on it.
        total: articles on all pages.
        cursor: leads to the next page; empty on the last.
    """

    found: tuple[Found, ...]
    total: int
    cursor: str


class Source(Protocol):
    """A service that is searched page by page and asked for articles."""

    batch: int
    """How many articles are asked for at once."""
    first: str
    """The cursor of the first page."""

    def address(self, query: Query, since: date | None, cursor: str, size: int = 0) -> Address:
        """The address of a page of what is published since the query's day, and indexed since."""

    def search(self, address: Address) -> bytes:
        """The page at an address, checked to be one."""

    def page(self, data: bytes) -> Page:
        """What a page holds."""

    def bring(self, query: Query, batch: Sequence[Found]) -> list[Brought]:
        """Asks for some articles; one for each, in their order."""
