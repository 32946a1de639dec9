"""Raw Chroma as in its quick start, without a download: its default embedding function on our installed weights."""

import shutil
from pathlib import Path

import numpy as np

from knowledge import embeddings

_FILES = ("config.json", "special_tokens_map.json", "tokenizer_config.json", "tokenizer.json", "vocab.txt")


def prepare_default_embedding(user: Path) -> dict[str, str] | None:
    """Lay the model where Chroma's default embedding function looks for it; the environment that leads there.

    None without the package `onnx`, which writes the file. The graph is ours, fused, and so faster than the export that
    Chroma would download: a harder opponent.
    """
    try:
        import onnx
        from onnx import TensorProto, helper, numpy_helper
    except ImportError:
        return None
    folder = user / ".cache" / "chroma" / "onnx_models" / "all-MiniLM-L6-v2" / "onnx"
    folder.mkdir(parents=True)
    source = embeddings._package_folder()
    for name in _FILES:
        shutil.copy(source / name, folder / name)

    model = onnx.load(embeddings.skeleton(), load_external_data=False)
    graph = model.graph
    weights = embeddings._graph_weights(embeddings.read_safetensors(source / "model.safetensors"))
    hidden = f"{embeddings.LAYERS - 1}.norm2"
    last = next(i for i, node in enumerate(graph.node) if node.output[0] == hidden)
    del graph.node[last + 1 :]
    del graph.initializer[:]
    graph.initializer.extend(numpy_helper.from_array(np.ascontiguousarray(w), name) for name, w in weights.items())
    casts = []
    del graph.input[:]
    for name in ("input_ids", "attention_mask", "token_type_ids"):
        graph.input.append(helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"]))
        casts.append(helper.make_node("Cast", [name], [f"{name}.32"], to=TensorProto.INT32))
    for node in graph.node:
        for i, name in enumerate(node.input):
            if name in ("input_ids", "attention_mask"):
                node.input[i] = f"{name}.32"
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)
    del graph.output[:]
    graph.output.append(helper.make_tensor_value_info(hidden, TensorProto.FLOAT, ["batch", "tokens", 384]))
    onnx.save(model, str(folder / "model.onnx"))
    return {"HOME": str(user)}
