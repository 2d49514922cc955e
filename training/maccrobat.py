"""The yardstick: a small network learns the entities of MACCROBAT and is strictly scored.

    python -m training.maccrobat FOLDER          trains on train and dev, scores test
    python -m training.maccrobat FOLDER --dev    trains on train, scores dev

FOLDER holds the texts, their `.ann` files and `split.json`. An entity counts where its first and
last sign and its type are exact; parted and overlapping ones are in the gold as well, although one
tag a word can give neither.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from training.batches import batches, learn, tensors
from training.bert import WIDTH, Encoder, vocabulary
from training.pieces import Vocabulary
from training.standoff import SPLIT, Entities, Entity, Line, read, split, strict
from training.window import Window

ROUNDS, RATE = 8, 4e-4


class Tagger(nn.Module):
    """Tags the words of a line: outside, or the first or a further word of a type."""

    def __init__(self, types: Sequence[str]) -> None:
        super().__init__()
        self.types = tuple(types)
        self.encoder = Encoder()
        self.drop = nn.Dropout(0.1)
        self.head = nn.Linear(WIDTH, 1 + 2 * len(self.types))

    def forward(self, windows: Sequence[Window]) -> Tensor:
        """Scores of the tags of each piece."""
        scores: Tensor = self.head(self.drop(self.encoder(*tensors(windows))))
        return scores

    def target(self, line: Line) -> list[int]:
        """The tag of each word; of overlapping entities the longest stands."""
        tags = [0] * len(line.window.words)
        for start, end, kind in sorted(line.entities, key=lambda e: (e[0] - e[1], e)):
            places = [
                n
                for n, word in enumerate(line.window.words)
                if word.start + line.start < end and word.end + line.start > start
            ]
            if places and not any(tags[n] for n in places):
                for n in places:
                    tags[n] = 2 + 2 * self.types.index(kind)
                tags[places[0]] -= 1
        return tags

    def loss(self, lines: Sequence[Line]) -> Tensor:
        """How wrong the tags of some lines are."""
        scores = self([line.window for line in lines])
        target = torch.full(scores.shape[:2], -100)
        for row, line in enumerate(lines):
            target[row, list(line.window.heads)] = torch.tensor(self.target(line))
        return nn.functional.cross_entropy(scores.flatten(0, 1), target.flatten())

    @torch.no_grad()
    def predict(self, lines: Sequence[Line]) -> Entities:
        """The entities found, with their documents."""
        found = set()
        for places in batches([line.window for line in lines], 4096):
            some = [lines[n] for n in places]
            scores = torch.log_softmax(self([line.window for line in some]), -1)
            for line, row in zip(some, scores, strict=True):
                tags = best_path(row[list(line.window.heads)])
                found |= {(line.document, entity) for entity in self._spans(line, tags)}
        return found

    def _spans(self, line: Line, tags: Sequence[int]) -> Iterator[Entity]:
        words, begun = line.window.words, -1
        for n, tag in enumerate([*tags, 0]):
            goes_on = tag and tag % 2 == 0
            if begun >= 0 and not goes_on:
                kind = self.types[(tags[begun] - 1) // 2]
                yield words[begun].start + line.start, words[n - 1].end + line.start, kind
                begun = -1
            if tag % 2:
                begun = n


def best_path(scores: Tensor) -> list[int]:
    """The likeliest tags in which a further word only follows a word of its type (Viterbi)."""
    count = scores.shape[1]
    allowed = torch.zeros(count, count)
    for tag in range(2, count, 2):
        allowed[:, tag] = -1e4
        allowed[tag - 1, tag] = allowed[tag, tag] = 0
    if not len(scores):
        return []
    total, back = scores[0].clone(), []
    total[2::2] = -1e4
    for row in scores[1:]:
        ways = total[:, None] + allowed
        best, came = ways.max(0)
        back.append(came)
        total = best + row
    path = [int(total.argmax())]
    for came in reversed(back):
        path.append(int(came[path[-1]]))
    return path[::-1]


def trained(lines: Sequence[Line]) -> Tagger:
    """A tagger fitted to some lines."""
    torch.manual_seed(0)
    model = Tagger(sorted({kind for line in lines for _, _, kind in line.entities}))
    learn(
        model,
        [line.window for line in lines],
        lambda places: model.loss([lines[n] for n in places]),
        ROUNDS,
        RATE,
    )
    return model


def main(arguments: Sequence[str] | None = None) -> int:
    """Trains and scores."""
    parser = argparse.ArgumentParser(prog="python -m training.maccrobat", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dev", action="store_true", help="train on train alone, score dev")
    options = parser.parse_args(arguments)
    if not (options.folder / SPLIT).is_file():
        parser.error(f"{options.folder} holds no {SPLIT}: name the folder of MACCROBAT")
    parts, cut = split(options.folder), Vocabulary(vocabulary())
    seen = parts["train"] if options.dev else parts["train"] + parts["dev"]
    unseen = list(read(options.folder, parts["dev" if options.dev else "test"], cut))
    model = trained(list(read(options.folder, seen, cut)))
    gold = {(line.document, entity) for line in unseen for entity in line.entities}
    precision, recall, f1 = strict(model.predict(unseen), gold)
    print(f"{'dev' if options.dev else 'test'}: {len(gold)} entities")
    print(f"strict micro P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
