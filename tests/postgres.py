"""A PostgreSQL server for tests: on loopback, on a free port, in a folder that is thrown away."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import create_engine

PASSWORD = "p@ss/w%rd:1"
USER = "reviewer"
_SERVANTS = ("postgres", "nobody")
_FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
_NUMBERS = count(1)


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, the newest where there are several."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    return next((one for one in folders if (one / "pg_ctl").exists()), None)


@contextmanager
def server() -> Iterator[str]:
    """Starts a server and gives the address of its database; ends it afterwards."""
    bin_folder = programs()
    assert bin_folder
    home = Path(tempfile.mkdtemp(prefix="leakreg-postgres-"))
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root.
        shutil.chown(home, _servant())
    try:
        _init(bin_folder, home)
        port = _free_port()
        listen = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={home}"
        control = bin_folder / "pg_ctl", "-D", home / "data"
        _run(home, *control, "start", "-w", "-l", home / "log", "-o", f"{listen} {_FAST}")
        try:
            yield address(port)
        finally:
            _run(home, *control, "stop", "-m", "immediate")
    finally:
        shutil.rmtree(home)


def address(port: int, password: str = PASSWORD) -> str:
    """Where the tests' database is."""
    return f"postgresql+psycopg://{USER}:{quote(password, safe='')}@127.0.0.1:{port}/postgres"


def apart(url: str) -> str:
    """The address of a part of the database that no other test uses."""
    name = f"apart_{os.getpid()}_{next(_NUMBERS)}"
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {name}")
    engine.dispose()
    return f"{url}?options=-csearch_path%3D{name}"


def _init(bin_folder: Path, home: Path) -> None:
    """Makes a cluster that sorts words as people do, where the server can."""
    secret = home / "secret"
    secret.write_text(PASSWORD, encoding="utf-8")
    if os.geteuid() == 0:
        shutil.chown(secret, _servant())
    common: list[str | Path] = [bin_folder / "initdb", "-D", home / "data", "-U", USER]
    common += ["--pwfile", secret, "-A", "scram-sha-256", "-E", "UTF8", "--no-sync", "--locale=C"]
    try:
        _run(home, *common, "--locale-provider=icu", "--icu-locale=en")
    except subprocess.CalledProcessError:  # Before version 15, or built without ICU.
        shutil.rmtree(home / "data", ignore_errors=True)
        _run(home, *common)


def _run(home: Path, *command: str | Path) -> None:
    servant = _servant() if os.geteuid() == 0 else None
    subprocess.run(
        [str(part) for part in command],
        check=True,
        cwd=home,
        user=servant,
        extra_groups=[] if servant else None,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _servant() -> str:
    import pwd  # Windows has none, and no root.

    names = {one.pw_name for one in pwd.getpwall()}
    return next(name for name in _SERVANTS if name in names)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _version(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdecimal() else 0
