"""`leakreg evaluate`: precision, recall and F1 against gold."""

import argparse
import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.commands.declare import (
    DONE,
    SOME_FAILED,
    add_model,
    add_workers,
    command,
)
from pipeline.errors import UserError
from pipeline.settings import DEFAULT_INPUT

if TYPE_CHECKING:
    from pipeline.commands.declare import Commands
    from pipeline.evaluate.report import Report
    from pipeline.evaluate.score import Prediction

EXAMPLE = """\
  leakreg evaluate corpus/gold corpus/documents --errors
      a row a field, then every value that is wrong with its sentence"""


def add(commands: "Commands") -> None:
    """Declares the command."""
    parser = command(
        commands,
        "evaluate",
        "measure precision, recall and F1 per field against gold",
        EXAMPLE,
        execute,
    )
    parser.add_argument(
        "gold", type=Path, metavar="GOLD_DIR", help="folder with one <document>.json a document"
    )
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        default=[DEFAULT_INPUT],
        metavar="PATH",
        help=f"the documents, known by their file names (default: {DEFAULT_INPUT})",
    )
    parser.add_argument("--errors", action="store_true", help="name every value that is wrong")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all findings to a file")
    parser.add_argument(
        "--baseline",
        type=Path,
        metavar="FILE",
        help="name what was gained and lost against an earlier --json file",
    )
    add_workers(parser)
    add_model(parser)


def execute(args: argparse.Namespace) -> int:
    """Prints the figures; status 1 where a document of the gold could not be read."""
    from pipeline.evaluate.gold import read_gold
    from pipeline.evaluate.report import Report
    from pipeline.evaluate.score import evaluate
    from pipeline.evaluate.table import format_errors, format_table

    baseline = Report.from_json(_text(args.baseline)) if args.baseline else None
    gold = read_gold(args.gold)
    predicted = dict(_predictions(gold, args.paths, args.workers, args.model))
    missing = sorted(gold.keys() - predicted.keys())
    report = evaluate(gold, predicted)
    print(format_table(report))
    if args.errors:
        print(f"\n{format_errors(report)}")
    if baseline:
        print(f"\n{_changes(baseline, report)}")
    if args.json:
        args.json.write_text(report.to_json(), encoding="utf-8")
    if missing:
        print(f"leakreg: not read, so all missing: {', '.join(missing)}", file=sys.stderr)
    return SOME_FAILED if missing else DONE


def _predictions(
    gold: Collection[str], paths: list[Path], workers: int, model: str | None
) -> Iterator[tuple[str, "Prediction"]]:
    """What is found in the documents that gold knows, by the stem of their file."""
    from pipeline.inputs import find_files
    from pipeline.work import Job, extractor, guarded, results

    jobs = [Job(path, "") for path in find_files(paths) if path.stem in gold]
    if not jobs:
        raise UserError("No document has the name of a gold file: name the documents' folder.")
    if model:
        extractor(model)  # Says so here, and not in every worker, if it cannot be used.
    with guarded(min(workers, len(jobs)), model) as guard:
        for result in results(guard, jobs):
            documents = result.outcome.documents if result.outcome else ()
            if documents and result.extractions:
                yield result.path.stem, (result.extractions[0][1], documents[0].meta)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _changes(baseline: "Report", report: "Report") -> str:
    from pipeline.evaluate.report import changes
    from pipeline.evaluate.table import format_changes

    return format_changes(changes(baseline, report))
