"""`leakreg fetch`: brings literature into the corpus."""

import argparse
import os
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.clock import now
from pipeline.commands.declare import DONE, SOME_FAILED, add_into, add_queries, command
from pipeline.errors import UserError
from pipeline.settings import DEFAULT_FETCHED, DEFAULT_PUBLISHED

if TYPE_CHECKING:
    from pipeline.commands.declare import Commands
    from pipeline.sources.queries import Query

EXAMPLE = """\
  leakreg fetch --email you@example.org
      brings what every query of corpus/queries.toml finds and is not there yet
  leakreg fetch cement-leakage --dry-run
      says how many articles that query would find
  leakreg fetch 'kyphoplasty AND "cement embolism"' --source europepmc --from 2020-01-01
      looks a query up that is in no file"""
_SERVICES = ("europepmc", "pubmed")


def add(commands: "Commands") -> None:
    """Declares the command."""
    parser = command(
        commands,
        "fetch",
        "look literature up in Europe PMC or PubMed and bring what is new into the corpus",
        EXAMPLE,
        execute,
    )
    parser.add_argument(
        "query",
        nargs="?",
        metavar="QUERY",
        help="name of a query of the query file, or with --source a query itself (default: every "
        "query of the file)",
    )
    parser.add_argument(
        "--source", choices=_SERVICES, help="the service to ask, in whose language QUERY is"
    )
    add_queries(parser)
    parser.add_argument(
        "--published",
        nargs="?",
        type=Path,
        const=DEFAULT_PUBLISHED,
        metavar="DIR",
        help="bring the abstracts for which a folder has gold, named as their gold is "
        f"(default: {DEFAULT_PUBLISHED})",
    )
    parser.add_argument(
        "--from",
        dest="since",
        type=_day,
        metavar="DAY",
        help="only what was published since, as 2020-01-31",
    )
    add_into(parser)
    parser.add_argument(
        "--email", default="", help="your address, which services like to know (or LEAKREG_EMAIL)"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="say how many would be found, and fetch nothing"
    )


def _day(text: str) -> date:
    """A day, for argparse."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no day: write 2020-01-31") from error


def execute(args: argparse.Namespace) -> int:
    """Fetches; done, but with status 1, where some article failed."""
    from pipeline.sources.fetch import count, fetch
    from pipeline.sources.progress import FetchProgress
    from pipeline.sources.services import Services

    queries = _queries(args)
    services = Services.of(os.environ, args.email)
    if args.dry_run:
        for name, found in count(queries, services).items():
            print(f"{name}: {found:,} would be found")
        return DONE
    fetched = fetch(queries, DEFAULT_FETCHED, services, now, FetchProgress())
    for one in fetched.queries:
        print(one.line())
    if fetched.total.failed:
        print(
            "leakreg: some texts did not come; fetch_log.jsonl beside the articles says why, and "
            "the next fetch asks for them again",
            file=sys.stderr,
        )
    return SOME_FAILED if fetched.total.failed else DONE


def _queries(args: argparse.Namespace) -> "list[Query]":
    """The queries that the command line names."""
    from pipeline.sources.published import published_queries
    from pipeline.sources.queries import gathered, literal

    if args.published:
        if args.query or args.source:
            raise UserError("--published brings what gold names: leave out QUERY and --source.")
        return published_queries(args.published, args.into or DEFAULT_FETCHED / "published")
    if args.source and not args.query:
        raise UserError("--source needs a query: leakreg fetch 'QUERY' --source europepmc")
    listed = [literal(args.query, args.source)] if args.source else _listed(args)
    wanted = [replace(query, since=args.since or query.since) for query in listed]
    return gathered(wanted, args.into)


def _listed(args: argparse.Namespace) -> "list[Query]":
    """The queries of the file, or the one that is named."""
    from pipeline.sources.queries import read_queries

    listed = read_queries(args.queries)
    if args.query is None:
        return listed
    named = [query for query in listed if query.name == args.query]
    if not named:
        names = ", ".join(query.name for query in listed)
        raise UserError(
            f"{args.queries} has no query {args.query!r}, but {names}: name one of them, or add "
            "--source to look up the words themselves."
        )
    return named
