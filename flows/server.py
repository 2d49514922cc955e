"""The program that serves Prefect, for runs and for schedules.

It ends when who started it is gone: a run that is killed would leave it behind with its port and
its database.
"""

import os
import sys
import threading

import uvicorn


def main(port: int) -> None:
    """Serves until it is told to end or who started it is gone, and says where.

    Args:
        port: 0 for any that is free.
    """
    threading.Thread(target=_end_with_parent, daemon=True).start()
    config = uvicorn.Config(
        "prefect.server.api.server:create_app",
        factory=True,
        host="127.0.0.1",
        port=port,
        log_level="error",
        lifespan="on",
    )
    listening = config.bind_socket()
    print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
    uvicorn.Server(config).run(sockets=[listening])


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(1)


if __name__ == "__main__":
    main(int(sys.argv[1]))
