"""What releases cost: a registry of many documents that grows week by week.

    python -m benchmarks.bench_releases REGISTRY_DIR [--documents 10000] [--weeks 100] [--new 100]

The tables of a run are repeated under other identifiers until there are enough documents. Every
week brings new ones anywhere among the old, and a fifth as many rows that change.
"""

import argparse
import csv
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.export.cells import csv_lines
from pipeline.registry.model import Registry
from pipeline.registry.releases import About, Draft
from pipeline.registry.store import FILE_NAME, open_store

TABLES = ("registry.csv", "evidence.csv", "documents.csv", "cohorts.csv", "cohort_evidence.csv",
          "literature_cases.csv", "literature_evidence.csv", "prevalence.csv")  # fmt: skip
Rows = dict[str, list[list[str]]]
MEGA = 1 << 20


class Library:
    """Documents with their rows in every table."""

    def __init__(self, folder: Path) -> None:
        self.headers: dict[str, list[str]] = {}
        self.documents: dict[str, Rows] = {}
        for name in TABLES:
            with (folder / name).open(encoding="utf-8", newline="") as file:
                self.headers[name], *rows = csv.reader(file)
            column = "study" if name == "prevalence.csv" else "document_id"
            place = self.headers[name].index(column)
            for row in rows:
                self.documents.setdefault(row[place], {}).setdefault(name, []).append(row)
        self.names = sorted(self.documents)

    def rows(self, number: int, table: str, edited: set[int]) -> Iterator[list[str]]:
        """The rows of the document of that number; an edited one says something else."""
        old = self.names[number % len(self.names)]
        new = f"{number * 7919 % 100_000_007:08}"
        for row in self.documents[old].get(table, ()):
            changed = [cell.replace(old, new) for cell in row]
            if number in edited and table in ("registry.csv", "evidence.csv"):
                changed[-2] = "0.5"
            yield changed

    def files(self, numbers: Sequence[int], edited: set[int]) -> Iterator[tuple[str, bytes]]:
        """The tables of documents by their numbers."""
        ordered = sorted(numbers, key=lambda number: number * 7919 % 100_000_007)
        for name in TABLES:
            rows = (row for number in ordered for row in self.rows(number, name, edited))
            yield name, b"".join(csv_lines(self.headers[name], rows))


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description="Measures what releases cost.")
    parser.add_argument("folder", type=Path, metavar="REGISTRY_DIR")
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--weeks", type=int, default=100)
    parser.add_argument("--new", type=int, default=100)
    options = parser.parse_args()
    library, draw = Library(options.folder), random.Random(1)
    edited: set[int] = set()
    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / FILE_NAME
        with open_store(path) as store:
            for week in range(options.weeks + 1):
                count = options.documents + week * options.new
                edited |= set(draw.sample(range(count), options.new // 5 if week else 0))
                files = list(library.files(range(count), edited))
                began = time.process_time()
                draft = Draft(store)
                for name, content in files:
                    draft.take(name, content)
                draft.release(Registry(), About("r", "e", terms="t", program="p"), str(week))
                if week % 10 == 0 or week == 1:
                    spent = time.process_time() - began
                    size = sum(len(content) for _, content in files)
                    kept = path.stat().st_size
                    print(f"release {week + 1:4}: tables {size / MEGA:6.1f} MB, all releases kept "
                          f"in {kept / MEGA:6.1f} MB, {spent:5.2f} s CPU", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
