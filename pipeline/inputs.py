"""Which files take part in a run.

A folder is walked to its bottom. Names that begin with a dot are passed over, and so is what a
folder's `.leakregignore` names: one pattern a line (`*.py`, `drafts`), `!` before a pattern takes
back what an earlier one ignored, the last pattern that matches decides. A link is followed as far
as it stays within what was given: who hands over a folder does not mean the whole disk.
"""

import os
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from operator import attrgetter
from pathlib import Path

from pipeline.errors import UserError

IGNORE_FILE = ".leakregignore"
FETCH_LOG = "fetch_log.jsonl"
"""Stands beside fetched articles and is none of them."""


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files that the paths name or hold, each once, in a stable order.

    Raises:
        UserError: if a path does not exist or a folder cannot be opened, or if there is no file.
    """
    given = list(paths)
    roots = frozenset(map(_real, given))
    found: dict[Path, Path] = {}
    for real, path in (one for folder in given for one in _under(folder, roots)):
        found.setdefault(real, path)
    if not found:
        names = ", ".join(map(str, given))
        raise UserError(f"There is no document in {names}: put articles there, or name others.")
    return sorted(found.values(), key=Path.as_posix)


def leading_out(paths: Iterable[Path], given: Iterable[Path]) -> frozenset[Path]:
    """Those of the paths that are links to somewhere beside all that was given."""
    roots = frozenset(map(_real, given))
    # No folder is walked that lies outside, so that only a link leads there.
    return frozenset(
        path for path in paths if path.is_symlink() and _is_outside(_real(path), roots)
    )


def shown(name: str) -> str:
    """A file's name as tables can hold it: bytes that are no UTF-8 are written out."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _real(path: Path) -> Path:
    """Where a path leads; unlike `Path.resolve`, a link that leads to itself is no error."""
    return Path(os.path.realpath(path))


def _is_outside(real: Path, roots: frozenset[Path]) -> bool:
    return roots.isdisjoint([real, *real.parents])


_Found = tuple[Path, Path]
"""Where a path leads, and the path."""


def _under(path: Path, roots: frozenset[Path]) -> list[_Found]:
    if not path.exists():
        raise UserError(f"There is no file or folder {path}: check the name.")
    real = _real(path)
    if not path.is_dir():
        return [(real, path)]
    try:
        return list(_files(real, path, frozenset(), roots))
    except PermissionError as error:
        raise UserError(
            f"The folder {error.filename} cannot be opened: change its permissions."
        ) from error


def _files(
    here: Path, folder: Path, above: frozenset[Path], roots: frozenset[Path]
) -> Iterator[_Found]:
    """The files of a folder, which really is `here`."""
    if here in above:  # A link that leads back up has no new files.
        return
    ignored = _patterns(folder)
    for entry in _entries(folder):
        hidden = entry.name.startswith(".") or entry.name == FETCH_LOG
        if hidden or _is_ignored(entry.name, ignored):
            continue
        path = folder / entry.name
        if not entry.is_symlink() and entry.is_file():  # Most are: nothing more is asked of them.
            yield here / entry.name, path
            continue
        real = _real(path)
        if path.is_dir() and not _is_outside(real, roots):
            yield from _files(real, path, above | {here}, roots)
        else:
            yield real, path


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=attrgetter("name"))


def _patterns(folder: Path) -> list[str]:
    path = folder / IGNORE_FILE
    if not path.is_file():
        return []
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _is_ignored(name: str, patterns: Iterable[str]) -> bool:
    ignored = False
    for pattern in patterns:
        if fnmatchcase(name, pattern.removeprefix("!").rstrip("/")):
            ignored = not pattern.startswith("!")
    return ignored
