"""`leakreg show`: one case with all its evidence."""

import argparse
from typing import TYPE_CHECKING

from pipeline.commands.declare import DONE, add_out, command

if TYPE_CHECKING:
    from pipeline.commands.declare import Commands

EXAMPLE = """\
  leakreg show 24366801-1
      the first patient of the article with that PMID, each value with its sentence"""


def add(commands: "Commands") -> None:
    """Declares the command."""
    parser = command(commands, "show", "show one case with all its evidence", EXAMPLE, execute)
    parser.add_argument("case_id", metavar="CASE_ID", help="as in registry.csv")
    add_out(parser, "folder of the run")


def execute(args: argparse.Namespace) -> int:
    """Prints the case."""
    from pipeline.commands.text import reviewed_text, study_text
    from pipeline.registry.deciding import found_case
    from pipeline.registry.store import FILE_NAME, open_store

    with open_store(args.out / FILE_NAME, create=False) as store:
        registry = store.snapshot()
        study, case = found_case(registry, args.case_id)
        print(study_text(study))
        print(reviewed_text(study, case, registry.decisions))
    return DONE
