"""The second net: what a clause means, by the sentence encoder, against said and traps.

For wordings that no pattern foresees. Ridge regression on random Fourier features of the examples
of the findings files and of examples.yml, one target a finding. Each threshold is the lowest at
which, left out of the training, few examples that are not meant score as high as those that are.
`python -m red_flags` makes it, `--figures` prints what it is worth.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import yaml

from red_flags.knowledge import FOLDER, Finding, all_findings

LOG = logging.getLogger(__name__)
Floats = npt.NDArray[np.float32]

CACHE = Path(os.environ.get("RED_FLAGS_CACHE") or FOLDER.parent / ".build" / "red_flags")
"""Where the trained classifiers are kept between starts, by a hash of what they were made from."""

EXAMPLES = FOLDER / "examples.yml"

SHARPNESS = 1.5
"""How fast an example's say falls with distance; chosen with the next on examples left out."""

RIDGE = 0.3
"""Weight of the penalty."""

FEATURES = 4096
"""Cosines and sines that stand for the distance to all examples."""

WRONG = (0.08, 0.5)
"""At most so many wrong examples for each right one above a threshold, both left out of training.

The second holds in a message in which the patterns have found another sign: who tells of one sign
is likely to tell of more.
"""

FLOOR = 0.08
"""No clause below this score counts, however well the examples part."""

VERSION = "5"


class Encoding(Protocol):
    """What this module needs of the encoder."""

    def encode(self, texts: Sequence[str]) -> Any:
        """Unit vectors, one a row."""


@dataclass(frozen=True)
class Meaning:
    """What the examples say about a new text."""

    ids: tuple[str, ...]
    directions: Floats
    """(FEATURES / 2, dimensions)"""
    weights: Floats
    """(findings, FEATURES)"""
    thresholds: Floats
    """(2, findings): in a message without another sign, and in one with another"""
    encoder: Encoding

    def scores(self, texts: Sequence[str]) -> Floats:
        """Give the scores as (texts, findings)."""
        rows = np.asarray(self.encoder.encode(texts), np.float32)
        # Row by row and without BLAS: its threads cost 20 ms when the cores are busy, and its
        # rounding would depend on the neighbours.
        turned = (np.einsum("ij,j->i", self.directions, row) for row in rows)
        return np.array([np.einsum("ij,j->i", self.weights, _features(row)) for row in turned])

    def found(self, texts: Sequence[str], *, beside: bool = False) -> list[list[str]]:
        """For each text the findings that it means; `beside`: another sign is in the message."""
        if not texts:
            return []
        # Each wording once: who is afraid repeats what they say.
        once = list(dict.fromkeys(texts))
        over = self.scores(once) - self.thresholds[int(beside)]
        rows = [[self.ids[k] for k in np.flatnonzero(row >= 0)] for row in over]
        found = dict(zip(once, rows, strict=True))
        return [found[text] for text in texts]


def _features(turned: Floats) -> Floats:
    scale = np.float32(np.sqrt(2 / FEATURES))
    return np.concatenate([np.cos(turned), np.sin(turned)], axis=-1) * scale


def examples(findings: Mapping[str, Finding]) -> tuple[list[str], dict[str, set[int]]]:
    """All said and traps, each once, and for each finding the numbers of those that mean it."""
    texts: dict[str, int] = {}
    means: dict[str, set[int]] = {name: set() for name in findings}
    for name, finding in findings.items():
        for text in finding.said:
            means[name].add(texts.setdefault(text, len(texts)))
        for text, _ in finding.traps:
            texts.setdefault(text, len(texts))
    for name, more in yaml.load(EXAMPLES.read_text(encoding="utf-8"), yaml.CSafeLoader).items():
        for text in more["said"]:
            means[name].add(texts.setdefault(text, len(texts)))
        for text in more["traps"]:
            texts.setdefault(text, len(texts))
    return list(texts), means


def threshold(right: Floats, wrong: Floats, most: float) -> float:
    """The lowest score with at most `most` wrong examples for each right one at or above it."""
    wrong = np.sort(wrong)
    right = np.sort(right)
    for place, score in enumerate(right):
        above = len(wrong) - np.searchsorted(wrong, score)
        if score >= FLOOR and above <= most * (len(right) - place):
            return float(score)
    return float("inf")


