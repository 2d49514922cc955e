"""`leakreg run`: the main job, as a Prefect flow."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.commands.declare import (
    DONE,
    SOME_FAILED,
    add_engine,
    add_excluded,
    add_model,
    add_ocr,
    add_out,
    add_workers,
    command,
)
from pipeline.settings import DEFAULT_INPUT, RunSettings

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
    add_engine(parser)
    add_workers(parser)
    add_model(parser)
    add_ocr(parser)
    parser.add_argument(
        "--rehash",
        action="store_true",
        help="read every file to see whether it has changed, also where size and times say no",
    )
    add_excluded(parser)


def execute(args: argparse.Namespace) -> int:
    """Runs the flow; done, but with status 1, where some document failed."""
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
