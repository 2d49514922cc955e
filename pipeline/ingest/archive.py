"""Opens ZIP, tar and gzip archives into a folder, within limits; what would lead out is refused."""

import gzip
import hashlib
import os
import re
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from pipeline.ingest.outcome import Failure, FailureCode, ReadError, failed
from pipeline.ingest.read import LARGEST_FILE

MOST_MEMBERS = 5_000
LARGEST_UNPACKED = 2_000_000_000
# Articles shrink to a tenth or so; what shrinks to less than a hundredth is nothing over and over.
_HIGHEST_RATIO = 100
_SUSPICIOUS = 20_000_000
_CHUNK = 1 << 20

_ZIP, _GZIP, _TAR, _TAR_AT = b"PK", b"\x1f\x8b", b"ustar", 257
# What an Office document or an e-book has first: these are documents and no archives of such.
_OFFICE = re.compile(rb"PK\x03\x04.{26}(?:\[Content_Types\]|_rels/|docProps/|word/|mimetype)", re.S)
_DOCUMENT_PARTS = frozenset(["[Content_Types].xml", "word/document.xml", "mimetype"])
_HIDDEN = re.compile(r"(?:^|/)(?:\.[^/]|__MACOSX/)")
_LEADS_OUT = re.compile(r"^(?:[/\\]|[A-Za-z]:[/\\])|(?:^|[/\\])\.\.(?:[/\\]|$)|\x00")
_BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive: its name there, and where it lies now or why it does not."""

    name: str
    path: Path | None = None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What an archive held.

    Attributes:
        members: its files.
        failure: why the archive itself, or its rest, was not opened.
        is_document: whether it is a document and no archive of such, as Word's are.
    """

    members: tuple[Member, ...] = ()
    failure: Failure | None = None
    is_document: bool = False


def may_be_archive(path: Path) -> bool:
    """Whether a file begins as an archive does, told without opening it as one."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            head = file.read(512)
    except OSError:
        return False
    packed = head.startswith((_ZIP, _GZIP)) or head[_TAR_AT:].startswith(_TAR)
    return packed and not _OFFICE.match(head)


def unpack(path: Path, home: Path) -> Unpacked:
    """Writes the files of an archive into a folder of its own, under names of its own.

    Args:
        path: of the archive.
        home: where its folder is made.

    Folders and hidden files are passed over. A link, a device or a name that leads out of the
    archive fails by itself; an archive beyond the limits fails as a whole.
    """
    folder = home / hashlib.sha256(os.fsencode(path)).hexdigest()
    folder.mkdir()
    writer = _Writer(folder, path.stat().st_size)
    try:
        if _is_document(path):
            return Unpacked(is_document=True)
        for member in _members(path, writer):
            writer.members.append(member)
    except ReadError as error:
        return Unpacked((), failed(error.code, error.detail).failure)
    except _BROKEN as error:
        detail = f"The archive is cut off or damaged: {error}."
        return Unpacked(tuple(writer.members), failed(FailureCode.CORRUPT, detail).failure)
    if not writer.members:
        return Unpacked((), failed(FailureCode.EMPTY, "The archive holds no file.").failure)
    return Unpacked(tuple(writer.members))


def _is_document(path: Path) -> bool:
    """Whether a ZIP is an Office document or an e-book, whatever stands first in it."""
    with path.open("rb") as file:
        if file.read(len(_ZIP)) != _ZIP:
            return False
    with zipfile.ZipFile(path) as archive:
        return not _DOCUMENT_PARTS.isdisjoint(archive.namelist())


def _members(path: Path, writer: "_Writer") -> Iterator[Member]:
    with path.open("rb") as file:
        head = file.read(512)
    if head.startswith(_ZIP):
        return _of_zip(path, writer)
    return _of_tar(path, writer) if _is_tar(path) else _of_gzip(path, writer)


def _is_tar(path: Path) -> bool:
    try:
        with tarfile.open(path, "r|*") as archive:
            return archive.next() is not None
    except tarfile.ReadError:
        return False


class _Readable(Protocol):
    """What bytes can be read from."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end."""
        ...


