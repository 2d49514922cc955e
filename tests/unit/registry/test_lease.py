"""Two processes that want to be alone with the registry."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.errors import UserError
from pipeline.registry.lease import Holder, lease, within_lease
from pipeline.registry.store import open_store

pytestmark = pytest.mark.usefixtures("database")

HOLDING = """
import sys
from pathlib import Path
from pipeline.registry.lease import lease
with lease(Path(sys.argv[1]), "leakreg refresh", "Monday 03:00"):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "out" / "registry.sqlite"


@contextmanager
def another(path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the lease until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def taken(path: Path) -> bool:
    try:
        with lease(path, "leakreg refresh", "now"):
            return True
    except UserError:
        return False


def test_the_second_is_told_who_holds_it(path: Path) -> None:
    with another(path) as process:
        with pytest.raises(UserError) as told, lease(path, "leakreg refresh", "Tuesday"):
            pass
        assert str(told.value) == (
            f"The registry is held by `leakreg refresh` (process {process.pid} on "
            f"{socket.gethostname()}, since Monday 03:00): run again when that has ended."
        )
        process.communicate("")
        assert taken(path)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_it_vanishes_with_a_killed_process(path: Path) -> None:
    with another(path) as process:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        end = time.monotonic() + 10
        while not taken(path):
            assert time.monotonic() < end
            time.sleep(0.02)


def test_it_can_be_had_again_and_again(path: Path) -> None:
    for _ in range(3):
        with lease(path, "leakreg refresh", "now") as holder:
            assert (holder.doing, holder.pid) == ("leakreg refresh", os.getpid())
            assert not taken(path)


def test_an_error_gives_it_back(path: Path) -> None:
    with pytest.raises(ValueError, match="broken"), lease(path, "leakreg refresh", "now"):
        raise ValueError("broken")
    assert taken(path)


def test_who_holds_it_may_work_and_so_may_others(path: Path) -> None:
    """The lease keeps other refreshes away, not the run that the refresh makes."""
    with lease(path, "leakreg refresh", "now"), open_store(path) as store:
        assert store.snapshot().inputs == ()


def test_the_words_of_one_that_died_are_not_taken_for_its_successor(
    path: Path, database: str
) -> None:
    if database == "sqlite":
        path.parent.mkdir()
        leased = path.with_name("registry.sqlite.lease")
        with another(path):
            assert json.loads(leased.read_text(encoding="ascii"))["since"] == "Monday 03:00"
            leased.write_text("", encoding="ascii")
            said = refusal(path)
    else:
        from sqlalchemy import text

        with another(path), open_store(path) as store:
            with store.engine.begin() as connection:
                words = json.dumps({**dict.fromkeys(Holder.__slots__, "old"), "session": 1})
                connection.execute(
                    text("UPDATE state SET value = :w WHERE key = 'lease'"), {"w": words}
                )
            said = refusal(path)
    assert "another process, which has just begun" in said


def refusal(path: Path) -> str:
    with pytest.raises(UserError) as told, lease(path, "leakreg refresh", "now"):
        pass
    return str(told.value)


def test_a_step_of_the_holder_is_not_refused(path: Path) -> None:
    with within_lease(path, "leakreg refresh", "Monday") as holder:
        with within_lease(path, "leakreg refresh", "later") as step:
            assert step == holder
        assert not taken(path)
    assert taken(path)
    with another(path), pytest.raises(UserError), within_lease(path, "leakreg refresh", "now"):
        pass
