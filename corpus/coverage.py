"""What the sources hold: documents with each trap, patients with each field and code.

    python -m corpus.coverage           over corpus/sources
    python -m corpus.coverage DIR       over the sources in DIR

A patient counts once a row. A value that is found and also denied or left open is found, as in
the gold; cases of the literature are no patients here.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.build import SOURCES
from corpus.markup import Source, parse
from pipeline.evidence import State
from pipeline.fields import CASE_FIELDS

TRAPS = Path(__file__).parent / "traps.tsv"

Finding = tuple[str, str, State]


def trap_names(path: Path = TRAPS) -> list[str]:
    """The names that the `traps:` line of a source may use, in their order."""
    rows = path.read_text(encoding="utf-8").splitlines()[1:]
    return [row.partition("\t")[0] for row in rows]


def traps_of(source: Source) -> list[str]:
    """The traps that a source says it holds."""
    listed = source.header.get("traps", "").split(",")
    return [name.strip() for name in listed if name.strip()]


def read_sources(folder: Path) -> dict[str, Source]:
    """The parsed sources of a folder by their identifiers."""
    paths = sorted(folder.glob("*.txt"))
    return {path.stem: parse(path.read_text(encoding="utf-8")) for path in paths}


def count_traps(sources: Iterable[Source]) -> Counter[str]:
    """How many documents hold each trap."""
    return Counter(name for source in sources for name in dict.fromkeys(traps_of(source)))


def _findings(source: Source) -> Iterator[Finding]:
    """Field, code and state, once a patient; an empty code stands for the field as a whole."""
    own = [mark for mark in source.marks if mark.target.isdigit()]
    marked = dict.fromkeys((m.target, m.field, m.value, m.state) for m in own)
    states = [
        (target, field, value, state)
        for target, field, value, state in marked
        if state is State.PRESENT or (target, field, value, State.PRESENT) not in marked
    ]
    for _, field, value, state in states:
        yield field, value, state
    for _, field, state in dict.fromkeys((t, f, s) for t, f, _, s in states):
        yield field, "", state


def count_findings(sources: Iterable[Source]) -> Counter[Finding]:
    """In how many patients each field and each code is present, denied and left open."""
    return Counter(finding for source in sources for finding in _findings(source))


def main(arguments: list[str]) -> int:
    """Prints two tab-separated tables: traps by documents, fields and codes by patients."""
    parser = argparse.ArgumentParser(prog="python -m corpus.coverage", description=__doc__)
    parser.add_argument("folder", metavar="DIR", nargs="?", type=Path, default=SOURCES)
    sources = read_sources(parser.parse_args(arguments).folder).values()
    traps, findings = count_traps(sources), count_findings(sources)
    print("trap\tdocuments")
    for name in trap_names():
        print(f"{name}\t{traps[name]}")
    print("\nfield\tcode\tpresent\tdenied\tleft open")
    for spec in CASE_FIELDS:
        for code in ("", *spec.codes):
            counts = "\t".join(str(findings[spec.name, code, state]) for state in State)
            print(f"{spec.name}\t{code}\t{counts}")
    print(f"{len(sources)} documents", file=sys.stderr)
    return 0 if sources else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
