"""`leakreg verify`: does every quote still stand where the registry says?"""

import argparse
import sys
from typing import TYPE_CHECKING

from pipeline.commands.declare import DONE, SOME_FAILED, add_out, command

if TYPE_CHECKING:
    from pipeline.commands.declare import Commands
    from pipeline.registry.verify import Drift

EXAMPLE = """\
  leakreg verify
      names every value whose quote is not found, and ends with status 1 if there is one"""


def add(commands: "Commands") -> None:
    """Declares the command."""
    parser = command(
        commands,
        "verify",
        "check that every quote stands in its source document",
        EXAMPLE,
        execute,
    )
    add_out(parser, "folder of the run")


def execute(args: argparse.Namespace) -> int:
    """Prints what drifted, one tab-separated line each; fails where something did."""
    from pipeline.registry.store import FILE_NAME, open_store
    from pipeline.registry.verify import verify

    with open_store(args.out / FILE_NAME, create=False) as store:
        drifts = verify(store)
    for drift in drifts:
        print(_line(drift))
    if drifts:
        print(f"{len(drifts)} places have drifted: run `leakreg run` again.", file=sys.stderr)
        return SOME_FAILED
    print("Every value stands in its document.", file=sys.stderr)
    return DONE


def _line(drift: "Drift") -> str:
    place = [drift.source_path, drift.case_id, drift.field, drift.value, drift.reason]
    return "\t".join(place)
