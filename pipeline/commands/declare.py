"""How every command is declared: its help, its example, its function."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from pipeline.document.model import Mark
from pipeline.settings import (
    DEFAULT_FETCHED,
    DEFAULT_OUT,
    DEFAULT_QUERIES,
    ENGINES,
    LOCAL,
    RunSettings,
    default_workers,
)

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction["OneLineParser"]

Execute = Callable[[argparse.Namespace], int]

DONE = 0
SOME_FAILED = 1
USER_ERROR = 2
INTERRUPTED = 130


class OneLineParser(argparse.ArgumentParser):
    """Says a mistake in one line with the way to the help, instead of the whole usage."""

    def error(self, message: str) -> NoReturn:
        """Ends the program with the user's mistake."""
        self.exit(USER_ERROR, f"{self.prog}: {message}; see `{self.prog} --help`\n")


def command(
    commands: "Commands", name: str, summary: str, example: str, execute: Execute
) -> argparse.ArgumentParser:
    """Adds a command.

    Args:
        commands: the program's commands.
        name: as typed.
        summary: what it does, in one line.
        example: a command line that works, and what it gives.
        execute: does it and returns the exit status.
    """
    parser = commands.add_parser(
        name,
        help=summary,
        description=summary,
        epilog=f"example:\n{example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--debug", action="store_true", help="show the log and tracebacks")
    parser.set_defaults(execute=execute)
    return parser


def add_out(parser: argparse.ArgumentParser, meaning: str) -> None:
    """Adds `--out`."""
    parser.add_argument(
        "--out",
        type=Path,
        default=DEFAULT_OUT,
        metavar="DIR",
        help=f"{meaning} (default: %(default)s)",
    )


def add_model(parser: argparse.ArgumentParser) -> None:
    """Adds `--model`."""
    parser.add_argument(
        "--model",
        metavar="NAME",
        help="an installed spaCy or scispaCy model whose entities are used as well",
    )


def add_workers(parser: argparse.ArgumentParser) -> None:
    """Adds `--workers`."""
    parser.add_argument(
        "--workers",
        type=count,
        default=default_workers(),
        metavar="N",
        help="processes that read and extract (default: %(default)s)",
    )


def add_queries(parser: argparse.ArgumentParser) -> None:
    """Adds `--queries`."""
    parser.add_argument(
        "--queries",
        type=Path,
        default=DEFAULT_QUERIES,
        metavar="FILE",
        help="the query file (default: %(default)s)",
    )


def add_into(parser: argparse.ArgumentParser) -> None:
    """Adds `--into`."""
    parser.add_argument(
        "--into",
        type=Path,
        metavar="DIR",
        help=f"folder for the articles (default: one a query in {DEFAULT_FETCHED})",
    )


def add_engine(parser: argparse.ArgumentParser) -> None:
    """Adds `--engine` and `--address`."""
    parser.add_argument(
        "--engine",
        choices=ENGINES,
        default=LOCAL,
        help="where batches of documents are worked on (default: %(default)s); dask and ray are "
        "installed with leakreg[dask], leakreg[ray]",
    )
    parser.add_argument(
        "--address",
        help="of a running cluster, as tcp://host:8786 for Dask or ray://host:10001 for Ray "
        "(default: one on this machine while the run lasts)",
    )


def add_ocr(parser: argparse.ArgumentParser) -> None:
    """Adds `--ocr`."""
    parser.add_argument(
        "--ocr",
        action="store_true",
        help="recognise the text of pages that are pictures, with Tesseract",
    )


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


def count(text: str) -> int:
    """A whole number from 1, for argparse."""
    number = int(text) if text.isascii() and text.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return number
