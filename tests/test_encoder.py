"""The encoder against what the original implementation gave for the same sentences."""

import json
from pathlib import Path

import numpy as np
import pytest

from encoder import Encoder, EncoderMissing, shared_encoder

REFERENCE = json.loads((Path(__file__).parent / "minilm_reference.json").read_text())

QUANTISED = 0.98
"""Least cosine with the original that an int8 model must reach."""


@pytest.mark.parametrize("known", REFERENCE, ids=[entry["text"][:30] for entry in REFERENCE])
def test_token_ids_and_vectors_equal_the_originals(known):
    encoder = shared_encoder()
    assert encoder.token_ids(known["text"]) == known["token_ids"]
    original = np.array(known["embedding"], dtype=np.float32)
    cosine = encoder.encode([known["text"]])[0] @ original / np.linalg.norm(original)
    assert cosine > QUANTISED


def test_a_vector_does_not_depend_on_its_neighbours():
    encoder = shared_encoder()
    alone = encoder.encode(["my calf locks up"])[0]
    together = encoder.encode(["why", "my calf locks up", "a much longer sentence " * 20])[1]
    assert np.array_equal(alone, together)


def test_vectors_have_length_one_and_long_text_is_cut_not_refused():
    vectors = shared_encoder().encode(["", "cramp", "cramp " * 5000])
    assert vectors.shape == (3, Encoder.dimensions)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    assert len(shared_encoder().token_ids("cramp " * 5000)) == 256


def test_a_missing_model_says_what_to_run(tmp_path):
    with pytest.raises(EncoderMissing, match="make setup"):
        Encoder(tmp_path)


def test_other_weights_are_refused(tmp_path):
    onnx = pytest.importorskip("onnx", reason="only the app environment builds")
    assert onnx
    from encoder.build import WrongWeights, build

    (tmp_path / "model.safetensors").write_bytes(b"something else")
    with pytest.raises(WrongWeights, match="SHA-256"):
        build(tmp_path, tmp_path / "out")
    assert not (tmp_path / "out").exists()
