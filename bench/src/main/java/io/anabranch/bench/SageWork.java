// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.embed.BatchEmbedder;
import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.kernel.Uniform;
import io.anabranch.model.sage.Aggregation;
import io.anabranch.model.sage.AttributedGraph;
import io.anabranch.model.sage.BatchPlan;
import io.anabranch.model.sage.Features;
import io.anabranch.model.sage.SageNetwork;
import io.anabranch.model.sage.SageSettings;
import io.anabranch.model.sage.Split;
import io.anabranch.model.sage.SupervisedObjective;
import io.anabranch.model.sage.Targets;
import io.anabranch.model.sampling.Batches;
import io.anabranch.model.sampling.Draws;
import io.anabranch.model.sampling.Fanouts;
import io.anabranch.model.training.Adam;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** GraphSAGE-mean, two layers of 64, on generated graphs. */
final class SageWork {

  private static final int WIDTH = Models.WIDTH;

  private SageWork() {}

  /** Embeds all vertices, every layer hearing all in-neighbors. */
  static Runnable embedding(EdgeStream stream, int threads) {
    InNeighbors graph = directed(stream);
    float[] features = features(graph.vertexCount()).values();
    BatchEmbedder embedder = new BatchEmbedder(Models.twoLayers(), threads);
    return () -> embedder.embed(graph, features);
  }

  /** 200 mini-batches of 100, fan-outs 25 and 10, on the undirected graph: a step for each. */
  static Runnable miniBatches(EdgeStream stream, Device device) {
    InNeighbors graph = undirected(stream);
    int n = graph.vertexCount();
    BatchPlan plan = new BatchPlan(100, new Fanouts(List.of(25, 10), Fanouts.TooFew.REPEAT), 1);
    SupervisedObjective objective = objective(graph, device, plan);
    Adam adam = new Adam(0.001f, objective.network().parameters());
    List<int[]> batches =
        Batches.of(IntStream.range(0, n).toArray(), 100, Draws.of(1, "batches", 0)).subList(0, 200);
    return () -> batches.forEach(batch -> objective.step(batch, adam));
  }

  /** An epoch on the whole graph in one batch. */
  static Runnable wholeGraph(EdgeStream stream, Device device) {
    InNeighbors graph = directed(stream);
    SupervisedObjective objective = objective(graph, device, BatchPlan.whole(2, 1));
    Adam adam = new Adam(0.001f, objective.network().parameters());
    int[] all = IntStream.range(0, graph.vertexCount()).toArray();
    return () -> objective.step(all, adam);
  }

  private static SupervisedObjective objective(InNeighbors graph, Device device, BatchPlan plan) {
    int n = graph.vertexCount();
    int[] all = IntStream.range(0, n).toArray();
    return new SupervisedObjective(
        device,
        new SageNetwork(SageSettings.of(Aggregation.MEAN, false, WIDTH, WIDTH), WIDTH, 1),
        new AttributedGraph(graph, Features.of(features(n))),
        Targets.labels(IntStream.range(0, n).map(v -> v % WIDTH).toArray()),
        new Split(all, all),
        plan);
  }

  private static Matrix features(int vertices) {
    Matrix x = Matrix.zeros(vertices, WIDTH);
    Uniform.fill(new SplittableRandom(1), 1, x.values());
    return x;
  }

  private static InNeighbors directed(EdgeStream stream) {
    return InNeighbors.of(vertices(stream), stream.sources(), stream.targets());
  }

  private static InNeighbors undirected(EdgeStream stream) {
    int[] src =
        IntStream.concat(IntStream.of(stream.sources()), IntStream.of(stream.targets())).toArray();
    int[] dst =
        IntStream.concat(IntStream.of(stream.targets()), IntStream.of(stream.sources())).toArray();
    return InNeighbors.of(vertices(stream), src, dst);
  }

  private static int vertices(EdgeStream stream) {
    return 1
        + IntStream.concat(IntStream.of(stream.sources()), IntStream.of(stream.targets()))
            .max()
            .orElse(-1);
  }
}
