"""How much is measured, and where files may be written. Knows nothing of what is measured."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
WORK = ROOT / ".build" / "benchmarks"
RASA_PYTHON = ROOT / ".venv" / "rasa" / "bin" / "python"
MODEL = ROOT / "models" / "cramps.tar.gz"

SEED = 0
"""Of every choice of sentences, and of the stock pipeline's own training."""


@dataclass(frozen=True)
class Scale:
    """Counts of one run."""

    name: str
    epochs: int
    """Of each of the stock pipeline's components that learn by epochs; its default is 100.

    On this data one takes a minute on two cores. A parse and a turn take as long however long it
    learned, so one is enough for speed, and for training it gives stock a head start of 99.
    """
    blocks: int
    """So often the two systems take turns."""
    block_turns: int
    """Sequential turns of one system in a block."""
    rate_turns: int
    """Concurrent turns of one system in a block."""
    long_conversations: int
    long_turns: int
    memory_turns: int
    messages: int
    """Texts whose check and parse are timed."""
    sentences: int | None
    """Sentences of each kind that recognition reads; all when None."""


FULL = Scale(
    name="full",
    epochs=int(os.environ.get("STOCK_EPOCHS") or 1),
    blocks=10,
    block_turns=60,
    rate_turns=320,
    long_conversations=20,
    long_turns=100,
    memory_turns=5000,
    messages=200,
    sentences=None,
)
QUICK = Scale(
    name="quick",
    epochs=1,
    blocks=2,
    block_turns=20,
    rate_turns=80,
    long_conversations=2,
    long_turns=20,
    memory_turns=200,
    messages=40,
    sentences=40,
)
"""Only to see that the benchmark itself works: its figures are not kept."""
