"""Starts the flow from the command line, quietly."""

import os
from pathlib import Path

from pipeline.errors import UserError
from pipeline.inputs import find_files
from pipeline.settings import RunSettings
from pipeline.summary import Summary


def launch(settings: RunSettings, debug: bool = False) -> Summary:
    """Runs the flow and waits for its end.

    Args:
        settings: what the run is made with.
        debug: whether Prefect's log is shown on standard error.

    Raises:
        UserError: if the paths or the output folder cannot be used, or Prefect does not start.
    """
    find_files(settings.paths)
    _prepare(settings.out)
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "DEBUG" if debug else "CRITICAL")
    from flows.engines import task_runner
    from flows.run import leakreg_run

    run = leakreg_run.with_options(task_runner=task_runner(settings))
    return run(
        [str(path) for path in settings.paths],
        str(settings.out),
        settings.workers,
        settings.model,
    )


def _prepare(out: Path) -> None:
    """Makes the output folder before any work is done for it."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise UserError(f"{error.filename} is a file: name a folder with --out.") from error
    except OSError as error:
        raise UserError(f"{out} cannot be made ({error.strerror}): name another --out.") from error
    if not os.access(out, os.W_OK):
        raise UserError(f"Nothing can be written in {out}: name another folder with --out.")
