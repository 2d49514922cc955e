"""Knows files again without reading them, as long as the file system tells of no change."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.ingest.archive import may_be_archive
from pipeline.inputs import shown
from pipeline.registry.model import Input, Look
from pipeline.work import fingerprint

UNSURE_NS = 3_000_000_000
"""Age below which a change may be followed by another one that leaves the same times."""


@dataclass(slots=True)
class Glance:
    """What is known of files, and what is learnt about others.

    Attributes:
        known: the files that were looked at before, by absolute path.
        fresh: the files that were read now and can be known again.
    """

    known: Mapping[str, Look] = field(default_factory=dict)
    fresh: list[Look] = field(default_factory=list)
    _seen: dict[Path, tuple[Input, bool]] = field(default_factory=dict)

    def fingerprint(self, path: Path) -> Input:
        """The file as an input; its bytes are read where they may have changed."""
        return self._look(path)[0]

    def may_be_archive(self, path: Path) -> bool:
        """Whether the file begins as an archive does."""
        return self._look(path)[1]

    def _look(self, path: Path) -> tuple[Input, bool]:
        if path not in self._seen:
            self._seen[path] = self._first_look(path)
        return self._seen[path]

    def _first_look(self, path: Path) -> tuple[Input, bool]:
        mark = _mark(path)  # Before the bytes are read: what changes meanwhile is seen next time.
        place = str(path.absolute())
        known = self.known.get(place)
        if known and known.mark == mark:
            return _known(path, known), known.packed
        found, packed = fingerprint(path), may_be_archive(path)
        if mark and found.sha256 and place == shown(place):
            self.fresh.append(Look(place, mark, found.sha256, packed))
        return found, packed


def _known(path: Path, look: Look) -> Input:
    return Input(path.as_posix(), look.sha256)


def _mark(path: Path) -> str:
    """What tells a file from what it was before; empty where that is unsure.

    A file that was written a moment ago, or at a time that is yet to come, may be written again
    without another time or size.
    """
    try:
        found = path.stat()
    except OSError:
        return ""
    if time.time_ns() - max(found.st_mtime_ns, found.st_ctime_ns) < UNSURE_NS:
        return ""
    times = (found.st_mtime_ns, found.st_ctime_ns)
    return ":".join(map(str, (found.st_size, *times, found.st_dev, found.st_ino)))
