"""Numbered releases: the exported bytes with all that they were made with, kept for good."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from sqlalchemy import Connection, func, insert, select

from pipeline.errors import UserError
from pipeline.registry import chunks, origins
from pipeline.registry.codes import Status
from pipeline.registry.model import Registry
from pipeline.registry.store import Store
from pipeline.registry.tables import release_files, releases
from pipeline.registry.transactions import reading, writing
from pipeline.version import program_version, terms_version

_AT_ONCE = 500
"""Pieces that are looked up together."""


@dataclass(frozen=True, slots=True)
class About:
    """What a release was made with.

    Attributes:
        reader, extractor, terms, program: versions of what read, extracted, names the codes, and
            of the code as a whole.
        settings: what the run was told that changes tables.
        queries: the searches that brought the documents, as whoever ran them tells them.
        counts: documents by status, patients, values and the like.
    """

    reader: str
    extractor: str
    settings: dict[str, Any] = field(default_factory=dict)
    queries: tuple[dict[str, Any], ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    terms: str = field(default_factory=terms_version)
    program: str = field(default_factory=program_version)


@dataclass(frozen=True, slots=True)
class Release:
    """A release without its files.

    Attributes:
        number: from 1.
        made_at: when, in ISO 8601, as whoever made it says.
        about: what it was made with.
        changes: the changes since the one before, counted: table, change, cause, rows, fields.
    """

    number: int
    made_at: str
    about: About
    changes: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """A file of a release; `chunks` are the numbers of its parts."""

    name: str
    size: int
    sha256: str
    chunks: str


class Draft:
    """Files on their way into a release. What the latest release has is not looked at again."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._files: dict[str, _Taken] = {}
        self._fresh: dict[str, bytes] = {}
        self._kept: dict[str, int] = {}
        with reading(store.engine) as connection:
            latest = _latest(connection)
            self._before = _files(connection, latest) if latest else {}

    def taking(self, name: str, parts: Iterable[bytes]) -> Iterator[bytes]:
        """Hands a file's parts, which are whole lines, on and takes the file with the last."""
        found, size = hashlib.sha256(), 0
        splitter = chunks.Splitter()
        hashes: list[str] = []
        waiting: dict[str, bytes] = {}
        for part in parts:
            found.update(part)
            size += len(part)
            self._cut(splitter.feed(part), hashes, waiting)
            if len(waiting) >= _AT_ONCE:
                self._pack(waiting)
            yield part
        self._cut(splitter.rest(), hashes, waiting)
        self._pack(waiting)
        sha256, before = found.hexdigest(), self._before.get(name)
        if before and before.sha256 == sha256:
            self._files[name] = _Taken(size, sha256, before.chunks)
        else:
            self._files[name] = _Taken(size, sha256, hashes=hashes)

    def take(self, name: str, content: bytes) -> None:
        """Takes a file."""
        for _ in self.taking(name, [content]):
            pass

    @property
    def hashes(self) -> dict[str, str]:
        """The hash of each file that was taken."""
        return _hashes(self._files)

    def _cut(self, pieces: Iterable[bytes], hashes: list[str], waiting: dict[str, bytes]) -> None:
        for piece in pieces:
            hashes.append(chunks.part_hash(piece))
            if hashes[-1] not in self._fresh and hashes[-1] not in self._kept:
                waiting[hashes[-1]] = piece

    def _pack(self, waiting: dict[str, bytes]) -> None:
        """Packs the pieces that are not kept yet; what is packed counts until the release."""
        with reading(self._store.engine) as connection:
            self._kept |= chunks.known(connection, waiting)
        for name, one in waiting.items():
            if name not in self._kept:
                self._fresh[name] = chunks.packed(one)
        waiting.clear()

    def release(self, registry: Registry, about: About, made_at: str) -> Release | None:
        """Makes the release; None where its files are those of the latest one.

        Args:
            registry: what the files tell.
            about: what they were made with.
            made_at: when, in ISO 8601.
        """
        if self._before and _hashes(self._before) == _hashes(self._files):
            return None
        self.take(origins.FILE_NAME, origins.to_bytes(origins.origins(registry)))
        with writing(self._store.engine) as connection:
            latest = _latest(connection)
            if latest and _hashes(_files(connection, latest)) == _hashes(self._files):
                return None  # Another run made it meanwhile.
            number = (latest or 0) + 1
            self._keep(connection, number)
            row = {"number": number, "made_at": made_at, "about": _json(asdict(about))}
            connection.execute(insert(releases), [row | {"changes": "[]"}])
            if latest:
                _count_changes(connection, latest, number)
            return one_release(connection, number)

    def _keep(self, connection: Connection, number: int) -> None:
        chunks.keep(connection, self._fresh)
        numbers = self._kept | chunks.known(connection, self._fresh)
        rows = [
            {
                "release": number,
                "name": name,
                "size": taken.size,
                "sha256": taken.sha256,
                "chunks": taken.chunks or chunks.as_ranges(numbers[one] for one in taken.hashes),
            }
            for name, taken in self._files.items()
        ]
        connection.execute(insert(release_files), rows)


