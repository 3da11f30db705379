"""Which topic a message is about: kernel ridge on sentence vectors and character n-grams. Knows no Rasa.

Training is one linear solve. Its leave-one-out scores come in closed form (Rifkin & Lippert 2007,
"Notes on regularized least squares"), so the probabilities are fitted on scores of messages that the
model behind them has not seen, without training it again and again.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.linalg import blas, lapack
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax
from sklearn.feature_extraction.text import TfidfVectorizer

from components.spelling import Speller
from encoder import Encoder

Array = npt.NDArray[np.floating[Any]]

CHARACTER_WEIGHT = 0.5
WORD_WEIGHT = 0.2
"""Shares of the n-gram kernels beside the sentence vectors' 1.0; by leave-one-out on HINT3's training files."""

RIDGE = 0.3
"""Ridge penalty of the kernel regression; chosen like the weights above."""

NEIGHBOURS = 3
"""So many nearest examples of a class speak for it."""


def normalise(text: str) -> str:
    """`text` as the n-grams read it: lower case, no apostrophes, no letter more than twice in a row."""
    text = unicodedata.normalize("NFKC", text).lower()
    text = re.sub(r"['’`]", "", text)
    text = re.sub(r"(.)\1{2,}", r"\1\1", text)
    return re.sub(r"[^\w\s?!]+", " ", text).strip()


@dataclass(frozen=True)
class Evidence:
    """What speaks for each class; all arrays have shape (messages, classes)."""

    regression: Array
    meaning: Array
    """Mean cosine of the sentence vector to the class's nearest examples."""
    spelling: Array
    """Cosine of the character n-grams to the class's nearest example."""

    def stack(self) -> Array:
        """Shape (messages, classes, kinds of evidence)."""
        return np.stack([self.regression, self.meaning, self.spelling], axis=2)