def ridge(features: Floats, targets: Floats) -> tuple[Floats, Floats]:
    """Weights, and each example's scores when it is left out of the training."""
    x = features.astype(np.float64)
    solved = np.linalg.inv(x.T @ x + RIDGE * np.eye(x.shape[1]))
    weights = solved @ (x.T @ targets)
    leverage = np.einsum("ij,ij->i", x @ solved, x)[:, None]
    left_out = targets - (targets - x @ weights) / (1 - leverage)
    return weights.astype(np.float32), left_out.astype(np.float32)


def train(encoder: Encoding, findings: Mapping[str, Finding]) -> tuple[Meaning, Floats]:
    """The net, and the leave-one-out scores (texts, findings) by which it was set."""
    # The context rules decide what is denied or only asked about; what they settle is no
    # counter-example here.
    from red_flags.hearing import settled  # noqa: PLC0415 - which needs this module

    texts, means = examples(findings)
    vectors = np.asarray(encoder.encode(texts), np.float32)
    ids = tuple(findings)
    targets = np.zeros((len(texts), len(ids)), np.float32)
    for k, name in enumerate(ids):
        targets[sorted(means[name]), k] = 1
    shape = (FEATURES // 2, vectors.shape[1])
    directions = np.random.default_rng(1).standard_normal(shape, np.float32)
    directions *= np.float32(np.sqrt(SHARPNESS))
    weights, left_out = ridge(_features(vectors @ directions.T), targets)
    heard = [settled(text) for text in texts]
    thresholds = np.full((len(WRONG), len(ids)), np.inf, np.float32)
    for k, name in enumerate(ids):
        wrong = [
            i
            for i, (undecided, present) in enumerate(heard)
            if i not in means[name] and name not in present and undecided
        ]
        right = left_out[sorted(means[name]), k]
        thresholds[:, k] = [threshold(right, left_out[wrong, k], most) for most in WRONG]
    return Meaning(ids, directions, weights.T.copy(), thresholds, encoder), left_out


def _key(encoder_folder: Path) -> str:
    settings = (VERSION, SHARPNESS, RIDGE, FEATURES, WRONG, FLOOR)
    made = hashlib.sha256(repr(settings).encode())
    folders = ("findings", "words")
    knowledge = [path for folder in folders for path in sorted(FOLDER.glob(f"{folder}/*.yml"))]
    # The context rules settle which examples count against a finding.
    for path in [*knowledge, EXAMPLES, *sorted(FOLDER.glob("*.py"))]:
        made.update(path.read_bytes())
    model = encoder_folder / "model.onnx"
    made.update(str(model.stat().st_size if model.exists() else 0).encode())
    return made.hexdigest()[:16]


def _kept(encoder_folder: Path) -> Path:
    """Where the net that is made from these files is kept."""
    return CACHE / f"meaning-{_key(encoder_folder)}.npz"


def _encoder() -> tuple[Encoding, Path] | None:
    try:
        from encoder import FOLDER as ENCODER_FOLDER  # noqa: PLC0415 - may be missing
        from encoder import shared_encoder  # noqa: PLC0415

        return shared_encoder(), ENCODER_FOLDER
    except Exception as error:
        LOG.warning("the second red-flag net is off: %s", error)
        return None


@lru_cache(maxsize=1)
def meaning() -> Meaning | None:
    """The second net of this process; None when it or the encoder has not been made.

    Never trains: no message may wait for that. `prepared` does.
    """
    ready = _encoder()
    if ready is None:
        return None
    encoder, folder = ready
    path = _kept(folder)
    if not path.exists():
        LOG.warning("the second red-flag net is off: run `make train`")
        return None
    with np.load(path) as kept:
        ids = tuple(str(name) for name in kept["ids"])
        return Meaning(ids, kept["directions"], kept["weights"], kept["thresholds"], encoder)


def prepared() -> Meaning | None:
    """The second net, made now (about a minute) if it has not been made from these files."""
    ready = _encoder()
    if ready is None:
        return None
    path = _kept(ready[1])
    if not path.exists():
        made, _ = train(ready[0], all_findings())
        _keep(made, path)
        meaning.cache_clear()
    return meaning()


def _keep(made: Meaning, path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for old in path.parent.glob("meaning-*.npz"):
            old.unlink()
        unfinished = path.with_suffix(f".{os.getpid()}.npz")
        np.savez(
            unfinished,
            ids=np.array(made.ids),
            directions=made.directions,
            weights=made.weights,
            thresholds=made.thresholds,
        )
        # Renamed last: an interrupted run never leaves a file that looks complete.
        unfinished.replace(path)
    except OSError as error:
        LOG.warning("the second red-flag net could not be kept: %s", error)
