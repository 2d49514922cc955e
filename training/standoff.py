"""MACCROBAT: its documents line by line, its entities, and how found ones are scored."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.pieces import Vocabulary
from training.window import Window, window

SPLIT = "split.json"
#: First sign, the sign after the last, and type.
Entity = tuple[int, int, str]
#: Entities with their documents.
Entities = set[tuple[str, Entity]]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text as a window, where it begins, and its entities; offsets into the text."""

    document: str
    start: int
    window: Window
    entities: tuple[Entity, ...]


def entities(annotation: str) -> list[Entity]:
    """The entities of a standoff file; a parted one from its first to its last sign."""
    found = set()
    for row in annotation.splitlines():
        if row.startswith("T"):
            kind, _, places = row.split("\t")[1].partition(" ")
            numbers = [int(n) for part in places.split(";") for n in part.split()]
            found.add((min(numbers), max(numbers), kind))
    return sorted(found)


def split(folder: Path) -> dict[str, list[str]]:
    """The documents of `train`, `dev` and `test`, as `split.json` divides them."""
    names: dict[str, list[str]] = json.loads((folder / SPLIT).read_text(encoding="utf-8"))
    return names


def read(folder: Path, names: Sequence[str], cut: Vocabulary) -> Iterator[Line]:
    """The lines of some documents, each with what the line before it says."""
    for name in names:
        text = (folder / f"{name}.txt").read_text(encoding="utf-8")
        told = entities((folder / f"{name}.ann").read_text(encoding="utf-8"))
        at, before = 0, ""
        for line in text.splitlines(keepends=True):
            end = at + len(line)
            inside = tuple(e for e in told if at <= e[0] < end)
            if line.strip():
                yield Line(name, at, window(cut, before, line), inside)
                before = line
            at = end


def strict(found: Entities, gold: Entities) -> tuple[float, float, float]:
    """Micro precision, recall and F1 of exact entities."""
    right = len(found & gold)
    precision, recall = right / max(1, len(found)), right / max(1, len(gold))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)
