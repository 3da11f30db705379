"""Text to vector with all-MiniLM-L6-v2 on ONNX Runtime. Knows neither Rasa nor Sanic."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

Vectors = npt.NDArray[np.float32]

FOLDER = Path(os.environ.get("ENCODER_DIR") or Path(__file__).parent.parent / ".build" / "encoder")
"""Where ``make setup`` puts ``model.onnx`` and ``tokenizer.json``."""

MAX_TOKENS = 256
"""The length the model was trained for; what comes after is not read."""


class EncoderMissing(Exception):
    """The ONNX file has not been built yet."""


class Encoder:
    """Sentences to unit vectors of 384 dimensions; the cosine of two is their dot product."""

    dimensions = 384

    def __init__(self, folder: Path = FOLDER) -> None:
        if not (folder / "model.onnx").exists():
            raise EncoderMissing(f"{folder / 'model.onnx'} is missing: run `make setup`.")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS)
        options = onnxruntime.SessionOptions()
        # One thread: the same sum order every time, and the other cores are for other turns.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        # Sentences differ in length; without this each length keeps buffers of its own.
        options.enable_mem_pattern = False
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def token_ids(self, text: str) -> list[int]:
        """Ids of the model's word pieces, with its start and end marks, at most 256."""
        return list(self._tokenizer.encode(text).ids)

    def knows(self, word: str) -> bool:
        """Whether `word` is one of the model's 30,000 word pieces, and not put together from several."""
        return len(self._tokenizer.encode(word, add_special_tokens=False).ids) <= 1

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of ``texts``, shape (len(texts), 384).

        Each text is encoded by itself, so that a vector never depends on its neighbours'
        padding (int8 scales are set per batch).
        """
        rows = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            ids = np.array([self.token_ids(text)], dtype=np.int64)
            feed = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
            row[:] = self._session.run(None, feed)[0][0]
        return rows


class Remembering(Encoder):
    """Encodes each text once, however many models are trained with it. For training: it keeps all texts."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: dict[str, npt.NDArray[np.float32]] = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As :meth:`Encoder.encode`."""
        new = [text for text in dict.fromkeys(texts) if text not in self._seen]
        self._seen.update(zip(new, super().encode(new), strict=True))
        vectors = [self._seen[text] for text in texts]
        return np.array(vectors, dtype=np.float32).reshape(-1, self.dimensions)


@lru_cache(maxsize=1)
def shared_encoder() -> Encoder:
    """The one encoder of this process; loading it takes about 0.1 s."""
    return Encoder()
