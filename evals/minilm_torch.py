"""MiniLM in PyTorch with low-rank additions to its layers, for teaching alone: the product runs on onnxruntime.

The additions are LoRA (Hu and colleagues 2021): each weight W of the six layers becomes W + B A, with A and B of a
small rank. They are what is learned, and what is shipped; MiniLM itself stays as it is. Needs `torch`, which the
product does not.
"""

import math
from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

HIDDEN, HEADS = 384, 12


class Dense(nn.Module):
    """A frozen layer of MiniLM and what is added to it."""

    def __init__(self, tensors: dict[str, Tensor], name: str, rank: int) -> None:
        super().__init__()
        self.name = name
        self.register_buffer("weight", tensors[name + ".weight"])
        self.register_buffer("bias", tensors[name + ".bias"])
        outputs, inputs = tensors[name + ".weight"].shape
        self.a = nn.Parameter(torch.randn(rank, inputs) / math.sqrt(inputs))
        self.b = nn.Parameter(torch.zeros(outputs, rank))

    def forward(self, x: Tensor) -> Tensor:
        return F.linear(x, self.weight, self.bias) + F.linear(F.linear(x, self.a), self.b)


class Layer(nn.Module):
    def __init__(self, tensors: dict[str, Tensor], number: int, rank: int, dropout: float) -> None:
        super().__init__()
        p = f"encoder.layer.{number}."
        self.q, self.k, self.v = (Dense(tensors, f"{p}attention.self.{n}", rank) for n in ("query", "key", "value"))
        self.o = Dense(tensors, p + "attention.output.dense", rank)
        self.inner = Dense(tensors, p + "intermediate.dense", rank)
        self.outer = Dense(tensors, p + "output.dense", rank)
        self.norms = [_norm(tensors, p + n) for n in ("attention.output.LayerNorm", "output.LayerNorm")]
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = x.shape

        def heads(t: Tensor) -> Tensor:
            return t.view(batch, length, HEADS, HIDDEN // HEADS).transpose(1, 2)

        seen = F.scaled_dot_product_attention(
            heads(self.q(x)), heads(self.k(x)), heads(self.v(x)), attn_mask=mask[:, None, None, :]
        )
        y = self.o(seen.transpose(1, 2).reshape(batch, length, HIDDEN))
        x = self._add(x, y, 0)
        return self._add(x, self.outer(F.gelu(self.inner(x))), 1)

    def _add(self, x: Tensor, y: Tensor, norm: int) -> Tensor:
        return F.layer_norm(x + F.dropout(y, self.dropout, self.training), (HIDDEN,), *self.norms[norm], 1e-12)


class Encoder(nn.Module):
    """Token ids to (hidden states, unit vector of each text)."""

    def __init__(self, tensors: dict[str, Tensor], rank: int, layers: int = 6, dropout: float = 0.1) -> None:
        super().__init__()
        e = "embeddings."
        self.word, self.position = tensors[e + "word_embeddings.weight"], tensors[e + "position_embeddings.weight"]
        self.segment, self.norm = tensors[e + "token_type_embeddings.weight"][0], _norm(tensors, e + "LayerNorm")
        self.layers = nn.ModuleList(Layer(tensors, i, rank, dropout) for i in range(layers))
        self.dropout = dropout

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        x = self.word[ids] + self.position[: ids.shape[1]] + self.segment
        x = F.dropout(F.layer_norm(x, (HIDDEN,), *self.norm, 1e-12), self.dropout, self.training)
        for layer in self.layers:
            x = layer(x, mask)
        weights = mask[..., None].float()
        return x, F.normalize((x * weights).sum(1) / weights.sum(1), dim=-1)

    def additions(self) -> dict[str, Tensor]:
        """What was learned, by the name of the layer: 'NAME.a' (rank, inputs) and 'NAME.b' (outputs, rank)."""
        dense = [module for module in self.modules() if isinstance(module, Dense)]
        return {f"{d.name}.{part}": getattr(d, part).detach() for d in dense for part in ("a", "b")}


def padded(ids: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """(texts, longest): token ids, and True where there is a token."""
    longest = max(map(len, ids))
    tokens = torch.zeros(len(ids), longest, dtype=torch.long)
    mask = torch.zeros(len(ids), longest, dtype=torch.bool)
    for row, each in enumerate(ids):
        tokens[row, : len(each)] = torch.tensor(each)
        mask[row, : len(each)] = True
    return tokens, mask


def _norm(tensors: dict[str, Tensor], name: str) -> tuple[Tensor, Tensor]:
    return tensors[name + ".weight"], tensors[name + ".bias"]
