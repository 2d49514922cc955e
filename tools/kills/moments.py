"""The moments at which runs are killed."""

import random
from dataclasses import dataclass


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
