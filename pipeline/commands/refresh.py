"""`leakreg refresh`: brings what is new, runs over it and tells what changed."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.commands.declare import (
    DONE,
    SOME_FAILED,
    add_engine,
    add_excluded,
    add_into,
    add_model,
    add_ocr,
    add_out,
    add_queries,
    add_workers,
    command,
)
from pipeline.settings import DEFAULT_INPUT, RefreshSettings, RunSettings

if TYPE_CHECKING:
    from pipeline.commands.declare import Commands

EXAMPLE = """\
  leakreg refresh --email you@example.org
      fetches what corpus/queries.toml finds and is new, reads it, writes the tables, and tells in
      outputs/changes/ what changed and why
  leakreg refresh my_articles/ --queries my_articles/queries.toml --out my_registry
      the same for a review of your own"""


def add(commands: "Commands") -> None:
    """Declares the command."""
    parser = command(
        commands,
        "refresh",
        "fetch what is new, run over it, and tell what changed and why",
        EXAMPLE,
        execute,
    )
    add_settings(parser)


def add_settings(parser: argparse.ArgumentParser) -> None:
    """Adds what a refresh is made with."""
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="files and folders to read beside the folders of the queries (default: "
        f"{DEFAULT_INPUT}, unless --queries names another file)",
    )
    add_queries(parser)
    add_into(parser)
    parser.add_argument(
        "--email", default="", help="your address, which services like to know (or LEAKREG_EMAIL)"
    )
    add_out(parser, "folder for the registry and its tables")
    add_engine(parser)
    add_workers(parser)
    add_model(parser)
    add_ocr(parser)
    add_excluded(parser)


def settings_of(args: argparse.Namespace) -> RefreshSettings:
    """What the command line says."""
    run = RunSettings(
        paths=tuple(args.paths),
        out=args.out,
        engine=args.engine,
        address=args.address,
        workers=args.workers,
        model=args.model,
        ocr=args.ocr,
        excluded=args.exclude_marked,
    )
    return RefreshSettings(run, args.queries, args.into, args.email)


def execute(args: argparse.Namespace) -> int:
    """Refreshes; done, but with status 1, where a source, an article or a document failed."""
    from flows.launch import launch_refresh
    from pipeline.refreshed import SourceFailedError

    try:
        done = launch_refresh(settings_of(args), debug=args.debug)
    except SourceFailedError as error:
        done = error.refreshed
    print("\n".join(done.lines()))
    sys.stdout.flush()
    if done.failures:
        print(
            "leakreg: a source failed; what came is in the registry, and the next refresh goes on",
            file=sys.stderr,
        )
    return SOME_FAILED if done.failed else DONE
