"""The second net: what a clause means, by the sentence encoder, against said and traps.

For wordings that no pattern foresees. Kernel ridge regression on the examples of the findings
files, one target a finding; each threshold lies where at most `ALLOWED` other examples score when
left out, so that it adds recall at little cost. `python -m red_flags.meaning` prints the figures.
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

from red_flags.knowledge import FOLDER, Finding, all_findings

LOG = logging.getLogger(__name__)
Floats = npt.NDArray[np.float32]

CACHE = Path(os.environ.get("RED_FLAGS_CACHE") or FOLDER.parent / ".build" / "red_flags")
"""Where the trained classifiers are kept between starts, by a hash of what they were made from."""

SHARPNESS = 4.0
"""How fast an example's say falls with distance; this and the next by leave-one-out."""

RIDGE = 0.2
"""Weight of the penalty."""

ALLOWED = 2
"""Wrong examples of about 4,400 that may score above a finding's threshold."""

MARGIN = 0.05
"""How far above the next wrong example a clause must score."""

FLOOR = 0.15
"""No clause below this score counts, however well the examples part."""

VERSION = "2"


class Encoding(Protocol):
    """What this module needs of the encoder."""

    def encode(self, texts: Sequence[str]) -> Any:
        """Unit vectors, one a row."""


@dataclass(frozen=True)
class Meaning:
    """What the examples say about a new text."""

    ids: tuple[str, ...]
    vectors: Floats
    """(examples, dimensions)"""
    says: Floats
    """(examples, findings): how much each example says for or against each finding."""
    thresholds: Floats
    encoder: Encoding

    def scores(self, texts: Sequence[str]) -> Floats:
        """(texts, findings)"""
        near = np.asarray(self.encoder.encode(texts), np.float32) @ self.vectors.T
        scores: Floats = np.exp(SHARPNESS * (near - 1)) @ self.says
        return scores

    def found(self, texts: Sequence[str]) -> list[list[str]]:
        """For each text the findings that it means."""
        if not texts:
            return []
        over = self.scores(texts) - self.thresholds
        return [[self.ids[k] for k in np.flatnonzero(row > 0)] for row in over]


def examples(
    findings: Mapping[str, Finding],
) -> tuple[list[str], dict[str, set[int]], dict[str, set[int]]]:
    """Texts; for each finding the numbers of those that mean it, and of those that are its traps."""
    texts: dict[str, int] = {}
    means: dict[str, set[int]] = {name: set() for name in findings}
    traps: dict[str, set[int]] = {name: set() for name in findings}
    for name, finding in findings.items():
        for text in finding.said:
            means[name].add(texts.setdefault(text, len(texts)))
        for text, _ in finding.traps:
            traps[name].add(texts.setdefault(text, len(texts)))
    return list(texts), means, traps


def ridge(vectors: Floats, targets: Floats) -> tuple[Floats, Floats]:
    """What each example says, and each example's scores when it is left out."""
    near = np.exp(SHARPNESS * (vectors.astype(np.float64) @ vectors.T - 1))
    solved = np.linalg.inv(near + RIDGE * np.eye(len(near)))
    says = solved @ targets
    left_out = targets - says / np.diag(solved)[:, None]
    return says.astype(np.float32), left_out.astype(np.float32)


def train(encoder: Encoding, findings: Mapping[str, Finding]) -> tuple[Meaning, Floats]:
    """The net, and the leave-one-out scores (texts, findings) by which it was set."""
    # The context rules decide what is denied or only asked about; what they settle is no
    # counter-example here.
    from red_flags.hearing import settled

    texts, means, _ = examples(findings)
    vectors = np.asarray(encoder.encode(texts), np.float32)
    ids = tuple(findings)
    targets = np.zeros((len(texts), len(ids)), np.float32)
    for k, name in enumerate(ids):
        targets[sorted(means[name]), k] = 1
    says, left_out = ridge(vectors, targets)
    heard = [settled(text) for text in texts]
    thresholds = np.full(len(ids), np.inf, np.float32)
    for k, name in enumerate(ids):
        wrong = sorted(
            float(left_out[i, k])
            for i, (undecided, present) in enumerate(heard)
            if i not in means[name] and name not in present and undecided
        )
        if means[name] and len(wrong) > ALLOWED:
            thresholds[k] = max(FLOOR, wrong[-1 - ALLOWED] + MARGIN)
    return Meaning(ids, vectors, says, thresholds, encoder), left_out


def _key(encoder_folder: Path) -> str:
    made = hashlib.sha256(f"{VERSION} {SHARPNESS} {RIDGE} {ALLOWED} {MARGIN} {FLOOR}".encode())
    for path in [*sorted((FOLDER / "findings").glob("*.yml")), *sorted(FOLDER.glob("words/*.yml"))]:
        made.update(path.read_bytes())
    model = encoder_folder / "model.onnx"
    made.update(str(model.stat().st_size if model.exists() else 0).encode())
    return made.hexdigest()[:16]


@lru_cache(maxsize=1)
def meaning() -> Meaning | None:
    """The second net of this process; None when the encoder is not there.

    Loads the classifiers from the cache, or makes them (about half a minute) and keeps them there.
    """
    try:
        from encoder import FOLDER as encoder_folder
        from encoder import shared_encoder

        encoder = shared_encoder()
    except Exception as error:
        LOG.warning("the second red-flag net is off: %s", error)
        return None
    path = CACHE / f"meaning-{_key(encoder_folder)}.npz"
    if path.exists():
        with np.load(path) as kept:
            ids = tuple(str(name) for name in kept["ids"])
            return Meaning(ids, kept["vectors"], kept["says"], kept["thresholds"], encoder)
    made, _ = train(encoder, all_findings())
    _keep(made, path)
    return made


def _keep(made: Meaning, path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{os.getpid()}.npz")
        np.savez(
            unfinished,
            ids=np.array(made.ids),
            vectors=made.vectors,
            says=made.says,
            thresholds=made.thresholds,
        )
        # Renamed last: an interrupted run never leaves a file that looks complete.
        unfinished.replace(path)
    except OSError as error:
        LOG.warning("the second red-flag net could not be kept: %s", error)


def main() -> int:
    """Makes the net if need be, and prints what it is worth by leave-one-out."""
    ready = meaning()
    if ready is None:
        print("no encoder: run `make setup`")
        return 1
    made, left_out = train(ready.encoder, all_findings())
    _, means, _ = examples(all_findings())
    caught = total = 0
    for k, name in enumerate(made.ids):
        mine = sorted(means[name])
        hits = int((left_out[mine, k] > made.thresholds[k]).sum())
        caught, total = caught + hits, total + len(mine)
        print(f"{name}: threshold {made.thresholds[k]:.2f}, said caught {hits}/{len(mine)}")
    print(f"said caught when left out: {caught}/{total}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
