"""Which predicted case stands for which gold case."""

from collections.abc import Sequence

EXACT_UP_TO = 10
"""Up to this many cases on the shorter side, every assignment is weighed."""

Pairs = tuple[tuple[int, int], ...]


def assign(scores: Sequence[Sequence[int]]) -> Pairs:
    """Pairs rows with columns one to one so that the sum of the scores is greatest.

    Args:
        scores: one row a gold case, one column a predicted case; the number of agreeing values.

    Returns:
        Pairs of row and column in row order, as many as the shorter side has. Among equally
        good assignments the one nearest to the given order wins. Where the shorter side has
        more than `EXACT_UP_TO` cases, the best pairs are taken one after the other.
    """
    rows, columns = len(scores), len(scores[0]) if scores else 0
    if rows > columns:
        turned = [[scores[row][column] for row in range(rows)] for column in range(columns)]
        return tuple(sorted((row, column) for column, row in assign(turned)))
    if rows > EXACT_UP_TO:
        return _greedy(scores)
    return _exact(scores)


def _greedy(scores: Sequence[Sequence[int]]) -> Pairs:
    cells = [(row, column) for row, line in enumerate(scores) for column in range(len(line))]
    cells.sort(key=lambda cell: (-scores[cell[0]][cell[1]], abs(cell[0] - cell[1]), cell))
    pairs: dict[int, int] = {}
    for row, column in cells:
        if row not in pairs and column not in pairs.values():
            pairs[row] = column
    return tuple(sorted(pairs.items()))


def _exact(scores: Sequence[Sequence[int]]) -> Pairs:
    """Walks the columns; `best` holds, by the set of rows already used, the best way so far."""
    rows, columns = len(scores), len(scores[0]) if scores else 0
    best: dict[int, tuple[int, int, Pairs]] = {0: (0, 0, ())}
    for column in range(columns):
        for used, (score, order, pairs) in list(best.items()):
            for row in range(rows):
                if used >> row & 1:
                    continue
                reached = (score + scores[row][column], order - abs(row - column))
                key = used | 1 << row
                if key not in best or reached > best[key][:2]:
                    best[key] = (*reached, (*pairs, (row, column)))
    return tuple(sorted(best[(1 << rows) - 1][2]))
