"""How well patients retold from the literature are found, against the marks of the sources.

    python -m tests.golden.literature

The sources mark some of the patients they retell, not all: what is found beyond the marks is
listed to be judged by eye. What can be counted is whether a marked patient is found with age and
sex, and whether one of the document's own patients is taken for a retold one.
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus.build import SOURCES
from corpus.compose import compose
from corpus.markup import Mark, Source, parse
from corpus.render_text import render
from pipeline.document.model import Document
from pipeline.extract import extract
from pipeline.ingest.read import read_bytes
from pipeline.resolve.model import Case

Person = tuple[float | None, str]


@dataclass(frozen=True, slots=True)
class Score:
    """The persons of one source: marked as retold, marked as own, and found as retold."""

    identifier: str
    retold: tuple[Person, ...]
    own: tuple[Person, ...]
    found: tuple[Person, ...]

    @property
    def hits(self) -> list[Person]:
        return [person for person in self.retold if person in self.found]

    @property
    def missed(self) -> list[Person]:
        return [person for person in self.retold if person not in self.found]

    @property
    def unmarked(self) -> list[Person]:
        return [person for person in self.found if person not in self.retold]

    @property
    def mistaken(self) -> list[Person]:
        """Own patients that were found as retold ones."""
        return [person for person in self.unmarked if person in self.own]


def _marked(marks: Iterable[Mark], retold: bool) -> tuple[Person, ...]:
    people: dict[str, dict[str, str]] = {}
    for mark in marks:
        if mark.target != "C" and mark.target.startswith("L") is retold:
            people.setdefault(mark.target, {}).setdefault(mark.field, mark.value)
    return tuple(
        (float(p["age_years"]) if "age_years" in p else None, p.get("sex", ""))
        for p in people.values()
    )


def _person(case: Case) -> Person:
    values = case.values()
    age, sex = values.get("age_years"), values.get("sex", "")
    return (float(age) if isinstance(age, str) else None), str(sex)


def _document(source: Source, identifier: str) -> Document:
    return read_bytes(render(compose(source, identifier), "clean"))[0]


def score(path: Path) -> Score:
    """Reads one source as plain text and compares what it retells with its marks."""
    source = parse(path.read_text(encoding="utf-8"))
    found = extract(_document(source, path.stem)).literature
    return Score(
        path.stem,
        _marked(source.marks, retold=True),
        _marked(source.marks, retold=False),
        tuple(map(_person, found)),
    )


def main() -> int:
    """Prints what was found, missed and mistaken in every source."""
    scores = [score(path) for path in sorted(SOURCES.glob("*.txt"))]
    for one in scores:
        for name in ("missed", "mistaken", "unmarked"):
            for age, sex in getattr(one, name):
                print(f"{one.identifier}\t{name}\t{age}\t{sex}")
    marked, hits = sum(len(s.retold) for s in scores), sum(len(s.hits) for s in scores)
    found, mistaken = sum(len(s.found) for s in scores), sum(len(s.mistaken) for s in scores)
    print(f"marked {marked}, of these found {hits}; found in all {found}, own {mistaken}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
