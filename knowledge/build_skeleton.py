"""Write the graphs of all-MiniLM-L6-v2 without its weights (about 9 kB each).

    python -m knowledge.build_skeleton

The encoder, mean pooling and normalisation are one graph of onnxruntime's fused BERT operators (domain
com.microsoft). Each weight is declared by name and shape only; `knowledge.embeddings` hands the weights in at start,
so that neither PyTorch nor a converted copy of the model is needed. Needs `onnx`, which the product does not.

minilm.onnx is the model, minilm-8bit.onnx the same in products of 8 bits, minilm-8bit-3.onnx its first three layers.

With 8 bits the large products are those of whole numbers of 8 bits, the inputs scaled as they come (Zafrir and
colleagues 2019, Q8BERT). One matrix stays as it is: processors without VNNI add two neighbouring products in 16 bits,
and what would overflow on real messages is 4 % of its result (root mean square), of the others' 1 % at most.
"""

from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper

from knowledge.embeddings import HALF, LAYERS, skeleton

HEADS, HIDDEN, INNER, VOCABULARY, POSITIONS = 12, 384, 1536, 30522, 512
BUILT = ((LAYERS, False), (LAYERS, True), (HALF, True))  # (layers, in 8 bits)


class _Graph:
    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.tensors: list[onnx.TensorProto] = []

    def weight(self, name: str, *shape: int, type: int = TensorProto.FLOAT) -> str:
        tensor = TensorProto(name=name, data_type=type, dims=shape, data_location=TensorProto.EXTERNAL)
        tensor.external_data.add(key="location", value="handed in at start")
        self.tensors.append(tensor)
        return name

    def node(
        self, op: str, inputs: list[str], outputs: list[str], domain: str = "com.microsoft", **attributes: Any
    ) -> str:
        self.nodes.append(helper.make_node(op, inputs, outputs, domain=domain, **attributes))
        return outputs[0]


def build(layers: int = LAYERS, *, eight_bits: bool = False) -> onnx.ModelProto:
    """The model; inputs `input_ids` and `attention_mask`, int32 (batch, tokens); outputs `embedding`, (batch, 384), and
    `hidden`, (batch, tokens, 384), which is computed anyway and costs nothing where it is not asked for."""
    g = _Graph()
    shape = g.node("Shape", ["input_ids"], ["ids_shape"], domain="")
    segments = g.node(
        "ConstantOfShape",
        [shape],
        ["segments"],
        domain="",
        value=helper.make_tensor("zero", TensorProto.INT32, [1], [0]),
    )
    x = g.node(
        "EmbedLayerNormalization",
        ["input_ids", segments, g.weight("word", VOCABULARY, HIDDEN), g.weight("position", POSITIONS, HIDDEN),
         g.weight("segment", 2, HIDDEN), g.weight("norm.weight", HIDDEN), g.weight("norm.bias", HIDDEN)],
        ["embedded", "unused_mask_index"], epsilon=1e-12,
    )  # fmt: skip
    for i in range(layers):
        x = _layer(g, x, f"{i}.", eight_bits=eight_bits)
    x = g.node("Identity", [x], ["hidden"], domain="")
    # Mean over the real tokens, then length 1: the mean's divisor cancels out in the normalisation.
    g.tensors.append(onnx.numpy_helper.from_array(np.array([1], np.int64), "axis"))
    mask = g.node("Cast", ["attention_mask"], ["mask"], domain="", to=TensorProto.FLOAT)
    row = g.node("Unsqueeze", [mask, "axis"], ["mask_row"], domain="")
    summed = g.node("MatMul", [row, x], ["summed"], domain="")
    flat = g.node("Squeeze", [summed, "axis"], ["flat"], domain="")
    g.node("LpNormalization", [flat], ["embedding"], domain="", axis=1, p=2)

    inputs = [
        helper.make_tensor_value_info(n, TensorProto.INT32, ["batch", "tokens"])
        for n in ("input_ids", "attention_mask")
    ]
    outputs = [
        helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", HIDDEN]),
        helper.make_tensor_value_info("hidden", TensorProto.FLOAT, ["batch", "tokens", HIDDEN]),
    ]
    graph = helper.make_graph(g.nodes, "all-MiniLM-L6-v2", inputs, outputs, g.tensors)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9)


def _layer(g: _Graph, x: str, name: str, *, eight_bits: bool) -> str:
    def dense(inputs: str, weight: str, rows: int, columns: int) -> str:
        return g.node("MatMul", [inputs, g.weight(name + weight, rows, columns)], [name + weight + ".out"], domain="")

    def quantized(inputs: str, weight: str, rows: int, columns: int) -> str:
        whole = g.weight(name + weight, rows, columns, type=TensorProto.INT8)
        scale = g.weight(name + weight + ".scale", columns)
        return g.node("DynamicQuantizeMatMul", [inputs, whole, scale], [name + weight + ".product"])

    def large(inputs: str, weight: str, rows: int, columns: int) -> str:
        if not eight_bits:
            return dense(inputs, weight, rows, columns)
        # All inputs share one scale. The first token's are four times as large as the others': each token is brought
        # to the same size before and back after, or little would be left of the others.
        n = name + weight
        size = g.node("Abs", [inputs], [n + ".abs"], domain="")
        size = g.node("ReduceMax", [size], [n + ".size"], domain="", axes=[-1], keepdims=1)
        like = g.node("Div", [inputs, size], [n + ".like"], domain="")
        return g.node("Mul", [quantized(like, weight, rows, columns), size], [n + ".out"], domain="")

    def attention(inputs: str) -> str:
        out = [name + "attention"]
        if not eight_bits:
            qkv = [g.weight(name + "qkv.weight", HIDDEN, 3 * HIDDEN), g.weight(name + "qkv.bias", 3 * HIDDEN)]
            return g.node("Attention", [inputs, *qkv, "attention_mask"], out, num_heads=HEADS)
        parts = [name + part for part in ("query", "key", "value")]
        g.node("Split", [quantized(inputs, "qkv.weight", HIDDEN, 3 * HIDDEN)], parts, domain="", axis=2)
        bias = g.weight(name + "qkv.bias", 3 * HIDDEN)
        return g.node("MultiHeadAttention", [*parts, bias, "attention_mask"], out, num_heads=HEADS)

    def add_and_norm(y: str, residual: str, norm: str, bias: str) -> str:
        tensors = [
            g.weight(name + norm + ".weight", HIDDEN),
            g.weight(name + norm + ".bias", HIDDEN),
            g.weight(name + bias, HIDDEN),
        ]
        return g.node("SkipLayerNormalization", [y, residual, *tensors], [name + norm], epsilon=1e-12)

    x = add_and_norm(dense(attention(x), "attended", HIDDEN, HIDDEN), x, "norm1", "attended.bias")
    inner = large(x, "inner", HIDDEN, INNER)
    active = g.node("BiasGelu", [inner, g.weight(name + "inner.bias", INNER)], [name + "active"])
    return add_and_norm(large(active, "outer", INNER, HIDDEN), x, "norm2", "outer.bias")


if __name__ == "__main__":
    for layers, eight_bits in BUILT:
        target = skeleton(layers, eight_bits=eight_bits)
        target.write_bytes(build(layers, eight_bits=eight_bits).SerializeToString(deterministic=True))
        print(f"{target}: {target.stat().st_size} bytes")
