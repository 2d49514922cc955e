"""Windows as tensors, in batches of like length, and the schedule of learning."""

import random
import sys
from collections.abc import Callable, Iterator, Sequence

import torch
from torch import Tensor, nn

from training.window import Window

SEED = 20261122
#: How much faster the scores learn, which begin with nothing.
HEAD = 10
#: Pieces of a batch.
PIECES = 1024


def seeded() -> random.Random:
    """Makes training repeatable; returns the order's own source of chance."""
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    return random.Random(SEED)


def batches(windows: Sequence[Window], pieces: int) -> Iterator[list[int]]:
    """The places of the windows in batches of at most so many pieces, the short ones first."""
    batch: list[int] = []
    for place in sorted(range(len(windows)), key=lambda n: (len(windows[n].pieces), n)):
        if batch and (len(batch) + 1) * len(windows[place].pieces) > pieces:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def tensors(windows: Sequence[Window]) -> tuple[Tensor, Tensor, Tensor]:
    """Pieces, parts and presence of windows, filled up to the longest."""
    longest = max(len(one.pieces) for one in windows)
    pieces = torch.zeros(len(windows), longest, dtype=torch.long)
    parts, present = torch.zeros_like(pieces), torch.zeros_like(pieces)
    for row, one in enumerate(windows):
        size = len(one.pieces)
        pieces[row, :size] = torch.tensor(one.pieces)
        parts[row, one.own : size] = 1
        present[row, :size] = 1
    return pieces, parts, present


def learn(
    model: nn.Module,
    windows: Sequence[Window],
    loss: Callable[[list[int]], Tensor],
    rounds: int,
    rate: float,
) -> None:
    """Fits a model: AdamW, the rate rising over a tenth of the steps and falling to zero.

    Args:
        model: what learns; parts that want no gradient stay as they are.
        windows: all examples.
        loss: of the examples at some places.
        rounds: how often each example is seen.
        rate: the highest rate of learning.
    """
    order = seeded()
    chosen = list(batches(windows, PIECES))
    named = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    wanted = [p for _, p in named]
    fresh = [p for name, p in named if name.startswith("head")]
    known = [p for name, p in named if not name.startswith("head")]
    groups = [{"params": known, "lr": rate}, {"params": fresh, "lr": HEAD * rate}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = rounds * len(chosen)
    rising = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min((n + 1) / rising, max(0.0, (steps - n) / (steps - rising)))
    )
    for number in range(rounds):
        model.train()
        order.shuffle(chosen)
        total = 0.0
        for places in chosen:
            value = loss(places)
            optimiser.zero_grad()
            value.backward()
            nn.utils.clip_grad_norm_(wanted, 1.0)
            optimiser.step()
            schedule.step()
            total += value.item()
        mean = total / len(chosen)
        print(f"round {number + 1} of {rounds}: loss {mean:.4f}", file=sys.stderr, flush=True)
    model.eval()
