"""A place where runs are killed, and what is looked at after each."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.registry.ledger import TRANSIENT
from tools.kills.moments import Moment
from tools.kills.places import ROOT, digest, tables
from tools.kills.processes import has_members, members, wait_until

ENDING_S = 15.0
"""How long a process may outlive the run that it belonged to."""
_WATCH = """
import multiprocessing, os, sys
_inputs = os.environ["KILL_RUN_INPUTS"]
_log = os.open(os.environ["KILL_RUN_READS"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
def _watch(event, arguments):
    if event == "open" and multiprocessing.parent_process() is not None:
        path = os.fspath(arguments[0]) if not isinstance(arguments[0], int) else ""
        if isinstance(path, str) and path.startswith(_inputs):
            os.write(_log, (path + chr(10)).encode())
sys.addaudithook(_watch)
"""
"""Python runs it first in every process: what a worker opens of the documents is written down."""


class WentWrongError(Exception):
    """What must hold does not; the text says what."""


@dataclass(slots=True)
class Trial:
    """A place where runs are killed.

    Attributes:
        home: a folder of its own; the documents are in it.
        moments: how many were used up.
        finished: how many runs came to their end and gave the right tables.
        reads: how many files readers opened in all runs.
        stages: how many moments lay in each stage.
    """

    home: Path
    moments: int = 0
    finished: int = 0
    reads: int = 0
    stages: Counter[str] = field(default_factory=Counter)

    @property
    def documents(self) -> Path:
        """The folder that is read."""
        return self.home / "in"

    @property
    def out(self) -> Path:
        """The output folder of the disturbed runs."""
        return self.home / "out"

    def begin(self, out: Path) -> "subprocess.Popen[str]":
        """Starts a run with its own group of processes."""
        watch = self.home / "watch"
        watch.mkdir(exist_ok=True)
        (watch / "sitecustomize.py").write_text(_WATCH, encoding="utf-8")
        environment = os.environ | {
            "PYTHONPATH": f"{watch}{os.pathsep}{ROOT}",
            "PREFECT_HOME": str(self.home / "prefect"),
            "KILL_RUN_INPUTS": str(self.documents),
            "KILL_RUN_READS": str(self.home / "reads.txt"),
        }
        environment.pop("PREFECT_API_URL", None)
        command = [sys.executable, "-m", "pipeline.cli", "run", str(self.documents)]
        with (self.home / "said.txt").open("w", encoding="utf-8") as said:
            return subprocess.Popen(
                [*command, "--out", str(out), "--workers", "2"],
                env=environment,
                stdout=said,
                stderr=said,
                text=True,
                start_new_session=True,
            )

    def said(self) -> str:
        """What the latest run has said so far."""
        return (self.home / "said.txt").read_text(encoding="utf-8", errors="replace")

    def undisturbed(self) -> tuple[dict[str, bytes], float, float]:
        """The tables of a run that nobody disturbs, and the seconds of its start and its end."""
        process, began = self.begin(self.home / "undisturbed"), time.monotonic()
        wait_until(lambda: " files, " in self.said() or process.poll() is not None, 600)
        start_s = time.monotonic() - began
        done = Moment("end", 0, 0.0, False)
        wait_until(lambda: done.has_come(self.said()) or process.poll() is not None, 600)
        began = time.monotonic()
        if process.wait() not in (0, 1):
            raise WentWrongError(f"the undisturbed run ended so: {self.said()}")
        return tables(self.home / "undisturbed"), start_s, time.monotonic() - began

    def killed(self, moment: Moment) -> bool:
        """Starts a run and kills it at a moment; False where it ended before."""
        before = self.committed()
        (self.home / "reads.txt").unlink(missing_ok=True)
        process = self.begin(self.out)
        try:
            wait_until(lambda: process.poll() is not None or moment.has_come(self.said()), 600)
            with suppress(subprocess.TimeoutExpired):
                process.wait(moment.seconds)
        finally:
            ended = process.poll() is not None
            if not ended:
                if moment.alone:
                    process.kill()
                else:
                    os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self.check(process, before, ended)
        return not ended

    def check(self, process: "subprocess.Popen[str]", before: frozenset[str], ended: bool) -> None:
        """Looks at what a run left behind.

        Raises:
            WentWrongError: if it failed, read what was committed, or left a process behind.
        """
        if ended and process.returncode not in (0, 1):
            raise WentWrongError(f"a run ended with {process.returncode}: {self.said()[-500:]}")
        try:
            wait_until(lambda: not has_members(process.pid), ENDING_S)
        except TimeoutError as error:
            raise WentWrongError(f"processes outlive their run: {members(process.pid)}") from error
        read = self.opened()
        self.reads += len(read)
        if again := read & before:
            raise WentWrongError(f"read again though committed: {sorted(again)[:5]}")

    def opened(self) -> frozenset[str]:
        """The names of the files that readers opened in the latest run."""
        log = self.home / "reads.txt"
        lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
        return frozenset(Path(line).name for line in lines)

    def committed(self) -> frozenset[str]:
        """The names of the files that the registry has as read and extracted.

        A busy machine may run out of time over a file; the next run is meant to try that again.
        """
        database = self.out / "registry.sqlite"
        if not database.exists():
            return frozenset()
        with closing(sqlite3.connect(database, timeout=30)) as connection:
            if not connection.execute(_IS_MADE).fetchone():
                return frozenset()
            rows = connection.execute("SELECT sha256, failure_code FROM parsed")
            known = {sha256 for sha256, failure in rows if failure not in TRANSIENT}
        return frozenset(path.name for path in self.documents.iterdir() if digest(path) in known)


_IS_MADE = "SELECT 1 FROM sqlite_master WHERE name = 'parsed'"
