"""The server of a run where no other is named; it ends with the run.

Prefect would start one by itself, for which it loads the whole server into the run.
"""

import atexit
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from prefect.settings import PREFECT_API_URL, get_current_settings, temporary_settings

from flows.alone import starting
from flows.serving import START_S, stop, waited
from pipeline.errors import UserError


@contextmanager
def served() -> Iterator[None]:
    """Tells Prefect where its server is, which is started where there is none.

    Raises:
        UserError: if it does not start.
    """
    settings = get_current_settings()
    if settings.api.url or not settings.server.ephemeral.enabled:
        yield
        return
    with temporary_settings({PREFECT_API_URL: f"{_own()}/api"}):
        yield


@cache
def _own() -> str:
    """The address of the server of this process."""
    with starting():
        process = _start()
        # Not before the end of the process: up to then Prefect tells its server how all went.
        atexit.register(stop, process)
        assert process.stdout is not None
        address = process.stdout.readline().decode().strip()
        if not address or not waited(process, address):
            raise UserError(
                f"Prefect's server did not start within {START_S} seconds: start one with "
                "`prefect server start`, and name it with PREFECT_API_URL."
            )
    return address


def _start() -> "subprocess.Popen[bytes]":
    settings = get_current_settings().to_environment_variables(exclude_unset=True)
    own = {
        "PREFECT_UI_ENABLED": "0",
        "PREFECT__SERVER_EPHEMERAL": "1",
        "PREFECT__SERVER_FINAL": "1",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "flows.server", "0"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, **own, **settings},
    )
