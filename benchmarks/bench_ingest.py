"""Speed of reading PDF beside two other readers, and how much comes out in its order.

    python -m benchmarks.bench_ingest [PATH ...] [--rounds N]

PATH is a PDF or a folder of them; without one, the articles beside the checkout if they are there,
and one article in every page design that the corpus renderer knows. All readers read the same
files in turns within one process; what is shown is the median over the rounds, a ratio being that
of two neighbouring runs. Pages a second are per CPU-second.

docling-parse is no part of the project's environment, since it brings 270 MB of libraries. It is
compared where it is installed:

    python -m pip install --target build/docling docling-parse
    PYTHONPATH=build/docling python -m benchmarks.bench_ingest
"""

import argparse
import io
import logging
import math
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from statistics import median

import pdfplumber
import pypdfium2

from benchmarks.order import broken, page_runs, paper_runs
from corpus import render_pdf
from corpus.build import SOURCES
from corpus.compose import compose
from corpus.markup import parse
from corpus.pdf_layouts import JOURNALS, LAYOUTS
from pipeline.ingest.outcome import ReadError
from pipeline.ingest.pdf import read_pdf
from pipeline.ingest.read import read_file

ARTICLES = Path(__file__).parents[1] / ".." / "shared" / "realfiles" / "pdf"
SET = "e06"
ROUNDS = 5
# Articles in markup beside the PDFs, and how many a CPU-second is wanted.
MARKUP = {"jats": 60.0, "docx": 25.0}
WANTED = {"pages/s": 25.0, "pdfplumber": 4.0, "docling-parse": 5.0, "in order": 0.98}

Reader = Callable[[bytes], object]


@dataclass(frozen=True, slots=True)
class Sample:
    """A PDF: its bytes, the number of its pages, and the runs of three lines it should give."""

    name: str
    data: bytes
    pages: int
    runs: Sequence[str]


def main() -> int:
    """Measures and prints; 1 where a figure is below what is wanted."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each reader (5)")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    samples = [*_files(options.paths or [ARTICLES]), *([] if options.paths else _rendered())]
    if not samples:
        print("no PDF with text among the paths", file=sys.stderr)
        return 2
    others = dict(_others())
    lowest = _speed(samples, others, options.rounds)
    print()
    lowest["in order"] = _order(samples)
    short = [name for name, value in lowest.items() if value < WANTED[name]]
    for name in short:
        print(f"{name}: {lowest[name]:.3g}, wanted {WANTED[name]:g}")
    print()
    slow = [name for name, wanted in MARKUP.items() if _files_a_second(name) < wanted]
    return bool(short or slow)


def _files_a_second(name: str) -> float:
    """Articles of a format that are read a CPU-second; infinite where there are none."""
    paths = sorted((ARTICLES.parent / name).glob("*"))
    rates = []
    for _ in range(ROUNDS if paths else 0):
        began = time.process_time()
        for path in paths:
            read_file(path)
        rates.append(len(paths) / (time.process_time() - began))
    if rates:
        print(f"{name}: {median(rates):.0f} files/s, wanted {MARKUP[name]:g}")
    return median(rates) if rates else math.inf


def _files(paths: Sequence[Path]) -> Iterator[Sample]:
    """The PDFs that have text."""
    for path in paths:
        if not path.exists():
            print(f"{path.name} is not there and left out", file=sys.stderr)
        for file in sorted(path.glob("*.pdf")) if path.is_dir() else [path] * path.exists():
            data = file.read_bytes()
            try:
                document = read_pdf(data)
            except ReadError as error:
                print(f"{file.name} left out: {error}", file=sys.stderr)
                continue
            with pypdfium2.PdfDocument(data) as pdf:
                yield Sample(file.stem, data, document.pages or 0, page_runs(pdf))


def _rendered() -> Iterator[Sample]:
    """One article of the corpus in every page design."""
    paper = compose(parse((SOURCES / f"{SET}.txt").read_text(encoding="utf-8")), SET)
    for layout in (*LAYOUTS, *JOURNALS):
        data = render_pdf.render(paper, layout)
        yield Sample(layout, data, read_pdf(data).pages or 0, paper_runs(paper))


def _others() -> Iterator[tuple[str, Reader]]:
    yield "pdfplumber", _pdfplumber
    if find_spec("docling_parse"):
        parser = import_module("docling_parse.pdf_parser").DoclingPdfParser(loglevel="fatal")
        yield "docling-parse", lambda data: list(parser.load(io.BytesIO(data)).iterate_pages())
    else:
        print("docling-parse is not installed and left out; --help says how", file=sys.stderr)


def _pdfplumber(data: bytes) -> object:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return [(page.extract_text(), page.extract_tables()) for page in pdf.pages]


def _speed(samples: Sequence[Sample], others: dict[str, Reader], rounds: int) -> dict[str, float]:
    """Prints the table of speeds and returns the figures over all files."""
    print(f"{'file':28} {'pages':>5} {'pages/s':>8}" + "".join(f" {n:>22}" for n in others))
    spent = {name: [0.0] * rounds for name in ("leakreg", *others)}
    pages = 0
    for sample in samples:
        own = {name: list[float]() for name in spent}
        for turn in range(rounds):
            for name, reader in {"leakreg": read_pdf, **others}.items():
                own[name].append(_timed(reader, sample.data))
                spent[name][turn] += own[name][-1]
        pages += sample.pages
        _row(sample.name, sample.pages, own)
    return _row("all", pages, spent)


def _timed(reader: Reader, data: bytes) -> float:
    began = time.process_time()
    reader(data)
    return time.process_time() - began


def _row(name: str, pages: int, spent: dict[str, list[float]]) -> dict[str, float]:
    """Prints a row: pages a CPU-second of each reader, and how many times faster ours is."""
    ours = spent["leakreg"]
    figures = {"pages/s": pages / median(ours)}
    line = f"{name:28} {pages:5} {figures['pages/s']:8.1f}"
    for other, theirs in spent.items():
        if other != "leakreg":
            pairs = zip(ours, theirs, strict=True)
            figures[other] = median(slow / fast for fast, slow in pairs)
            line += f" {pages / median(theirs):10.1f} ({figures[other]:4.1f} times)"
    print(line, flush=True)
    return figures


def _order(samples: Sequence[Sample]) -> float:
    """Prints the share of runs of three lines in their order; returns the lowest."""
    shares = []
    print(f"{'file':28} {'runs':>5} {'in order':>8}")
    for sample in samples:
        wrong = broken(sample.runs, read_pdf(sample.data))
        shares.append(1 - len(wrong) / len(sample.runs))
        print(f"{sample.name:28} {len(sample.runs):5} {shares[-1]:8.1%}")
    return min(shares)


if __name__ == "__main__":
    sys.exit(main())