@dataclass(frozen=True, slots=True)
class _Taken:
    """A file that was taken: by the parts of the latest release, or by the hashes of its own."""

    size: int
    sha256: str
    chunks: str = ""
    hashes: list[str] = field(default_factory=list)


def _count_changes(connection: Connection, old: int, new: int) -> None:
    from pipeline.registry.changes import compared, counted  # It reads releases.

    found = _json(counted(compared(connection, old, new).changes))
    connection.execute(releases.update().where(releases.c.number == new).values(changes=found))


def all_releases(store: Store) -> list[Release]:
    """The releases, the first one first."""
    with reading(store.engine) as connection:
        rows = connection.execute(select(releases).order_by(releases.c.number)).mappings()
        return [_release(dict(row)) for row in rows]


def exported(store: Store, number: int) -> Iterator[tuple[str, bytes]]:
    """The files of a release as they were exported.

    Raises:
        UserError: if there is no such release, or if its bytes are not those that were kept.
    """
    with reading(store.engine) as connection:
        one_release(connection, number)
        names = sorted(name for name in _files(connection, number) if not name.startswith("."))
    for name in names:
        with reading(store.engine) as connection:
            yield name, content_of(connection, number, name)


def one_release(connection: Connection, number: int) -> Release:
    """A release by its number.

    Raises:
        UserError: if there is none; it names those that are there.
    """
    row = connection.execute(select(releases).where(releases.c.number == number)).mappings().first()
    if row is None:
        last = _latest(connection)
        there = f"there are 1 to {last}" if last else "there is none yet; `leakreg run` makes one"
        raise UserError(f"There is no release {number}: {there}.")
    return _release(dict(row))


def content_of(connection: Connection, number: int, name: str) -> bytes:
    """The bytes of a file of a release; empty where it has no such file.

    Raises:
        UserError: if they are not those that were kept.
    """
    file = _files(connection, number).get(name)
    if file is None:
        return b""
    content = chunks.joined(connection, chunks.from_ranges(file.chunks))
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise UserError(
            f"{name} of release {number} is damaged in the registry: restore it from a backup."
        )
    return content


def file_hashes(connection: Connection, number: int) -> dict[str, str]:
    """The hash of each exported file of a release."""
    return _hashes(_files(connection, number))


def counts_of(registry: Registry) -> dict[str, int]:
    """What a release's registry holds, in numbers."""
    cases = [case for study in registry.studies for case in study.outline.cases]
    found = {f"documents_{status.value}": 0 for status in Status}
    for row in registry.inputs:
        found[f"documents_{row.status.value}"] += 1
    return found | {
        "patients": len(cases),
        "values": sum(len(case.evidence) for case in cases),
        "cohorts": sum(study.outline.cohort is not None for study in registry.studies),
        "literature": sum(len(study.outline.literature) for study in registry.studies),
        "decisions": len(registry.decisions),
    }


def _hashes(files: Mapping[str, File] | Mapping[str, _Taken]) -> dict[str, str]:
    return {name: file.sha256 for name, file in files.items() if not name.startswith(".")}


def _latest(connection: Connection) -> int | None:
    found = connection.scalar(select(func.max(releases.c.number)))
    return None if found is None else int(found)


def latest_number(store: Store) -> int | None:
    """The number of the latest release, None before the first."""
    with reading(store.engine) as connection:
        return _latest(connection)


def _files(connection: Connection, number: int) -> dict[str, File]:
    query = select(release_files).where(release_files.c.release == number)
    return {
        row.name: File(row.name, row.size, row.sha256, row.chunks)
        for row in connection.execute(query)
    }


def _release(row: Mapping[str, Any]) -> Release:
    about = json.loads(row["about"])
    told = {member.name: about[member.name] for member in fields(About) if member.name in about}
    told |= {"queries": tuple(told.get("queries", ()))}
    return Release(row["number"], row["made_at"], About(**told), tuple(json.loads(row["changes"])))


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), sort_keys=True)
