"""Kills a run at random moments, starts it again until it ends, and looks at what came of it.

    python -m tools.kill_run --moments 50

A run of 300 documents is killed with kill -9, now with all its processes and now alone, while it
starts, works and writes its tables, and started again each time. When one has ended, its tables
must be those of a run that nobody disturbed, byte for byte; no reader may have opened a file after
what it gave was committed; of a run that was killed no process may stay, and no draft when the next
has ended. Then all begins anew, until so many moments are used up. Linux only.
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tools.kills.moments import Moment, drawn
from tools.kills.places import documents, leftovers, tables
from tools.kills.trial import Trial, WentWrongError

DOCUMENTS = 300


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
