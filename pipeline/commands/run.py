"""`leakreg run`: the main job, as a Prefect flow."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.commands.declare import (
    DONE,
    SOME_FAILED,
    add_model,
    add_ocr,
    add_out,
    add_workers,
    command,
)
from pipeline.document.model import Mark
from pipeline.errors import UserError
from pipeline.settings import DEFAULT_INPUT, ENGINES, LOCAL, RunSettings

if TYPE_CHECKING:
    from pipeline.commands.declare import Commands

EXAMPLE = """\
  leakreg run my_articles/ --out my_registry
      reads every article in the folder; the tables are then in my_registry/"""


def add(commands: "Commands") -> None:
    """Declares the command."""
    parser = command(
        commands,
        "run",
        "read documents, extract cases and write all tables; unchanged documents are not "
        "read again",
        EXAMPLE,
        execute,
    )
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        default=[DEFAULT_INPUT],
        metavar="PATH",
        help=f"files and folders to read (default: {DEFAULT_INPUT})",
    )
    add_out(parser, "folder for the registry and its tables")
    parser.add_argument(
        "--engine",
        choices=ENGINES,
        default=ENGINES[0],
        help="where batches of documents are worked on (default: %(default)s); dask and ray are "
        "installed with leakreg[dask], leakreg[ray]",
    )
    parser.add_argument(
        "--address",
        help="of a running cluster, as tcp://host:8786 for Dask or ray://host:10001 for Ray "
        "(default: one on this machine while the run lasts)",
    )
    add_workers(parser)
    add_model(parser)
    add_ocr(parser)
    parser.add_argument(
        "--rehash",
        action="store_true",
        help="read every file to see whether it has changed, also where size and times say no",
    )
    add_excluded(parser)


def add_excluded(parser: argparse.ArgumentParser) -> None:
    """Adds `--exclude-marked`."""
    parser.add_argument(
        "--exclude-marked",
        type=_marks,
        default=RunSettings().excluded,
        metavar="LIST",
        help="what is left out instead of flagged: "
        f"{', '.join(Mark)}, joined by commas, or none (default: retracted)",
    )


def _marks(text: str) -> tuple[str, ...]:
    """A list of marks, for argparse."""
    names = [] if text == "none" else text.split(",")
    unknown = [name for name in names if name not in set(Mark)]
    if unknown:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(Mark)}, none")
    return tuple(mark.value for mark in Mark if mark in names)


def execute(args: argparse.Namespace) -> int:
    """Runs the flow; done, but with status 1, where some document failed."""
    if args.address and args.engine == LOCAL:
        raise UserError("--address is of a cluster: add --engine dask or --engine ray.")
    settings = RunSettings(
        tuple(args.paths),
        args.out,
        args.engine,
        args.address,
        args.workers,
        args.model,
        args.ocr,
        args.exclude_marked,
        args.rehash,
    )
    from flows.launch import launch

    summary = launch(settings, debug=args.debug)
    print("\n".join(summary.lines()))
    print(f"The tables are in {args.out}: registry.csv has a row a patient, evidence.csv the")
    print("sentence behind every value, documents.csv what became of each document.")
    if summary.release:
        print(f"This is release {summary.release}: `leakreg diff` tells what it changed and why.")
    sys.stdout.flush()
    return SOME_FAILED if summary.failed else DONE
