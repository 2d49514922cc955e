"""The parts of a Word document, unpacked within limits; nothing that it links to is opened."""

import io
import posixpath
import zipfile

from lxml import etree

from pipeline.ingest.markup import child, local, parse_xml
from pipeline.ingest.outcome import FailureCode, ReadError

_LARGEST_PART = 100_000_000
_LARGEST_TOTAL = 300_000_000
_MOST_PARTS = 5_000
_HIGHEST_RATIO = 200
_MAIN = "word/document.xml"


def attribute(element: etree._Element, name: str) -> str:
    """An attribute in the namespace of its element, empty where it has none."""
    return element.get(f"{str(element.tag).rpartition('}')[0]}}}{name}") or ""


class Package:
    """An opened document.

    Args:
        data: the bytes of the file.

    Raises:
        ReadError: HOSTILE for archives that unpack without end, TOO_LARGE, ENCRYPTED, CORRUPT.
    """

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        _check(self._archive)
        self._names = frozenset(self._archive.namelist())
        self._main = self._target("_rels/.rels", "", "officeDocument") or _MAIN

    def body(self) -> etree._Element:
        """The body of the document.

        Raises:
            ReadError: CORRUPT where there is none.
        """
        root = self._parsed(self._main)
        body = child(root, "body") if root is not None else None
        if body is None:
            raise ReadError(FailureCode.CORRUPT, "Parts of the Word document are missing.")
        return body

    def part(self, kind: str) -> etree._Element | None:
        """A part beside the main one ("styles", "footnotes", "endnotes"), None without it."""
        folder, name = posixpath.split(self._main)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        return self._parsed(self._target(relations, folder, kind))

    def _target(self, relations: str, folder: str, kind: str) -> str:
        """The part that a relation of a kind names; what lies outside is none."""
        root = self._parsed(relations)
        for relation in () if root is None else root:
            if not (relation.get("Type") or "").endswith(f"/{kind}"):
                continue
            target = relation.get("Target") or ""
            name = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            if relation.get("TargetMode") != "External" and name in self._names:
                return name
        return ""

    def _parsed(self, name: str) -> etree._Element | None:
        return parse_xml(self._archive.read(name)) if name in self._names else None


def _check(archive: zipfile.ZipFile) -> None:
    """Looks at sizes before anything is unpacked."""
    parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    if len(parts) > _MOST_PARTS or total > _LARGEST_TOTAL:
        raise ReadError(FailureCode.HOSTILE, "The archive unpacks to an absurd size.")
    if total > 1_000_000 and total / packed > _HIGHEST_RATIO:
        raise ReadError(FailureCode.HOSTILE, "The archive is a zip bomb by its ratio.")
    if any(part.flag_bits & 1 for part in parts):
        raise ReadError(FailureCode.ENCRYPTED, "The archive is locked with a password.")
    if any(part.file_size > _LARGEST_PART for part in parts):
        raise ReadError(FailureCode.TOO_LARGE, "A part of the document is too large.")


def properties(element: etree._Element) -> dict[str, etree._Element]:
    """What stands in the properties of a paragraph, run, table, row or cell, by name."""
    for below in element:
        if local(below) in ("pPr", "rPr", "tblPr", "trPr", "tcPr"):
            return {local(one): one for one in below}
    return {}


def is_on(switch: etree._Element | None) -> bool:
    """Whether a property that is on or off is there and on."""
    return switch is not None and attribute(switch, "val") not in ("0", "false", "off", "none")
