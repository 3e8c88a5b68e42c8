# SPDX-License-Identifier: Apache-2.0
"""GAE and VGAE (Kipf & Welling 2016) in plain PyTorch, on splits that LinkPrediction has written.

    gae_reference.py gae|vgae DATA_DIRECTORY RUNS SPLITS [--without-features] [--same-weights]

DATA_DIRECTORY holds nodes.csv.gz, SPLITS is for example target/link-splits/cora: run r reads
SPLITS-r.csv and draws its first weights from seed r. With --same-weights it takes those that
LinkPrediction drew: then gae, which has no chance left, must come to the same results. Prints ROC-AUC and average precision in
percent. It shares no code with the library, and holds all N^2 pairs. The loss is torch's
binary_cross_entropy_with_logits; as torch takes long to differentiate it, its gradient is written
out, and compared with torch's before the first epoch and after the last.
"""

import csv
import gzip
import math
import os
import statistics
import sys
import time

import torch

HIDDEN, WIDTH, EPOCHS, RATE = 32, 16, 200, 0.01


def read_split(path):
    sets = {}
    with open(path, encoding="utf-8") as lines:
        rows = csv.reader(lines)
        kind, version = next(rows)
        if (kind, version) != ("link-split", "1"):
            sys.exit(f"{path}: link-split,1 is expected; got {kind},{version}")
        vertices = int(next(rows)[1])
        for label, u, v in rows:
            sets.setdefault(label, []).append((int(u), int(v)))
    return vertices, sets


def read_features(directory):
    entries, values, width, count = [], [], 0, 0
    with gzip.open(f"{directory}/nodes.csv.gz", "rt", encoding="utf-8") as lines:
        for row, node in enumerate(csv.DictReader(lines)):
            count = row + 1
            for pair in node["features"].split():
                index, value = pair.split(":")
                entries.append((row, int(index)))
                values.append(float(value))
                width = max(width, int(index) + 1)
    return torch.sparse_coo_tensor(torch.tensor(entries).t(), values, (count, width)).float()


def identity(count):
    each = torch.arange(count)
    return torch.sparse_coo_tensor(torch.stack([each, each]), torch.ones(count), (count, count))


def read_weights(path, shapes):
    with open(path, encoding="utf-8") as lines:
        values = torch.tensor([float(line) for line in lines])
    parts = values.split([rows * columns for rows, columns in shapes])
    return [part.reshape(shape).requires_grad_() for part, shape in zip(parts, shapes)]


def glorot(rows, columns):
    limit = math.sqrt(6 / (rows + columns))
    return ((torch.rand(rows, columns) * 2 - 1) * limit).requires_grad_()


class Graph:
    """The training edges: what is propagated along, and what is to be reconstructed."""

    def __init__(self, count, edges):
        u, v = torch.tensor(edges).t()
        each = torch.arange(count)
        rows, columns = torch.cat([u, v, each]), torch.cat([v, u, each])
        degree = torch.bincount(rows, minlength=count).double()
        weights = (degree[rows] * degree[columns]).rsqrt().float()
        places = torch.stack([rows, columns])
        self.propagation = torch.sparse_coo_tensor(places, weights, (count, count)).coalesce()
        self.rows, self.columns = rows, columns
        present = 2.0 * len(edges)
        pairs = float(count) * count
        self.positive_weight = torch.tensor((pairs - present) / present)
        self.norm = pairs / (2 * (pairs - present))

    def loss(self, z):
        """The weighted cross-entropy of all pairs against A + I, where an entry is 1, else 0."""
        logits = z @ z.t()
        target = torch.zeros_like(logits)
        target[self.rows, self.columns] = 1
        return self.norm * torch.nn.functional.binary_cross_entropy_with_logits(
            logits, target, pos_weight=self.positive_weight)

    def slope(self, z):
        """The gradient of the loss by z: 2 / N^2 of the gradient by the logits, times z."""
        factor = 2 * self.norm / len(z) ** 2
        logits = z @ z.t()
        entries = torch.sigmoid(logits[self.rows, self.columns])
        correction = -self.positive_weight * (1 - entries) - entries
        places = torch.stack([self.rows, self.columns])
        sparse = torch.sparse_coo_tensor(places, correction, logits.shape)
        return factor * (logits.sigmoid_() @ z + torch.sparse.mm(sparse, z))

    def check(self, z):
        z = z.detach().requires_grad_()
        self.loss(z).backward()
        torch.testing.assert_close(self.slope(z.detach()), z.grad, rtol=1e-4, atol=1e-8)


