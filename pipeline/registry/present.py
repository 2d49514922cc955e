"""The hashes that source files have now, those within archives too."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.ingest.archive import unpack
from pipeline.registry.model import MEMBER


def present_hashes(paths: Iterable[str], root: Path) -> dict[str, str]:
    """The SHA-256 of each source that is there; what is gone is left out.

    Args:
        paths: source paths, as the registry has them.
        root: folder to which they are relative.
    """
    found: dict[str, str] = {}
    packed: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        archive = _archive(path, root)
        if (root / path).is_file():
            found[path] = _hash(root / path)
        elif archive:
            packed[archive].append(path)
    for archive, members in packed.items():
        held = _members(archive, root)
        found |= {path: held[path] for path in members if path in held}
    return found


def _archive(path: str, root: Path) -> str:
    """The archive that a source lies in, empty where there is none."""
    parts = path.split(MEMBER)
    heads = (MEMBER.join(parts[:end]) for end in range(1, len(parts)))
    return next((head for head in heads if (root / head).is_file()), "")


def _members(archive: str, root: Path) -> dict[str, str]:
    with TemporaryDirectory() as home:
        members = unpack(root / archive, Path(home)).members
        return {f"{archive}{MEMBER}{one.name}": _hash(one.path) for one in members if one.path}


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