class TopicModel:
    """A trained model: examples, their weights in each class, and how scores become probabilities."""

    def __init__(self, encoder: Encoder, state: dict[str, Any], arrays: dict[str, Array]) -> None:
        self._encoder = encoder
        self._state = state
        self._arrays = arrays
        self.classes: list[str] = state["classes"]
        self._class_of = np.asarray(arrays["class_of"], dtype=np.int64)
        # Examples stand class by class, so a class is a slice.
        self._bounds = np.searchsorted(self._class_of, np.arange(len(self.classes) + 1))
        self._vectors = arrays["vectors"]
        self._centre = arrays["centre"]
        self._to_centre = self._vectors @ self._centre
        self._from_centre = np.linalg.norm(self._vectors - self._centre, axis=1)
        self._characters = _vectorizer(
            "char_wb", (2, 5), state["characters"], arrays["characters_idf"]
        )
        self._words = _vectorizer("word", (1, 2), state["words"], arrays["words_idf"])
        self._speller = Speller(state["texts"], encoder)
        plain = [normalise(self._speller.mend(text)) for text in state["texts"]]
        self._character_rows = self._characters.transform(plain).T.tocsr()
        self._word_rows = self._words.transform(plain).T.tocsr()

    @classmethod
    def fit(cls, texts: Sequence[str], labels: Sequence[str], encoder: Encoder) -> TopicModel:
        """Train on `texts` with one label each; the same input gives the same model."""
        classes = sorted(set(labels))
        pairs = sorted(zip(labels, texts, strict=True), key=lambda pair: pair[0])
        texts = [text for _, text in pairs]
        class_of = np.array([classes.index(label) for label, _ in pairs])
        speller = Speller(texts, encoder)
        mended = [speller.mend(text) for text in texts]
        plain = [normalise(text) for text in mended]
        characters = _vectorizer("char_wb", (2, 5)).fit(plain)
        words = _vectorizer("word", (1, 2)).fit(plain)
        vectors = encoder.encode(mended)
        arrays: dict[str, Array] = {
            "class_of": class_of,
            "vectors": vectors,
            "centre": vectors.mean(axis=0),
            "characters_idf": characters.idf_,
            "words_idf": words.idf_,
            "weights": np.zeros((len(texts), 0)),
            "mix": np.zeros(3),
            "none": np.zeros(1),
        }
        state = {
            "classes": classes,
            "texts": texts,
            "characters": list(characters.get_feature_names_out()),
            "words": list(words.get_feature_names_out()),
        }
        model = cls(encoder, state, arrays)
        model._solve()
        return model

    def _kernel(self, vectors: Array, meaning: Array, spelling: Array, wording: Array) -> Array:
        """Likeness of messages (rows) to all examples (columns); `meaning` is their cosines."""
        # Cosines seen from the examples' centre: all speak of cramps, and only the rest differs.
        gram = meaning - (vectors @ self._centre)[:, None]
        gram -= self._to_centre - self._centre @ self._centre
        gram /= np.linalg.norm(vectors - self._centre, axis=1)[:, None]
        gram /= self._from_centre
        # With the square, two ways to ask one thing need not lie on one line through the space.
        gram += gram * gram
        gram += CHARACTER_WEIGHT * spelling
        gram += WORD_WEIGHT * wording
        gram += 1.0
        return gram

    def _solve(self) -> None:
        spelling = (self._character_rows.T @ self._character_rows).toarray()
        wording = (self._word_rows.T @ self._word_rows).toarray()
        meaning = self._vectors @ self._vectors.T
        gram = self._kernel(self._vectors, meaning, spelling, wording)
        del wording
        counts = np.bincount(self._class_of)
        # Rare classes weigh a little more than their share, frequent ones a little less.
        weight = np.sqrt(len(gram) / len(self.classes) / counts)[self._class_of]
        gram[np.diag_indices_from(gram)] += (RIDGE / weight).astype(np.float32)
        target = np.where(np.arange(len(self.classes)) == self._class_of[:, None], 1.0, -1.0)
        target = np.asfortranarray(target, dtype=np.float32)
        # The matrix is symmetric, so its transpose is itself in the order LAPACK wants: no copy.
        factor, failed = lapack.spotrf(gram.T, lower=1, clean=1, overwrite_a=1)
        assert not failed, "the kernel matrix is not positive definite"
        half = blas.strsm(1.0, factor, target, lower=1)
        self._arrays["weights"] = blas.strsm(1.0, factor, half, lower=1, trans_a=1)
        # What leave-one-out needs of the inverse is its diagonal alone.
        inverse, _ = lapack.strtri(factor, lower=1, overwrite_c=1)
        diagonal = np.einsum("ij,ij->j", inverse, inverse)
        del gram, factor, inverse
        unseen = target - self._arrays["weights"] / diagonal[:, None]
        # Nobody is their own neighbour.
        np.fill_diagonal(meaning, -1.0)
        np.fill_diagonal(spelling, 0.0)
        evidence = Evidence(unseen, self._near(meaning, NEIGHBOURS), self._near(spelling, 1))
        self._arrays["mix"], self._arrays["none"] = _fit_mix(evidence.stack(), self._class_of)
        self.unseen_probabilities = self._probabilities(evidence)
        """Shape (examples, classes): what each example got from a model that had not seen it."""

    def _near(self, similarity: Array, count: int) -> Array:
        columns = []
        for start, stop in zip(self._bounds, self._bounds[1:], strict=False):
            members = similarity[:, start:stop]
            most = min(count, members.shape[1])
            if most == 1:
                columns.append(members.max(axis=1))
            else:
                columns.append(np.partition(members, -most, axis=1)[:, -most:].mean(axis=1))
        return np.stack(columns, axis=1)

    def _probabilities(self, evidence: Evidence) -> Array:
        scores = evidence.stack() @ self._arrays["mix"]
        none = np.full((len(scores), 1), self._arrays["none"][0])
        return np.asarray(softmax(np.hstack([scores, none]), axis=1)[:, :-1])

    def probabilities(self, texts: Sequence[str]) -> Array:
        """Shape (texts, classes). A row sums to less than 1: the rest is "none of these"."""
        mended = [self._speller.mend(text) for text in texts]
        plain = [normalise(text) for text in mended]
        vectors = self._encoder.encode(mended)
        spelling = (self._characters.transform(plain) @ self._character_rows).toarray()
        wording = (self._words.transform(plain) @ self._word_rows).toarray()
        meaning = vectors @ self._vectors.T
        gram = self._kernel(vectors, meaning, spelling, wording)
        return self._probabilities(
            Evidence(
                gram @ self._arrays["weights"],
                self._near(meaning, NEIGHBOURS),
                self._near(spelling, 1),
            )
        )

    def ranks(self, texts: Sequence[str]) -> list[list[tuple[str, float]]]:
        """For each text the classes with their probabilities, the likeliest first."""
        if not texts:
            return []
        return [
            [(self.classes[index], float(row[index])) for index in np.argsort(-row, kind="stable")]
            for row in self.probabilities(texts)
        ]

    def rank(self, text: str) -> list[tuple[str, float]]:
        """The same for one text."""
        return self.ranks([text])[0]

    def knows(self, word: str) -> bool:
        """Whether `word` stands in the examples or is one of the encoder's own words."""
        return word in self._words.vocabulary_ or self._encoder.knows(word)

    @property
    def examples(self) -> list[tuple[str, str]]:
        """The training examples, each with its class, in the order of `unseen_probabilities`."""
        labels = [self.classes[number] for number in self._class_of]
        return list(zip(self._state["texts"], labels, strict=True))

    def save(self, folder: Path) -> None:
        """Write plain numbers and JSON; nothing that loading would run."""
        (folder / "topics.json").write_text(json.dumps(self._state))
        np.savez_compressed(folder / "topics.npz", **self._arrays)

    @classmethod
    def load(cls, folder: Path, encoder: Encoder) -> TopicModel:
        """Read what :meth:`save` wrote."""
        state = json.loads((folder / "topics.json").read_text())
        with np.load(folder / "topics.npz", allow_pickle=False) as arrays:
            return cls(encoder, state, dict(arrays))


