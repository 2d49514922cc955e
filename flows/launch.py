"""Starts the flow from the command line, quietly."""

import os
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from pipeline.clock import stamp
from pipeline.errors import UserError
from pipeline.inputs import find_files
from pipeline.refreshed import Refreshed
from pipeline.registry.lease import lease
from pipeline.registry.store import FILE_NAME
from pipeline.settings import LEASED, RefreshSettings, RunSettings
from pipeline.sources.queries import read_queries
from pipeline.summary import Summary
from pipeline.work import extractor

T = TypeVar("T")

LEAST_FREE_MB = 20
"""What Prefect's server writes in a run, with room to spare."""
UNREACHABLE = ("Failed to reach API", "Timed out while attempting to connect")
"""How Prefect's errors begin when no server answers; they have no type of their own."""


def launch(settings: RunSettings, debug: bool = False) -> Summary:
    """Runs the flow and waits for its end.

    Args:
        settings: what the run is made with.
        debug: whether Prefect's log is shown on standard error.

    Raises:
        UserError: if the paths, the model or the output folder cannot be used, or if Prefect does
            not start.
    """
    find_files(settings.paths)
    _prepare(settings.out, "--out")
    _ready(settings, debug)
    return _started(partial(_run, settings))


def launch_refresh(settings: RefreshSettings, debug: bool = False) -> Refreshed:
    """Runs the refresh and waits for its end.

    Args:
        settings: what it is made with.
        debug: whether Prefect's log is shown on standard error.

    Raises:
        UserError: if queries, model or folders cannot be used, another refresh holds the registry,
            or Prefect does not start.
        SourceFailedError: if a source failed; the rest was done.
    """
    read_queries(settings.queries)
    _prepare(settings.run.out, "--out")
    # Another refresh is told of before anything is started that takes time.
    with lease(settings.run.out / FILE_NAME, LEASED, stamp()):
        _ready(settings.run, debug)
        return _started(partial(_refresh, settings))


def launch_schedule(
    cron: str, timezone: str, port: int, settings: RefreshSettings, debug: bool = False
) -> None:
    """Refreshes at the times of a cron expression until Ctrl-C.

    Args:
        cron: minute, hour, day of the month, month, day of the week.
        timezone: in which they are meant.
        port: of the server that is started where Prefect's settings name none.
        settings: what each refresh is made with.
        debug: whether Prefect's log is shown on standard error.

    Raises:
        UserError: if something of that cannot be used, or Prefect does not start.
    """
    read_queries(settings.queries)
    _prepare(settings.run.out, "--out")
    _ready(settings.run, debug)
    _started(partial(_serve, cron, timezone, port, settings))


def _ready(settings: RunSettings, debug: bool) -> None:
    """Says what cannot be used before all else, and keeps Prefect quiet.

    Raises:
        UserError: if the model or Prefect's folder cannot be used.
    """
    home = Path(os.environ.get("PREFECT_HOME", "~/.prefect")).expanduser()
    _prepare(home, "PREFECT_HOME")
    _check_room(home)
    if settings.model:
        extractor(settings.model)  # Says so if the model cannot be used, before all else.
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "DEBUG" if debug else "CRITICAL")


def _started(work: Callable[[], T]) -> T:
    print("starting Prefect ...", file=sys.stderr)
    try:
        return work()
    except RuntimeError as error:
        if not str(error).startswith(UNREACHABLE):
            raise
        raise UserError(
            f"{error}: start a server with `prefect server start`, or unset PREFECT_API_URL."
        ) from error


def _refresh(settings: RefreshSettings) -> Refreshed:
    from flows.own_server import served
    from flows.refresh import leakreg_refresh

    with served():
        done: Refreshed = leakreg_refresh(**settings.parameters())
        return done


def _serve(cron: str, timezone: str, port: int, settings: RefreshSettings) -> None:
    from flows.schedule import serve

    serve(cron, timezone, port, settings)


def _run(settings: RunSettings) -> Summary:
    from flows.own_server import served
    from flows.run import run_on_engine

    with served():
        return run_on_engine(settings)


def _check_room(home: Path) -> None:
    """Prefect itself does not tell that its disk is full, but waits for its server in vain."""
    free = shutil.disk_usage(home).free // 2**20
    if free < LEAST_FREE_MB:
        raise UserError(
            f"The disk of {home} has {free} MB of room, and Prefect needs {LEAST_FREE_MB}: make "
            "room, or name another folder with PREFECT_HOME."
        )


def _prepare(folder: Path, setting: str) -> None:
    """Makes a folder to write in before any work is done for it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise UserError(f"{error.filename} is a file: name a folder with {setting}.") from error
    except OSError as error:
        raise UserError(
            f"{folder} cannot be made ({error.strerror}): name another with {setting}."
        ) from error
    if not os.access(folder, os.W_OK):
        raise UserError(f"Nothing can be written in {folder}: name another with {setting}.")
