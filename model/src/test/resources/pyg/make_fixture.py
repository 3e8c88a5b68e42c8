#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the fixtures of PygImportTest beside this file, the same bytes every time.

Two state dicts as torch_geometric.nn.GraphSAGE names them, saved as safetensors, a graph with
features, and the embeddings that PyTorch Geometric's published formula gives, in float64:

    SAGEConv    x'_i = W_l mean(x_j : j -> i) + b + W_r x_i          (aggr="mean")
                x'_i = x'_i / max(||x'_i||, 1e-12)                    (normalize=True)
    GraphSAGE   x = act(conv(x)) for every conv but the last, x = conv(x) for the last

Nothing here is shared with the Java code; the standard library is all it needs. Sums are exact before
they are rounded (fsum), so that no version of Python gives other bytes.

    python3 make_fixture.py
"""

import json
import math
import pathlib
import random
import struct

HERE = pathlib.Path(__file__).parent
VERTICES = 12


def rounded(value, code):
    """The value as the tensor will hold it."""
    return struct.unpack("<" + code, struct.pack("<" + code, value))[0]


def matrix(rng, rows, columns, code):
    limit = math.sqrt(6 / (rows + columns))
    return [[rounded(rng.uniform(-limit, limit), code) for _ in range(columns)] for _ in range(rows)]


def state_dict(rng, widths, code, bias, root_weight):
    tensors = {}
    for i, (n_in, n_out) in enumerate(zip(widths, widths[1:])):
        tensors[f"convs.{i}.lin_l.weight"] = matrix(rng, n_out, n_in, code)
        if bias:
            tensors[f"convs.{i}.lin_l.bias"] = [rounded(rng.uniform(-1, 1), code) for _ in range(n_out)]
        if root_weight:
            tensors[f"convs.{i}.lin_r.weight"] = matrix(rng, n_out, n_in, code)
    return tensors


def save(tensors, dtype, code, path):
    """The safetensors format: length of the header, the header, the data."""
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for name, tensor in tensors.items():
        flat = [x for row in tensor for x in row] if isinstance(tensor[0], list) else tensor
        shape = [len(tensor), len(tensor[0])] if isinstance(tensor[0], list) else [len(tensor)]
        packed = struct.pack(f"<{len(flat)}{code}", *flat)
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [len(data), len(data) + len(packed)]}
        data += packed
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def apply(weight, x):
    return [math.fsum(w * v for w, v in zip(row, x)) for row in weight]


def sage_conv(tensors, i, x, edges, normalize):
    out = []
    for v in range(len(x)):
        heard = [x[src] for src, dst in edges if dst == v]
        mean = [math.fsum(column) / len(heard) for column in zip(*heard)] if heard else [0.0] * len(x[v])
        row = apply(tensors[f"convs.{i}.lin_l.weight"], mean)
        bias = tensors.get(f"convs.{i}.lin_l.bias")
        root = tensors.get(f"convs.{i}.lin_r.weight")
        if bias:
            row = [r + b for r, b in zip(row, bias)]
        if root:
            row = [r + s for r, s in zip(row, apply(root, x[v]))]
        if normalize:
            length = max(math.sqrt(math.fsum(r * r for r in row)), 1e-12)
            row = [r / length for r in row]
        out.append(row)
    return out


def graph_sage(tensors, layers, x, edges, relu, normalize):
    for i in range(layers):
        x = sage_conv(tensors, i, x, edges, normalize)
        if relu and i < layers - 1:
            x = [[max(value, 0.0) for value in row] for row in x]
    return x


def main():
    rng = random.Random(20170607)  # the month in which GraphSAGE appeared
    # Vertex 11 has no edge, 10 has only an out-edge, 3 -> 3 is a self-loop, 0 -> 1 is there twice.
    edges = [(rng.randrange(10), rng.randrange(10)) for _ in range(30)]
    edges += [(3, 3), (0, 1), (0, 1), (10, 2)]
    features = [[rounded(rng.uniform(-1, 1), "f") for _ in range(5)] for _ in range(VERTICES)]

    relu = state_dict(rng, [5, 7, 6, 4], "f", bias=True, root_weight=True)
    save(relu, "F32", "f", HERE / "relu.safetensors")
    plain = state_dict(rng, [5, 6, 3], "e", bias=False, root_weight=False)
    save(plain, "F16", "e", HERE / "plain.safetensors")

    graph = {
        "edges": edges,
        "features": features,
        "relu": graph_sage(relu, 3, features, edges, relu=True, normalize=False),
        "plain": graph_sage(plain, 2, features, edges, relu=False, normalize=True),
    }
    (HERE / "graph.json").write_text(json.dumps(graph, indent=1) + "\n")


if __name__ == "__main__":
    main()
