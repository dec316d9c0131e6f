"""The learned tagger and the pair reader as graphs for onnxruntime, written node by node with 8-bit weights.

Written by hand rather than exported, because every fusion then is where it counts: one node for a layer's attention
with query, key and value in one product, biases inside the products, no mask (a window is never padded), and sum and
normalisation apart (onnxruntime's node for both is four times as slow on a processor: `open_session` keeps it from
putting them together again).
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

Weights = Mapping[str, npt.NDArray[np.float32]]

LAYERS = 6
HEADS = 12
#: What BERT adds to a variance.
EPSILON = 1e-12
#: 7 bits: products of 8 by 8 bits overflow on processors without an instruction of their own for them.
LARGEST = 63
MICROSOFT = "com.microsoft"


class _Graph:
    """Nodes and constants, as they are added; each method returns the name of what it adds."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, array: npt.NDArray[np.generic]) -> str:
        name = f"constant{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(self, kind: str, inputs: list[str], outputs: list[str] | None = None, **attributes: object) -> str:
        outputs = outputs or [f"value{len(self.nodes)}"]
        self.nodes.append(helper.make_node(kind, inputs, outputs, name=f"node{len(self.nodes)}", **attributes))
        return outputs[0]

    def quantised(self, weight: npt.NDArray[np.float32]) -> tuple[str, str, str]:
        """Constants: a weight `(in, out)` in 8 bits, the scale of each column, its zero."""
        scale = np.maximum(np.abs(weight).max(axis=0), 1e-9) / LARGEST
        eight = np.rint(weight / scale).astype(np.int8)
        return self.constant(eight), self.constant(scale.astype(np.float32)), self.constant(np.zeros_like(eight[0]))

    def product(self, x: str, weight: npt.NDArray[np.float32], bias: npt.NDArray[np.float32]) -> str:
        inputs = [x, *self.quantised(weight), self.constant(bias)]
        return self.node("DynamicQuantizeMatMul", inputs, domain=MICROSOFT)

    def attention(self, x: str, weight: npt.NDArray[np.float32], bias: npt.NDArray[np.float32]) -> str:
        """Of all heads; `weight` `(in, 3 * out)` makes queries, keys and values."""
        parts = [f"{part}{len(self.nodes)}" for part in ("queries", "keys", "contents")]
        self.node("Split", [self.product(x, weight, bias)], parts, axis=-1, num_outputs=3)
        return self.node("MultiHeadAttention", parts, domain=MICROSOFT, num_heads=HEADS)

    def normalised(self, x: str, gain: npt.NDArray[np.float32], bias: npt.NDArray[np.float32]) -> str:
        return self.node("LayerNormalization", [x, self.constant(gain), self.constant(bias)], epsilon=EPSILON)


def build(weights: Weights) -> onnx.ModelProto:
    """The graph of a model of training/train_tagger.py: `ids` and `values` to `tags`, `links` and `distances`."""
    graph = _Graph()
    x = _states(graph, weights)
    both = np.concatenate([weights["tags.weight"], weights["links.weight"]]).T
    scores = graph.product(x, both, np.concatenate([weights["tags.bias"], weights["links.bias"]]))
    sizes = [len(weights["tags.bias"]), len(weights["links.bias"])]
    graph.node("Split", [scores, graph.constant(np.array(sizes))], ["tags", "links"], axis=-1)
    graph.node("Identity", [graph.constant(weights["distances"])], ["distances"])
    inputs = {"ids": [1, "pieces"], "values": [1, "pieces", "columns"]}
    outputs = {
        "tags": [1, "pieces", sizes[0]],
        "links": [1, "pieces", sizes[1]],
        "distances": list(weights["distances"].shape),
    }
    return _model(graph, "attribution", inputs, outputs)


def build_pairs(weights: Weights) -> onnx.ModelProto:
    """The graph of a model of training/train_pairs.py: `ids` and `values` of one pair to the scores of its labels."""
    graph = _Graph()
    mean = graph.node("ReduceMean", [_states(graph, weights), graph.constant(np.array([1]))], keepdims=0)
    # Three numbers: not worth 8 bits.
    product = graph.node("MatMul", [mean, graph.constant(weights["labels.weight"].T)])
    graph.node("Add", [product, graph.constant(weights["labels.bias"])], ["labels"])
    inputs = {"ids": [1, "pieces"], "values": [1, "pieces", "columns"]}
    return _model(graph, "pairs", inputs, {"labels": [1, len(weights["labels.bias"])]})


def _model(graph: _Graph, name: str, inputs: Mapping[str, object], outputs: Mapping[str, object]) -> onnx.ModelProto:
    made = helper.make_graph(
        graph.nodes,
        name,
        [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name, shape in inputs.items()],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in outputs.items()],
        graph.constants,
    )
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=9)


def _states(graph: _Graph, weights: Weights) -> str:
    """The last states of all pieces, (1, pieces, width)."""
    x = _embedded(graph, weights)
    for layer in range(LAYERS):
        x = _layer(graph, weights, f"body.encoder.layer.{layer}.", x)
    return x


def _embedded(graph: _Graph, weights: Weights) -> str:
    """Word, properties and place of each piece, added. The words' vectors, half of the file, have 8 bits."""
    vectors = weights["body.embeddings.word_embeddings.weight"]
    scale = np.abs(vectors).max(axis=1, keepdims=True) / 127
    eight = graph.node("Gather", [graph.constant(np.rint(vectors / scale).astype(np.int8)), "ids"])
    words = graph.node("Cast", [eight], to=TensorProto.FLOAT)
    words = graph.node("Mul", [words, graph.node("Gather", [graph.constant(scale.astype(np.float32)), "ids"])])
    properties = graph.node("Gather", [graph.constant(weights["properties.weight"]), "values"])
    properties = graph.node("ReduceSum", [properties, graph.constant(np.array([2]))], keepdims=0)
    places = weights["body.embeddings.position_embeddings.weight"]
    places = places + weights["body.embeddings.token_type_embeddings.weight"][0]
    zero = graph.constant(np.array([0]))
    count = graph.node("Shape", ["ids"], start=1, end=2)
    place = graph.node("Slice", [graph.constant(places), zero, count, zero])
    x = graph.node("Add", [graph.node("Add", [words, properties]), place])
    prefix = "body.embeddings.LayerNorm."
    return graph.normalised(x, weights[prefix + "weight"], weights[prefix + "bias"])


def _layer(graph: _Graph, weights: Weights, prefix: str, x: str) -> str:
    def of(name: str) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        return weights[f"{prefix}{name}.weight"].T, weights[f"{prefix}{name}.bias"]

    parts = [of(f"attention.self.{name}") for name in ("query", "key", "value")]
    weight, bias = np.concatenate([w for w, _ in parts], axis=1), np.concatenate([b for _, b in parts])
    attended = graph.product(graph.attention(x, weight, bias), *of("attention.output.dense"))
    x = graph.normalised(graph.node("Add", [attended, x]), *of("attention.output.LayerNorm"))
    wide = graph.node("Gelu", [graph.product(x, *of("intermediate.dense"))], domain=MICROSOFT)
    return graph.normalised(graph.node("Add", [graph.product(wide, *of("output.dense")), x]), *of("output.LayerNorm"))