class _Writer:
    """Writes members and keeps account of their number and size."""

    def __init__(self, folder: Path, packed: int) -> None:
        self._folder = folder
        self._packed = packed
        self._size = 0
        self._seen = 0
        self.members: list[Member] = []

    def named(self, name: str) -> str:
        """The name of the next member, told apart from an equal one before it.

        Raises:
            ReadError: TOO_LARGE where there are too many.
        """
        self._seen += 1
        if self._seen > MOST_MEMBERS:
            raise ReadError(
                FailureCode.TOO_LARGE, f"The archive holds over {MOST_MEMBERS:,} files."
            )
        same = sum(member.name.partition("#")[0] == name for member in self.members)
        return f"{name}#{same + 1}" if same else name

    def write(self, name: str, source: _Readable) -> Member:
        """Writes one member.

        Raises:
            ReadError: TOO_LARGE, or HOSTILE for a bomb, where the archive is beyond the limits.
        """
        path = self._folder / str(self._seen)
        written = 0
        with path.open("wb") as file:
            while chunk := source.read(_CHUNK):
                written += len(chunk)
                self._size += len(chunk)
                self._check()
                if written <= LARGEST_FILE:
                    file.write(chunk)
        if written > LARGEST_FILE:
            path.unlink()
            return refused(name, FailureCode.TOO_LARGE, "The file is larger than any article.")
        return Member(name, path)

    def _check(self) -> None:
        if self._size > max(_SUSPICIOUS, _HIGHEST_RATIO * self._packed):
            raise ReadError(
                FailureCode.HOSTILE, "The archive unpacks to over a hundred times its size."
            )
        if self._size > LARGEST_UNPACKED:
            size = LARGEST_UNPACKED // 1_000_000_000
            raise ReadError(FailureCode.TOO_LARGE, f"The archive unpacks to over {size} GB.")


def refused(name: str, code: FailureCode, detail: str) -> Member:
    """A member that was not written, with the reason."""
    return Member(name, failure=failed(code, detail).failure)


def _passed_over(name: str) -> bool:
    return bool(_HIDDEN.search(name)) and not _LEADS_OUT.search(name)


def _unsafe(name: str, is_link: bool) -> str:
    """Why a member must not be opened, empty where it may."""
    if _LEADS_OUT.search(name):
        return "The name leads out of the archive."
    return "The archive holds a link or a device in place of a file." if is_link else ""


def _of_zip(path: Path, writer: _Writer) -> Iterator[Member]:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            # The name as it is written: zipfile makes a harmless one of it.
            raw = info.orig_filename
            if info.is_dir() or _passed_over(raw):
                continue
            name = writer.named(raw)
            if reason := _unsafe(raw, stat.S_ISLNK(info.external_attr >> 16)):
                yield refused(name, FailureCode.HOSTILE, reason)
            elif info.flag_bits & 1:
                yield refused(name, FailureCode.ENCRYPTED, "The archive asks for a password.")
            else:
                yield _zipped(archive, info, name, writer)


def _zipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, writer: _Writer) -> Member:
    try:
        with archive.open(info) as source:
            return writer.write(name, source)
    except NotImplementedError as error:
        return refused(name, FailureCode.UNSUPPORTED, f"The archive is packed otherwise: {error}.")
    except _BROKEN as error:
        return refused(name, FailureCode.CORRUPT, f"The file is damaged in the archive: {error}.")


def _of_tar(path: Path, writer: _Writer) -> Iterator[Member]:
    with tarfile.open(path, "r|*") as archive:
        for info in archive:
            if info.isdir() or _passed_over(info.name):
                continue
            name = writer.named(info.name.removeprefix("./"))
            if reason := _unsafe(info.name, not info.isfile()):
                yield refused(name, FailureCode.HOSTILE, reason)
            elif source := archive.extractfile(info):
                yield writer.write(name, source)


def _of_gzip(path: Path, writer: _Writer) -> Iterator[Member]:
    with gzip.open(path) as source:
        yield writer.write(writer.named(PurePosixPath(path.name).stem), source)
