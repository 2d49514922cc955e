"""The program `leakreg`."""

import argparse
import os
import sys
from collections.abc import Sequence

from pipeline.commands import (
    decide,
    decisions,
    diff,
    evaluate,
    export,
    extract,
    fetch,
    refresh,
    releases,
    run,
    schedule,
    show,
    verify,
)
from pipeline.commands.declare import DONE, INTERRUPTED, USER_ERROR, OneLineParser
from pipeline.errors import UserError

COMMANDS = (
    run,
    extract,
    show,
    decide,
    decisions,
    releases,
    diff,
    export,
    fetch,
    refresh,
    schedule,
    verify,
    evaluate,
)
DESCRIPTION = """\
Builds a registry of bone-cement leakage after vertebroplasty and kyphoplasty from published
reports: one row a patient, and for every value the sentence it came from."""
EXAMPLE = """\
example:
  leakreg run my_articles/ --out my_registry

exit status: 0 done; 1 done, but some documents failed; 2 a mistake, said in one line"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command.

    Args:
        arguments: without the program's name; by default those of the process.

    Returns:
        The exit status.
    """
    args = _parser().parse_args(arguments)
    try:
        status = int(args.execute(args))
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # The reader of a pipe has seen enough, as in `leakreg show | head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        print("leakreg: interrupted; what was finished is kept", file=sys.stderr)
        return INTERRUPTED
    except Exception as error:
        if args.debug:
            raise
        print(f"leakreg: {_in_a_line(error)}", file=sys.stderr)
        return USER_ERROR


def _parser() -> argparse.ArgumentParser:
    parser = OneLineParser(
        prog="leakreg",
        description=DESCRIPTION,
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add(commands)
    return parser


def _in_a_line(error: Exception) -> str:
    if isinstance(error, UserError):
        return str(error)
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}: check the path and its permissions"
    text = " ".join(str(error).split())
    return f"stopped by {type(error).__name__}: {text}; --debug shows where"


if __name__ == "__main__":
    sys.exit(main())
