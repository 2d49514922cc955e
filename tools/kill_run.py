"""Kills a run at random moments, starts it again until it ends, and looks at what came of it.

    python -m tools.kill_run --moments 50

A run of 300 documents is killed with kill -9, now with all its processes and now alone, while it
starts, works and writes its tables, and started again each time. When one has ended, its tables
must be those of a run that nobody disturbed, byte for byte; no reader may have opened a file after
what it gave was committed; of a run that was killed no process may stay, and no draft when the next
has ended. Then all begins anew, until so many moments are used up. Linux only.
"""

import argparse
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = 300
ARCHIVED = 5
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


@dataclass(frozen=True, slots=True)
class Moment:
    """When a run is killed: some seconds after it said something, and whether alone.

    Attributes:
        stage: start, work or end.
        batches: of the stage work, after how many batches.
        seconds: to wait from then on.
        alone: whether its other processes are left to notice for themselves.
    """

    stage: str
    batches: int
    seconds: float
    alone: bool

    def has_come(self, said: str) -> bool:
        """Whether its seconds begin, by what the run has said."""
        counts = [line.split()[0] for line in said.splitlines() if " files, " in line]
        match self.stage:
            case "start":
                return "starting Prefect" in said
            case "work":
                return len(counts) >= self.batches
            case _:
                return any(one == f"{one.split('/')[1]}/{one.split('/')[1]}" for one in counts)


def drawn(chance: random.Random, start_s: float, end_s: float) -> Moment:
    """A moment: a fifth while it starts, a fifth while it ends, the others while it works."""
    stage = chance.choices(("start", "work", "end"), (1, 3, 1))[0]
    seconds = {"start": start_s, "work": 2.5, "end": end_s}[stage]
    return Moment(stage, chance.randrange(4), chance.uniform(0, seconds), chance.random() < 0.25)


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
        """The names of the files that the registry has as read and extracted."""
        database = self.out / "registry.sqlite"
        if not database.exists():
            return frozenset()
        with closing(sqlite3.connect(database, timeout=30)) as connection:
            if not connection.execute(_IS_MADE).fetchone():
                return frozenset()
            known = {row[0] for row in connection.execute("SELECT sha256 FROM parsed")}
        return frozenset(path.name for path in self.documents.iterdir() if digest(path) in known)


_IS_MADE = "SELECT 1 FROM sqlite_master WHERE name = 'parsed'"


def tables(out: Path) -> dict[str, bytes]:
    """The tables in a folder."""
    return {path.name: path.read_bytes() for path in sorted(out.glob("*.csv"))}


def digest(path: Path) -> str:
    """The hash of a file's bytes."""
    return sha256(path.read_bytes()).hexdigest()


def has_members(group: int) -> bool:
    """Whether a group of processes has any."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def members(group: int) -> list[str]:
    """The command lines of a group's processes."""
    listed = subprocess.run(
        ["ps", "-o", "pid=,args=", "-g", str(group)], capture_output=True, text=True, check=False
    )
    return listed.stdout.splitlines()


def wait_until(true: Callable[[], bool], seconds: float) -> None:
    """Waits for something to become true.

    Raises:
        TimeoutError: if it does not within so many seconds.
    """
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.02)


def leftovers(out: Path) -> list[str]:
    """What a run that was killed may have left in its folder."""
    return sorted(path.name for path in out.glob(".*") if path.suffix[1:].isdecimal())


def documents(home: Path, number: int) -> None:
    """Renders the corpus and keeps so many documents, texts first, and some in an archive."""
    command = [sys.executable, "-m", "corpus.build", "--all", str(home / "corpus")]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    found = sorted((home / "corpus" / "documents").iterdir())
    order = sorted(found, key=lambda path: (path.suffix == ".pdf", path.name))
    (home / "in").mkdir()
    for path in order[:number]:
        path.rename(home / "in" / path.name)
    with zipfile.ZipFile(home / "in" / "more.zip", "w") as archive:
        for path in order[number : number + ARCHIVED]:
            archive.write(path, path.name)


def disturb(trial: Trial, moments: int, chance: random.Random) -> None:
    """Kills runs until the moments are used up, then lets the last one end.

    Raises:
        WentWrongError: if anything does not hold.
    """
    expected, start_s, end_s = trial.undisturbed()
    shutil.rmtree(trial.out, ignore_errors=True)
    while trial.moments < moments or trial.out.exists():
        last = Moment("end", 0, 3600.0, False)
        moment = drawn(chance, start_s, end_s) if trial.moments < moments else last
        if trial.killed(moment):
            trial.moments += 1
            trial.stages[moment.stage] += 1
            print(f"{trial.moments}/{moments}: {moment}", file=sys.stderr, flush=True)
            continue
        if tables(trial.out) != expected:
            raise WentWrongError(f"other tables than undisturbed: see {trial.out}")
        if left := leftovers(trial.out):
            raise WentWrongError(f"left behind in {trial.out}: {left}")
        trial.finished += 1
        print(f"a run ended, {trial.finished} by now", file=sys.stderr, flush=True)
        shutil.rmtree(trial.out)


def main() -> int:
    """Runs the trial."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--moments", type=int, default=50)
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="kill-run-"))
    documents(home, args.documents)
    trial = Trial(home)
    began = time.monotonic()
    try:
        disturb(trial, args.moments, random.Random(args.seed))
    except WentWrongError as error:
        print(f"{error}\nwhat was there is kept in {home}", file=sys.stderr)
        return 1
    seconds = time.monotonic() - began
    print(f"{trial.moments} kills ({dict(trial.stages)}), {trial.finished} runs ended with the")
    print(
        f"tables of an undisturbed one, {trial.reads} files read in them, none twice after it was"
    )
    print(f"committed; {seconds:.0f} s")
    shutil.rmtree(home)
    return 0


if __name__ == "__main__":
    sys.exit(main())
