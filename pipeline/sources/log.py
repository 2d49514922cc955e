"""The fetch log: a line of JSON for everything that was asked for and what came of it.

It stands beside the files. An article counts as brought when its line is there, and the line is
written after the file; a line that a kill cut off is dropped.
"""

import json
import os
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from io import FileIO
from pathlib import Path
from types import TracebackType

from pipeline.errors import UserError
from pipeline.filelock import try_lock
from pipeline.inputs import FETCH_LOG
from pipeline.sources.answers import Kind
from pipeline.sources.files import cannot_write, make_folder


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log.

    Attributes:
        time: when, in ISO 8601; for a search when it began.
        query: the name of the query.
        source: europepmc, pubmed or folder.
        search: the search in which it was asked for.
        url: what was asked for, without e-mail and key; of a folder the file.
        kind: what came of it.
        identifiers: of the article, its own first.
        file: the name of what is kept, empty where nothing is.
        sha256: of that file.
        licence: of the article, empty where none is named.
        version: of what the source had of it.
        detail: what was wrong, in a sentence.
    """

    time: str
    query: str
    source: str
    search: str
    url: str
    kind: Kind
    identifiers: tuple[str, ...] = ()
    file: str = ""
    sha256: str = ""
    licence: str = ""
    version: str = ""
    detail: str = ""


class FetchLog:
    """The log of a folder, held by this process alone while it is open.

    Raises:
        UserError: if another fetch holds it, it cannot be written or is damaged.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FETCH_LOG
        self._lock = threading.Lock()
        self._known: dict[str, Entry] = {}
        self._searches: dict[str, Entry] = {}
        make_folder(folder)
        try:
            self._file: FileIO = self.path.open("a+b", buffering=0)
        except OSError as error:
            raise cannot_write(self.path, error) from error
        if not try_lock(self._file):
            self._file.close()
            raise UserError(f"Another fetch writes into {folder}: wait until it has ended.")
        try:
            for entry in read_entries(self.path):
                self._note(entry)
            self._drop_torn_line()
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> "FetchLog":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def find(self, identifiers: Sequence[str]) -> Entry | None:
        """The last that became of an article, by any of its identifiers.

        An erratum may share the DOI of its article: another PMID is another article.
        """
        entries = (self._known[one] for one in identifiers if one in self._known)
        return next((one for one in entries if not _differ(one.identifiers, identifiers)), None)

    def finished(self, key: str) -> Entry | None:
        """The last finished search of a query."""
        return self._searches.get(key)

    def known(self) -> list[Entry]:
        """The last line of each article or file, in the order in which they came first."""
        return list(dict.fromkeys(self._known.values()))

    def add(self, entries: Sequence[Entry]) -> None:
        """Writes lines that belong together, from any thread; they are then on the disk."""
        with self._lock:
            self._write(entries)
            for entry in entries:
                self._note(entry)

    def _write(self, entries: Sequence[Entry]) -> None:
        lines = "".join(f"{_line(entry)}\n" for entry in entries).encode()
        size = self.path.stat().st_size
        try:
            while lines:
                lines = lines[self._file.write(lines) :]
            os.fsync(self._file.fileno())
        except OSError as error:
            self._file.truncate(size)
            raise cannot_write(self.path, error) from error

    def _note(self, entry: Entry) -> None:
        if entry.kind is Kind.SEARCH:
            self._searches[entry.version] = entry
            return
        if entry.detail:  # What was tried in vain says nothing of what is kept.
            return
        before = self.find(entry.identifiers)
        if entry.kind is Kind.UNCHANGED and before:
            entry = replace(entry, kind=before.kind)
        for identifier in entry.identifiers:
            self._known[identifier] = entry

    def _drop_torn_line(self) -> None:
        content = self.path.read_bytes()
        whole = content.rfind(b"\n") + 1
        if whole < len(content):
            self._file.truncate(whole)


def _differ(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether two articles have PMIDs, or PMCIDs, of their own."""
    own = [
        {kind: one for one in listed for kind in ("pmid:", "pmcid:") if one.startswith(kind)}
        for listed in (first, second)
    ]
    return any(own[0][kind] != own[1][kind] for kind in own[0].keys() & own[1].keys())


def read_entries(path: Path) -> list[Entry]:
    """The whole lines of a log.

    Raises:
        UserError: if a line is none of a fetch log.
    """
    *lines, _ = path.read_bytes().split(b"\n")
    return [_entry(line, f"{path}, line {number}") for number, line in enumerate(lines, 1)]


def _line(entry: Entry) -> str:
    return json.dumps(asdict(entry), ensure_ascii=False)


def _entry(line: bytes, place: str) -> Entry:
    names = {field.name for field in fields(Entry)}
    try:
        data = {name: value for name, value in json.loads(line).items() if name in names}
        data["kind"] = Kind(data["kind"])
        data["identifiers"] = tuple(data["identifiers"])
        return Entry(**data)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UserError(
            f"{place} is no line of a fetch log: move the file away; what is in the folder is "
            "taken into a new one."
        ) from error
