"""What each document of a release was made from, so that a change can be told its cause."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from pipeline.reasons import ReasonCode
from pipeline.registry.codes import Status
from pipeline.registry.model import InputRow, Registry
from pipeline.registry.serialise import to_json

FILE_NAME = ".origins.jsonl"
"""Kept with the files of a release and not exported with them."""
NOTICE = " (notice)"
"""Tells a notice from the article whose identifier it bears."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A document of a release and what it came from.

    Attributes:
        name: its document_id; with `NOTICE` where it is a notice.
        files: its files' paths and, by them, their hashes and places of the document in them.
        content_key: hash of the document whose text is used; empty where none was read.
        status: what became of it.
        marks: retracted and the like.
        decisions: case, field and id of each decision on its cases.
    """

    name: str
    files: dict[str, str]
    content_key: str
    status: str
    marks: tuple[str, ...]
    decisions: tuple[tuple[str, str, str], ...]

    @property
    def read(self) -> bool:
        """Whether the document could be read and extracted."""
        return self.status != Status.FAILED


def origins(registry: Registry) -> list[Origin]:
    """What the documents of a registry came from, by name."""
    rows: dict[str, list[InputRow]] = defaultdict(list)
    for row in registry.inputs:
        rows[named(row.document_id, row.reason_code)].append(row)
    decisions = {
        study.document_id: tuple(
            (f"{study.document_id}-{review.number}", field, name)
            for review in study.reviews
            for field, name in review.decisions
        )
        for study in registry.studies
    }
    return [_origin(name, rows[name], decisions.get(name, ())) for name in sorted(rows)]


def named(document_id: str, reason_code: str) -> str:
    """A document's name among those of a release."""
    return document_id + NOTICE if reason_code == ReasonCode.NOTICE else document_id


def to_bytes(found: Iterable[Origin]) -> bytes:
    """Origins as lines of JSON."""
    return "".join(f"{to_json(one)}\n" for one in found).encode()


def from_bytes(*contents: bytes) -> list[dict[str, Origin]]:
    """Reads what `to_bytes` wrote of several releases, each by name; most lines are in all."""
    told = [content.decode().splitlines() for content in contents]
    parsed = {line: _parsed(line) for line in dict.fromkeys(chain.from_iterable(told))}
    return [{parsed[line].name: parsed[line] for line in lines} for lines in told]


def _parsed(line: str) -> Origin:
    data = json.loads(line)
    decisions = tuple((case, field, name) for case, field, name in data["decisions"])
    return Origin(**(data | {"marks": tuple(data["marks"]), "decisions": decisions}))


def _origin(name: str, rows: list[InputRow], decisions: tuple[tuple[str, str, str], ...]) -> Origin:
    main = next((row for row in rows if row.status is not Status.DUPLICATE), rows[0])
    files = {f"{row.source_path}:{row.position}": f"{row.sha256}:{row.position}" for row in rows}
    marks = tuple(mark.value for mark in main.marks)
    return Origin(name, files, main.content_key, main.status.value, marks, decisions)
