"""Which lines of the tables are whose, so that those of unchanged documents are copied.

The lines of a study follow from what it says, its document's name and data, and the program. Where
none of that has changed they are those of before, and are taken from the tables that lie in the
output folder, as long as these are, to the byte, what was written there.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from pathlib import Path

from pipeline.export.cases import LITERATURE_CASES, REGISTRY
from pipeline.export.cohorts import COHORTS, PREVALENCE
from pipeline.export.evidence import COHORT_EVIDENCE, EVIDENCE, LITERATURE_EVIDENCE
from pipeline.export.table import StudyTable, in_blocks
from pipeline.registry.model import Study
from pipeline.registry.serialise import from_json, to_json
from pipeline.registry.study_flags import SAME_PATIENT
from pipeline.version import program_version, terms_version

STUDY_TABLES = (
    REGISTRY,
    EVIDENCE,
    COHORTS,
    COHORT_EVIDENCE,
    PREVALENCE,
    LITERATURE_CASES,
    LITERATURE_EVIDENCE,
)


@dataclass(frozen=True, slots=True)
class _Shared:
    """A table that was written; `sizes` are the bytes of its header, then of each study."""

    name: str
    sha256: str
    sizes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Written:
    """Tables that were written, by what program, and the keys of the studies in them."""

    program: str
    keys: tuple[str, ...]
    tables: tuple[_Shared, ...]


class Shares:
    """Makes the lines of studies, or copies them.

    Args:
        told: what `told` gave of the tables that lie in the folder; empty where nothing is known.
        out: the folder.
    """

    def __init__(self, told: str = "", out: Path = Path()) -> None:
        self._out = out
        self._before: dict[str, _Shared] = {}
        self._places: dict[str, int] = {}
        self._studies: Sequence[Study] = ()
        self._keys: list[str] = []
        self._made: dict[str, dict[int, bytes]] = {}
        self._sizes: dict[str, list[int]] = {}
        if told:
            self._know(from_json(_Written, told))

    def _know(self, written: _Written) -> None:
        lie_there = all(_size(self._out / one.name) == sum(one.sizes) for one in written.tables)
        if lie_there and written.program == _program():
            self._before = {one.name: one for one in written.tables}
            self._places = {key: place for place, key in enumerate(written.keys) if key}

    def take(self, studies: Sequence[Study]) -> None:
        """Takes the studies of a registry, in the order of its tables."""
        self._studies = studies
        self._keys = [_key(study) for study in studies]
        self._made = {table.filename: {} for table in STUDY_TABLES}
        for place, study in enumerate(studies):
            if self._keys[place] not in self._places:
                whole = study.opened()
                for table in STUDY_TABLES:
                    self._made[table.filename][place] = table.lines(whole)

    def parts(self, table: StudyTable) -> Iterator[bytes]:
        """A table of these studies in blocks; once the last was taken it counts as written."""
        sizes = self._sizes[table.filename] = []
        yield from in_blocks(_sized(chain([table.beginning], self._lines(table)), sizes))

    def _lines(self, table: StudyTable) -> Iterator[bytes]:
        made = self._made.pop(table.filename)
        before = self._before.get(table.filename)
        content = _content(self._out / before.name, before.sha256) if before else None
        ends = list(accumulate(before.sizes)) if before else []
        for place, key in enumerate(self._keys):
            if place in made:
                yield made.pop(place)
            elif content is None:  # Somebody touched this table alone.
                yield table.lines(self._studies[place].opened())
            else:
                old = self._places[key]
                yield content[ends[old] : ends[old + 1]]

    def told(self, hashes: Mapping[str, str]) -> str:
        """What is to be kept of the tables that were written.

        Args:
            hashes: of the files, by name.
        """
        shared = (_Shared(name, hashes[name], tuple(sizes)) for name, sizes in self._sizes.items())
        return to_json(_Written(_program(), tuple(self._keys), tuple(shared)))


def _sized(parts: Iterable[bytes], sizes: list[int]) -> Iterator[bytes]:
    """The parts, the size of each taken down."""
    for part in parts:
        sizes.append(len(part))
        yield part


def _program() -> str:
    return f"{program_version()} {terms_version()}"


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else -1


def _content(path: Path, sha256: str) -> bytes | None:
    """A table as it was written, None where it is not."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == sha256 else None


def _key(study: Study) -> str:
    """Names all that the lines of a study follow from; empty where they are made in any case."""
    if not study.key:
        return ""
    paired = (case.number for case in study.outline.cases if SAME_PATIENT in case.flags)
    return " ".join([study.key, *map(str, paired)])