def rank(z, positives, negatives):
    """ROC-AUC and average precision, from their definitions, in double."""

    def scores(pairs):
        u, v = torch.tensor(pairs).t()
        return torch.sigmoid((z[u].double() * z[v].double()).sum(1))

    up, down = scores(positives), scores(negatives)
    difference = up[:, None] - down[None, :]
    auc = ((difference > 0).double() + 0.5 * (difference == 0).double()).mean().item()
    precision = 0.0
    for score in up:
        found = (up >= score).sum().item()
        precision += found / (found + (down >= score).sum().item())
    return 100 * auc, 100 * precision / len(up)


def train(model, features, count, sets, seed, weights):
    torch.manual_seed(seed)
    graph = Graph(count, sets["train"])
    heads = 2 if model == "vgae" else 1
    shapes = [(features.shape[1], HIDDEN)] + [(HIDDEN, WIDTH)] * heads
    given = read_weights(weights, shapes) if weights else [glorot(*shape) for shape in shapes]
    first, second = given[0], given[1:]
    adam = torch.optim.Adam([first, *second], lr=RATE)

    def encode():
        hidden = torch.sparse.mm(graph.propagation, torch.sparse.mm(features, first)).relu()
        return [torch.sparse.mm(graph.propagation, hidden @ w) for w in second]

    graph.check(encode()[0])
    start = time.perf_counter()
    for _ in range(EPOCHS):
        code = encode()
        z = code[0] if heads == 1 else code[0] + torch.randn_like(code[0]) * code[1].exp()
        loss = (graph.slope(z.detach()) * z).sum()  # of which the gradient by z is the slope
        if heads == 2:
            mean, log_std = code
            inner = (1 + 2 * log_std - mean ** 2 - log_std.exp() ** 2).sum(1).mean()
            loss = loss - 0.5 / count * inner
        adam.zero_grad()
        loss.backward()
        adam.step()
    milliseconds = 1000 * (time.perf_counter() - start) / EPOCHS
    graph.check(encode()[0])
    with torch.no_grad():
        loss = graph.loss(encode()[0])
        auc, precision = rank(encode()[0], sets["test"], sets["test-negative"])
    print(f"run {seed}: reconstruction {loss.item():.4f}, test AUC {auc:.2f} AP {precision:.2f}; "
          f"{milliseconds:.1f} ms an epoch", flush=True)
    return auc, precision


def main():
    model, directory, runs, prefix = sys.argv[1:5]
    folder, name = os.path.split(prefix)
    saved = os.path.join(folder, f"{model}-{name}")
    features = None if "--without-features" in sys.argv else read_features(directory)
    results = []
    for run in range(int(runs)):
        count, sets = read_split(f"{prefix}-{run}.csv")
        x = identity(count) if features is None else features
        results.append(train(
            model, x, count, sets, run,
            f"{saved}-{run}.weights" if "--same-weights" in sys.argv else None))
    for name, column in zip(("AUC", "AP"), zip(*results)):
        deviation = statistics.stdev(column) if len(column) > 1 else 0
        print(f"{' '.join(sys.argv[1:])}: {name} {statistics.mean(column):.2f} +- {deviation:.2f}")


if __name__ == "__main__":
    main()
