"""`leakreg schedule`: refreshes whenever a cron expression says so, on this machine."""

import argparse
from typing import TYPE_CHECKING

from pipeline.commands.declare import DONE, command, count
from pipeline.commands.refresh import add_settings, settings_of

if TYPE_CHECKING:
    from pipeline.commands.declare import Commands

PORT = 4200
EXAMPLE = """\
  leakreg schedule --cron "0 3 * * 1" --timezone Europe/Berlin --email you@example.org
      refreshes every Monday at three, until it is stopped with Ctrl-C
  leakreg schedule --cron "0 6 1 * *" my_articles/ --queries my_queries.toml --out my_registry
      refreshes a review of your own on the first of every month"""


def add(commands: "Commands") -> None:
    """Declares the command."""
    parser = command(
        commands,
        "schedule",
        "refresh whenever a cron expression says so, as long as this command runs",
        EXAMPLE,
        execute,
    )
    parser.add_argument(
        "--cron",
        required=True,
        help='when: minute, hour, day of the month, month, day of the week, as "0 3 * * 1"',
    )
    parser.add_argument(
        "--timezone",
        default="UTC",
        metavar="ZONE",
        help="in which the times are meant, as Europe/Berlin (default: %(default)s)",
    )
    parser.add_argument(
        "--port",
        type=count,
        default=PORT,
        help="of the page with all refreshes, where PREFECT_API_URL names no server "
        "(default: %(default)s)",
    )
    add_settings(parser)


def execute(args: argparse.Namespace) -> int:
    """Serves the schedule until it is stopped."""
    from flows.launch import launch_schedule

    launch_schedule(args.cron, args.timezone, args.port, settings_of(args), debug=args.debug)
    return DONE
