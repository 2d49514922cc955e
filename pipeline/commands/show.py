"""`leakreg show`: one case with all its evidence."""

import argparse
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pipeline.commands.declare import DONE, add_out, command
from pipeline.errors import UserError

if TYPE_CHECKING:
    from pipeline.commands.declare import Commands
    from pipeline.registry.model import Registry

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
    from pipeline.commands.text import case_text, study_text
    from pipeline.registry.store import FILE_NAME, open_store

    with open_store(args.out / FILE_NAME, create=False) as store:
        registry = store.snapshot()
    found = registry.find(args.case_id)
    if found is None:
        raise UserError(_unknown(args.case_id, registry))
    study, case = found
    print(study_text(study))
    print(case_text(study.case_id(case), case))
    return DONE


def _unknown(case_id: str, registry: "Registry") -> str:
    names = [study.case_id(case) for study in registry.studies for case in study.extraction.cases]
    near = get_close_matches(case_id, names, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else "registry.csv lists them all."
    return f"There is no case {case_id} in the registry: {hint}"
