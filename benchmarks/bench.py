"""Speed of each stage and memory, on the corpus.

    python -m benchmarks.bench [--documents N] [FOLDER]

Speeds are per CPU-second of one process, once everything is loaded; memory is that of one process
that does all the stages over N documents. The start is `leakreg extract` of a short article of each
format, from the command to its end.
"""

import argparse
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path

from pipeline.annotate.nlp import Annotator
from pipeline.export.release import export_all
from pipeline.ingest.outcome import Outcome
from pipeline.ingest.read import READER_VERSION, read_file
from pipeline.inputs import find_files
from pipeline.registry.identity import content_key
from pipeline.registry.model import Input
from pipeline.registry.store import FILE_NAME, open_store
from pipeline.settings import DEFAULT_INPUT
from pipeline.work import extractor

if sys.platform != "win32":
    import resource

VERSION = "bench"
ROUNDS = 3
STARTS = 5


class Clock:
    """CPU-seconds by stage."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Counts what is done inside to a stage."""
        began = time.process_time()
        yield
        self.seconds[name] += time.process_time() - began


def main() -> int:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description="Measures speed and memory on the corpus.")
    parser.add_argument("--documents", type=int, default=2000, help="for the memory (2000)")
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT_INPUT)
    given = parser.parse_args()
    wanted = given.documents
    outcomes = [(path, read_file(path)) for path in find_files([given.folder])]
    _reading(outcomes)
    print()
    texts = [path for path, one in outcomes if _format(one) == "text"]
    _whole_way(texts, [path for path, _ in outcomes if path not in texts])
    print()
    shortest = sorted(outcomes, key=lambda one: -sum(d.words for d in one[1].documents))
    _start({_format(one): path for path, one in shortest if one.documents})
    print()
    _memory([path for path, _ in outcomes], wanted)
    return 0


def _format(outcome: Outcome) -> str:
    return outcome.documents[0].format if outcome.documents else "failed"


def _reading(outcomes: Sequence[tuple[Path, Outcome]]) -> None:
    """Files, pages and words a CPU-second into a Document, by format."""
    print(f"{'reading':10} {'files':>6} {'files/s':>9} {'pages/s':>9} {'words/s':>11}")
    for name in sorted({_format(one) for _, one in outcomes}):
        mine = [(path, one) for path, one in outcomes if _format(one) == name] * ROUNDS
        began = time.process_time()
        for path, _ in mine:
            read_file(path)
        spent = time.process_time() - began
        documents = [document for _, one in mine for document in one.documents]
        pages = sum(document.pages or 0 for document in documents)
        words = sum(document.words for document in documents)
        print(
            f"{name:10} {len(mine) // ROUNDS:6} {len(mine) / spent:9.1f} "
            f"{pages / spent:9.1f} {words / spent:11,.0f}"
        )


def _whole_way(paths: Sequence[Path], others: Sequence[Path]) -> None:
    """Text through all stages: the share of each, and words a CPU-second.

    Other documents go first, so that everything is loaded; each text goes once, for what is kept
    of a sentence would speed up the next time.
    """
    _round(others, Clock())
    clock = Clock()
    words = _round(paths, clock)
    clock.seconds["resolve"] -= clock.seconds["annotate"]  # Extraction does both.
    total = sum(clock.seconds.values())
    print(f"{'stage':10} {'share':>6} {'words/s':>11}")
    for name, spent in clock.seconds.items():
        print(f"{name:10} {spent / total:6.0%} {words / spent:11,.0f}")
    print(f"{'all':10} {1:6.0%} {words / total:11,.0f}")


def _round(paths: Sequence[Path], clock: Clock) -> int:
    extract, annotator = extractor(None), Annotator()
    inputs = [Input(path.as_posix(), path.stem) for path in paths]
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / FILE_NAME) as store:
        with clock.stage("read"):
            outcomes = [read_file(path) for path in paths]
        documents = [document for outcome in outcomes for document in outcome.documents]
        with clock.stage("annotate"):
            for document in documents:
                annotator.annotate(document)
        with clock.stage("resolve"):
            found = [extract(document) for document in documents]
        with clock.stage("record"):
            store.save_outcomes(
                [(one.sha256, outcome) for one, outcome in zip(inputs, outcomes, strict=True)],
                READER_VERSION,
            )
            keys = map(content_key, documents)
            store.save_extractions(list(zip(keys, found, strict=True)), VERSION)
        with clock.stage("export"):
            registry = store.record_run(inputs, READER_VERSION, VERSION)
            export_all(registry, Path(folder))
    return sum(document.words for document in documents)


def _start(paths: Mapping[str, Path]) -> None:
    """Wall and CPU time of the command, with all its processes: medians, after a first time."""
    print(f"{'start':10} {'seconds':>9} {'CPU-s':>9}")
    for name, path in sorted(paths.items()):
        command = [sys.executable, "-m", "pipeline.cli", "extract", str(path)]
        spent = []
        for _ in range(1 + STARTS):
            began, before = time.perf_counter(), os.times()
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
            now = os.times()
            cpu = sum(now[2:4]) - sum(before[2:4])
            spent.append((time.perf_counter() - began, cpu))
        wall, cpu = (statistics.median(column) for column in zip(*spent[1:], strict=True))
        print(f"{name:10} {wall:9.2f} {cpu:9.2f}")


def _memory(paths: Sequence[Path], wanted: int) -> None:
    """Resident memory of a process that reads and extracts many documents."""
    extract = extractor(None)
    steps = {max(1, wanted * quarter // 4) for quarter in range(1, 5)}
    print(f"{'documents':10} {'resident MB':>11}")
    print(f"{'none':10} {_resident_mb():11.0f}")
    for number, path in enumerate(islice(cycle(paths), wanted), start=1):
        for document in read_file(path).documents:
            extract(document)
        if number in steps:
            print(f"{number:<10} {_resident_mb():11.0f}")


def _resident_mb() -> float:
    """Resident memory of this process now; where the system does not tell, its peak so far.

    Windows tells neither to Python: not a number.
    """
    status = Path("/proc/self/statm")
    if status.exists():
        pages = int(status.read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
    if sys.platform == "win32":
        return math.nan
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


if __name__ == "__main__":
    sys.exit(main())
