"""Puts what was brought into the folder of a query, and knows what is there."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from pipeline.sources.answers import Kind, Withheld, article_of
from pipeline.sources.files import write_whole
from pipeline.sources.log import Entry, FetchLog
from pipeline.sources.model import Brought, Found, file_stem
from pipeline.sources.queries import Query
from pipeline.sources.transport import AgainError

_SUFFIX = ".xml"
_BESIDE = ".record.xml"
_AGAIN = "again"


class Shelf:
    """The articles of a query on the disk.

    Args:
        folder: where they stand.
        log: of that folder.
        query: whose they are.
        search: the name of the search under way.
        is_refresh: whether only what is new or changed is looked for.
    """

    def __init__(
        self, folder: Path, log: FetchLog, query: Query, search: str, is_refresh: bool
    ) -> None:
        self._folder = folder
        self._log = log
        self._query = query
        self._search = search
        self._is_refresh = is_refresh

    def has(self, found: Found, time: str) -> bool:
        """Whether an article need not be asked for.

        A file without a line in the log, as a kill between the two leaves it, is taken in.
        """
        entry = self._log.find(found.identifiers)
        if entry is None:
            return self._takes_in(found, time)
        if found.version:
            return entry.version == found.version
        return entry.search == self._search or not self._is_refresh

    def put(self, brought: Brought, time: str) -> Kind | None:
        """Keeps what was brought: first the file, then its lines in the log.

        Returns:
            The kind of a file that is new or changed, else None.
        """
        found, before = brought.found, self._log.find(brought.found.identifiers)
        tries = self._tries(brought, time)
        if brought.kind is Kind.ERROR_PAGE:
            self._log.add(tries)
            return None
        entry = self._entry(brought, before, time)
        changed = bool(entry.file) and entry.kind is brought.kind
        if changed:
            write_whole(self._folder / entry.file, brought.data)
        kept = before.kind if before and entry.kind is Kind.UNCHANGED else entry.kind
        if kept is Kind.FULL_TEXT and found.marked:
            changed |= self._put_beside(entry.file, found.record)
        self._log.add([*tries, entry])
        return kept if changed else None

    def path(self, found: Found) -> Path:
        """The file of an article."""
        before = self._log.find(found.identifiers)
        return self._folder / (before.file if before and before.file else self._name(found))

    def _put_beside(self, name: str, record: bytes) -> bool:
        """Keeps the record that tells of a retraction beside the article; whether it is new."""
        path = self._folder / name.replace(_SUFFIX, _BESIDE)
        if path.exists() and path.read_bytes() == record:
            return False
        write_whole(path, record)
        return True

    def _entry(self, brought: Brought, before: Entry | None, time: str) -> Entry:
        """The line that says what is now kept of an article."""
        entry = replace(
            self._line(brought.found, time, brought.url, brought.kind),
            licence=brought.licence,
            version=_AGAIN if brought.failed else brought.found.version,
        )
        digest = hashlib.sha256(brought.data).hexdigest() if brought.data else ""
        if before and before.file:
            stays = before.sha256 == digest or _is_poorer(brought.kind, before.kind)
            kind = Kind.UNCHANGED if stays else brought.kind
            if stays or not digest:
                return replace(entry, kind=kind, file=before.file, sha256=before.sha256)
        if not digest:
            return entry
        return replace(entry, file=self.path(brought.found).name, sha256=digest)

    def _tries(self, brought: Brought, time: str) -> list[Entry]:
        """A line for each address that gave no article."""
        return [
            replace(
                self._line(brought.found, time, tried.url, tried.kind),
                detail=tried.detail or tried.kind.value,
            )
            for tried in brought.tried
        ]

    def _line(self, found: Found, time: str, url: str, kind: Kind) -> Entry:
        query = self._query
        return Entry(time, query.name, query.source, self._search, url, kind, found.identifiers)

    def _takes_in(self, found: Found, time: str) -> bool:
        path = self._folder / self._name(found)
        if not path.exists():
            return False
        data = path.read_bytes()
        kind = _kind_of(data)
        if kind is not Kind.FULL_TEXT and found.full_text and not self._query.abstracts:
            return False  # Its full text may have failed, which only the lost line said.
        entry = replace(
            self._line(found, time, found.url, kind),
            file=path.name,
            sha256=hashlib.sha256(data).hexdigest(),
            licence=found.licence,
            version=found.version,
        )
        self._log.add([entry])
        return True

    def _name(self, found: Found) -> str:
        stems: Mapping[str, str] = self._query.stems
        named = (stems[one] for one in found.identifiers if one in stems)
        return next(named, file_stem(found.identifier)) + _SUFFIX


def _is_poorer(kind: Kind, before: Kind) -> bool:
    """Whether an article that is kept in full would become its abstract."""
    return kind is Kind.ABSTRACT_ONLY and before is Kind.FULL_TEXT


def _kind_of(data: bytes) -> Kind:
    """What a file holds that stands there without a line."""
    try:
        article_of(data)
    except (Withheld, AgainError):
        return Kind.ABSTRACT_ONLY
    return Kind.FULL_TEXT
