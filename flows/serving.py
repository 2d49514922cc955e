"""A Prefect server as a process of ours: it is waited for, and stopped."""

import subprocess
import time
import urllib.request

START_S = 180
STOP_S = 10


def answers(address: str) -> bool:
    """Whether a Prefect server answers at an address."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(f"{address}/api/health", timeout=2):
            return True
    except OSError:  # Every error of urllib is one.
        return False


def waited(process: "subprocess.Popen[bytes]", address: str) -> bool:
    """Waits until the server answers; False where it ended before, or takes too long."""
    until = time.monotonic() + START_S
    while not answers(address):
        if process.poll() is not None or time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


def stop(process: "subprocess.Popen[bytes]") -> None:
    """Has the server end, in its own way where it can."""
    process.terminate()
    try:
        process.wait(STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            pipe.close()
