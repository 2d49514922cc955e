"""Starts the flow from the command line, quietly."""

import os
import shutil
import sys
from pathlib import Path

from pipeline.errors import UserError
from pipeline.inputs import find_files
from pipeline.settings import LOCAL, RunSettings
from pipeline.summary import Summary
from pipeline.work import extractor

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
    home = Path(os.environ.get("PREFECT_HOME", "~/.prefect")).expanduser()
    _prepare(home, "PREFECT_HOME")
    _check_room(home)
    if settings.model:
        extractor(settings.model)  # Says so if the model cannot be used, before all else.
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "DEBUG" if debug else "CRITICAL")
    print("starting Prefect ...", file=sys.stderr)
    try:
        return _run(settings)
    except ConnectionError as error:
        if not settings.address:
            raise
        raise UserError(
            f"No cluster answers at {settings.address}: start it, or check --address."
        ) from error
    except RuntimeError as error:
        if not str(error).startswith(UNREACHABLE):
            raise
        raise UserError(
            f"{error}: start a server with `prefect server start`, or unset PREFECT_API_URL."
        ) from error


def _run(settings: RunSettings) -> Summary:
    from flows.engines import task_runner
    from flows.run import leakreg_run
    from flows.server import served

    run = leakreg_run.with_options(task_runner=task_runner(settings))
    paths = [str(path) for path in settings.paths]
    with served(shared=settings.engine != LOCAL):
        return run(
            paths,
            str(settings.out),
            settings.workers,
            settings.model,
            settings.ocr,
            settings.excluded,
            settings.rehash,
        )


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
