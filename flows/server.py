"""Prefect's own server for a run, which ends with the run however that ends.

Prefect starts one where no other is named, and stops it at a run's end. A run that is killed would
leave it behind with its port and its database.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from prefect.server.api.server import SubprocessASGIServer
from prefect.settings import PREFECT_API_URL, get_current_settings, temporary_settings

from flows.alone import starting


class WatchingServer(SubprocessASGIServer):
    """Prefect finds it where it looks for the server that it has started."""

    def _run_uvicorn_command(self) -> "subprocess.Popen[Any]":
        settings = get_current_settings().to_environment_variables(exclude_unset=True)
        ephemeral = {
            "PREFECT_UI_ENABLED": "0",
            "PREFECT__SERVER_EPHEMERAL": "1",
            "PREFECT__SERVER_FINAL": "1",
        }
        return subprocess.Popen(
            [sys.executable, "-m", "flows.server", str(self.port)],
            stdin=subprocess.PIPE,
            env={**os.environ, **ephemeral, **settings},
        )


@contextmanager
def served(shared: bool) -> Iterator[None]:
    """Starts the server that Prefect would start by itself, if it would.

    Args:
        shared: whether other processes work for the run: they are told where the server is.
    """
    settings = get_current_settings()
    if settings.api.url or not settings.server.ephemeral.enabled:
        yield
        return
    server = WatchingServer()
    with starting():
        server.start()
    with temporary_settings({PREFECT_API_URL: server.api_url} if shared else {}):
        yield


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(1)


def main(port: int) -> None:
    """Serves until it is told to end or who started it is gone."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    uvicorn.run(
        "prefect.server.api.server:create_app",
        factory=True,
        host="127.0.0.1",
        port=port,
        log_level="error",
        lifespan="on",
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
