"""A Prefect server with its pages, for as long as who started it lives.

It is a program of its own: it has a session of its own, so that Ctrl-C reaches the schedule first,
and it ends when its standard input does, so that a schedule that is killed leaves no server behind.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prefect.settings import get_current_settings

from flows.alone import starting
from flows.serving import stop, waited
from pipeline.errors import UserError

LOG_NAME = "leakreg-schedule.log"
"""In Prefect's folder: what the server says."""


@contextmanager
def server(port: int) -> Iterator[str]:
    """Starts the server; its address.

    Raises:
        UserError: if it does not start, mostly because the port is taken.
    """
    address = f"http://127.0.0.1:{port}"
    if _is_taken(port):
        raise UserError(
            f"There is a server on port {port} already: name another port with --port or, if it is "
            f"Prefect's, set PREFECT_API_URL={address}/api."
        )
    log = get_current_settings().home / LOG_NAME
    with starting():
        process = _start(address, log)
        try:
            if not waited(process, address):
                raise UserError(
                    f"Prefect's server does not start on {address}: {log} says why; name another "
                    "port with --port."
                )
        except BaseException:
            stop(process)
            raise
    try:
        yield address
    finally:
        stop(process)


def _start(address: str, log: Path) -> "subprocess.Popen[bytes]":
    own = {"PREFECT_API_URL": f"{address}/api", "PREFECT__SERVER_FINAL": "1"}
    with log.open("ab") as said:
        return subprocess.Popen(
            [sys.executable, "-m", "flows.server", address.rpartition(":")[2]],
            stdin=subprocess.PIPE,
            stdout=said,
            stderr=said,
            env={**os.environ, **own},
            start_new_session=True,
        )


def _is_taken(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0
