"""The queries of a review: corpus/queries.toml.

[[query]]
name = "cement-leakage"     # the name of its folder, too
source = "europepmc"        # or "pubmed", or "folder"
text = "..."                # in the language of the source; for a folder its path
from = 2000-01-01           # optional: what was published since
into = "articles"           # optional: where its files go, seen from the query file
email = "me@example.org"    # optional: named to the service
"""

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.errors import UserError

SOURCES = ("europepmc", "pubmed", "folder")
LONGEST_TEXT = 5000
"""A query travels in an address, and services refuse longer ones."""

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_KEYS = ("name", "source", "text", "from", "into", "email")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class QueryError(UserError):
    """A query that cannot be used; the text names it and says what to do."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for, and where.

    Attributes:
        name: short, of a-z, 0-9, - and _: the name of its folder.
        source: one of `SOURCES`.
        text: in the source's own language; for a folder its path.
        since: the earliest day of publication, or None.
        into: the folder of its files; None for one of its name beside the others.
        email: of the user, named to the service; empty for none.
        stems: where only some articles are wanted, the names of their files by identifier
            ("pmid:1", "pmcid:pmc1", "doi:10.1/x").
        abstracts: whether records are enough, and no full text is asked for.
    """

    name: str
    source: str
    text: str
    since: date | None = None
    into: Path | None = None
    email: str = ""
    stems: Mapping[str, str] = field(default_factory=dict)
    abstracts: bool = False

    @property
    def key(self) -> str:
        """Tells this search from another: the hash of source, text and date."""
        parts = (self.source, self.text, str(self.since or ""))
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def read_queries(path: Path) -> list[Query]:
    """The queries of a file, in their order.

    Raises:
        QueryError: if the file is missing or a query in it cannot be used.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise QueryError(
            f"There is no query file {path}: write one as docs/sources.md shows, or name a "
            "search with --source."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise QueryError(f"{path} is no TOML: {error}: mend that line.") from error
    listed = data.get("query")
    unknown = [name for name in data if name != "query"]
    if unknown or not isinstance(listed, list) or not listed:
        found = f"{unknown[0]!r}" if unknown else "no query"
        raise QueryError(f"{path} has {found}: begin each query with the line [[query]].")
    queries = [_query(one, f"{path}, query {place}", path) for place, one in enumerate(listed, 1)]
    names = [query.name for query in queries]
    for name in names:
        if names.count(name) > 1:
            raise QueryError(f"{path}: two queries are named {name!r}: rename one.")
    return queries


def literal(text: str, source: str, since: date | None = None, email: str = "") -> Query:
    """A query typed on the command line; its name is made of its words.

    Raises:
        QueryError: if it cannot be used.
    """
    words = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:40].strip("-")
    name = f"{words or 'query'}-{hashlib.sha256(text.encode()).hexdigest()[:6]}"
    return Query(name, source, _text(text, "the query"), since, None, email)


def gathered(queries: Sequence[Query], folder: Path | None) -> list[Query]:
    """The queries with their articles in a folder, of several each in one of its name in it.

    Args:
        queries: as they were read.
        folder: None to leave each as it is.
    """
    if folder is None:
        return list(queries)
    several = len(queries) > 1
    return [replace(one, into=folder / one.name if several else folder) for one in queries]


def day(value: Any, place: str) -> date | None:
    """A day as TOML or the user writes it.

    Raises:
        QueryError: for anything else.
    """
    if value is None or type(value) is date:
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise QueryError(f"{place}: {value!r} is no day: write 2020-01-31.") from error


def _query(data: Any, place: str, path: Path) -> Query:
    if not isinstance(data, dict):
        raise QueryError(f"{place} is {data!r}: begin each query with the line [[query]].")
    for key in data:
        if key not in _KEYS:
            raise QueryError(f"{place} has {key!r}: there is {', '.join(_KEYS)}.")
    name, source = data.get("name"), data.get("source")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise QueryError(f"{place}: name {name!r} must be of a-z, 0-9, - and _, at most 64.")
    place = f"{path}, {name}"
    if source not in SOURCES:
        raise QueryError(f"{place}: source {source!r} is none of {', '.join(SOURCES)}.")
    text = _text(data.get("text"), place)
    into, email = data.get("into"), data.get("email", "")
    if into is not None and (not isinstance(into, str) or not into):
        raise QueryError(f"{place}: into {into!r} must be the name of a folder.")
    if email and (not isinstance(email, str) or not _EMAIL.fullmatch(email)):
        raise QueryError(f"{place}: email {email!r} is no address: write you@example.org.")
    return Query(
        name,
        source,
        str(path.parent / data["text"]) if source == "folder" else text,
        day(data.get("from"), f"{place}: from"),
        path.parent / into if into else None,
        email,
    )


def _text(value: Any, place: str) -> str:
    """The text of a query in one line."""
    text = " ".join(value.split()) if isinstance(value, str) else ""
    if not text:
        raise QueryError(f"{place}: text is missing: write what is looked for.")
    if len(text) > LONGEST_TEXT:
        raise QueryError(
            f"{place}: the text has {len(text)} characters, at most {LONGEST_TEXT} can be sent: "
            "split it into two queries."
        )
    return text