def _vectorizer(
    analyzer: str,
    ngrams: tuple[int, int],
    vocabulary: list[str] | None = None,
    idf: Array | None = None,
) -> TfidfVectorizer:
    vectorizer = TfidfVectorizer(
        analyzer=analyzer,
        ngram_range=ngrams,
        sublinear_tf=True,
        token_pattern=r"\b\w+\b" if analyzer == "word" else None,
        vocabulary=vocabulary,
        dtype=np.float32,
    )
    if idf is not None:
        vectorizer.idf_ = idf
    return vectorizer


def _fit_mix(stack: Array, class_of: npt.NDArray[np.int64]) -> tuple[Array, Array]:
    """Weights of the kinds of evidence and the score of "none of these", by maximum likelihood.

    Each example counts twice: its own class should win; and with its class taken away, nothing
    that is left should. The second half is how the model learns what a stranger looks like.
    """
    rows = np.arange(len(class_of))

    def loss(parameters: Array) -> tuple[float, Array]:
        scores = stack @ parameters[:-1]
        none = np.full((len(scores), 1), parameters[-1])
        known = log_softmax(np.hstack([scores, none]), axis=1)
        # What the gradient wants: predicted share minus true share, per class and for "none".
        excess = np.exp(known)
        excess[rows, class_of] -= 1.0
        scores[rows, class_of] = -np.inf
        strange = log_softmax(np.hstack([scores, none]), axis=1)
        excess_strange = np.exp(strange)
        excess_strange[:, -1] -= 1.0
        excess += STRANGER_WEIGHT * excess_strange
        value = -known[rows, class_of].mean() - STRANGER_WEIGHT * strange[:, -1].mean()
        slope = np.append(np.einsum("ec,eck->k", excess[:, :-1], stack), excess[:, -1].sum())
        return float(value), slope / len(rows)

    best = minimize(loss, np.array([4.0, 4.0, 1.0, 2.0]), method="L-BFGS-B", jac=True).x
    return best[:-1], best[-1:]


STRANGER_WEIGHT = 0.3
"""How much a stranger's likelihood weighs beside an example's own."""
