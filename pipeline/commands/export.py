"""`leakreg export`: the files again, from the registry."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.commands.declare import DONE, add_out, command, count
from pipeline.settings import DEFAULT_OUT

if TYPE_CHECKING:
    from pipeline.commands.declare import Commands

FORMATS = ("csv",)
EXAMPLE = """\
  leakreg export --registry outputs --out for_the_supplement
      writes the tables of the latest run into another folder
  leakreg export --release 3 --out as_published
      writes the tables of release 3, byte for byte as they were"""


def add(commands: "Commands") -> None:
    """Declares the command."""
    parser = command(
        commands, "export", "write the tables again from the registry", EXAMPLE, execute
    )
    add_out(parser, "folder to write into")
    parser.add_argument(
        "--registry",
        type=Path,
        metavar="DIR",
        help="folder of the run whose registry is read (default: the folder to write into where "
        f"it holds a registry, else {DEFAULT_OUT})",
    )
    parser.add_argument(
        "--format", choices=FORMATS, default=FORMATS[0], help="of the tables (default: csv)"
    )
    parser.add_argument(
        "--release",
        type=count,
        metavar="N",
        help="the tables of that release instead of the latest; `leakreg releases` lists them",
    )


def execute(args: argparse.Namespace) -> int:
    """Writes the files and names them on standard output."""
    from pipeline.export.release import LOCK_NAME, export_all, write_all
    from pipeline.filelock import locked
    from pipeline.registry.releases import exported
    from pipeline.registry.store import FILE_NAME, open_store

    home = args.registry or (args.out if (args.out / FILE_NAME).exists() else DEFAULT_OUT)
    with open_store(home / FILE_NAME, create=False) as store:
        args.out.mkdir(parents=True, exist_ok=True)
        with locked(args.out / LOCK_NAME):
            if args.release:
                files = exported(store, args.release)
                paths = write_all(((name, [content]) for name, content in files), args.out)
            else:
                paths = export_all(store.snapshot(), args.out)
    for path in paths:
        print(path)
    return DONE
