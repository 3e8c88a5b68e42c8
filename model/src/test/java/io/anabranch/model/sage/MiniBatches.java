// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.kernel.Uniform;
import io.anabranch.model.sampling.Batches;
import io.anabranch.model.sampling.Draws;
import io.anabranch.model.sampling.Fanouts;
import io.anabranch.model.sampling.Fanouts.TooFew;
import io.anabranch.model.sampling.Pairs;
import io.anabranch.model.training.Adam;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A program that prints how long 200 mini-batches of 100 seeds take, sampling, forward, backward
 * and step: {@code MiniBatches GRAPH THREADS ROUNDS AGGREGATION}. GRAPH has an edge a line, two
 * numbers and a tab, and is taken as undirected. Two layers of 64, features of 64, fan-outs 25 and
 * 10.
 */
final class MiniBatches {

  private static final int WIDTH = 64;
  private static final int BATCHES = 200;
  private static final int BATCH = 100;

  private MiniBatches() {}

  public static void main(String[] args) throws IOException {
    InNeighbors graph = read(Path.of(args[0]));
    Device device = Device.cpu(Integer.parseInt(args[1]));
    int rounds = Integer.parseInt(args[2]);
    Aggregation aggregation = Aggregation.valueOf(args[3]);
    int n = graph.vertexCount();
    Matrix x = Matrix.zeros(n, WIDTH);
    Uniform.fill(new SplittableRandom(1), 1, x.values());
    AttributedGraph attributed = new AttributedGraph(graph, Features.of(x));
    for (TooFew tooFew : TooFew.values()) {
      BatchPlan plan = new BatchPlan(BATCH, new Fanouts(List.of(25, 10), tooFew), 1);
      time("supervised, " + tooFew, rounds, supervised(device, attributed, aggregation, plan));
      time("unsupervised, " + tooFew, rounds, unsupervised(device, attributed, aggregation, plan));
    }
  }

  private static Runnable supervised(
      Device device, AttributedGraph graph, Aggregation aggregation, BatchPlan plan) {
    int n = graph.graph().vertexCount();
    int[] labels = IntStream.range(0, n).map(v -> v % WIDTH).toArray();
    int[] all = IntStream.range(0, n).toArray();
    SageNetwork network = network(aggregation);
    Adam adam = new Adam(0.001f, network.parameters());
    SupervisedObjective objective =
        new SupervisedObjective(
            device, network, graph, Targets.labels(labels), new Split(all, all), plan);
    List<int[]> batches = Batches.of(all, BATCH, Draws.of(1, "batches", 0)).subList(0, BATCHES);
    return () -> batches.forEach(batch -> objective.step(batch, adam));
  }

  /** Each of 100 vertices with an in-neighbor, and 20 negatives for all of them. */
  private static Runnable unsupervised(
      Device device, AttributedGraph graph, Aggregation aggregation, BatchPlan plan) {
    int n = graph.graph().vertexCount();
    int[] all = IntStream.range(0, n).toArray();
    SageNetwork network = network(aggregation);
    Adam adam = new Adam(0.001f, network.parameters());
    UnsupervisedObjective objective =
        new UnsupervisedObjective(
            device, network, graph, new Context(1, 1, 20), new Split(all, all), plan);
    List<Pairs> batches =
        Batches.of(all, BATCH, Draws.of(1, "batches", 0)).subList(0, BATCHES).stream()
            .map(batch -> new Pairs(batch, alike(graph.graph(), batch)))
            .toList();
    return () -> batches.forEach(batch -> objective.step(batch, adam));
  }

  private static int[] alike(InNeighbors graph, int[] batch) {
    return Arrays.stream(batch).map(v -> graph.source(graph.start(v))).toArray();
  }

  private static SageNetwork network(Aggregation aggregation) {
    return new SageNetwork(SageSettings.of(aggregation, false, WIDTH, WIDTH), WIDTH, 1);
  }

  private static void time(String what, int rounds, Runnable epoch) {
    double[] seconds = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      long start = System.nanoTime();
      epoch.run();
      seconds[round] = (System.nanoTime() - start) / 1e9;
    }
    Arrays.sort(seconds);
    System.out.printf(
        Locale.ROOT,
        "%s: %d batches of %d in %.3f s best, %.3f s median of %d rounds%n",
        what,
        BATCHES,
        BATCH,
        seconds[0],
        seconds[rounds / 2],
        rounds);
  }

  private static InNeighbors read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    int[] src = new int[2 * lines.size()];
    int[] dst = new int[src.length];
    for (int e = 0; e < lines.size(); e++) {
      String[] ends = lines.get(e).split("\t");
      src[2 * e] = dst[2 * e + 1] = Integer.parseInt(ends[0]);
      dst[2 * e] = src[2 * e + 1] = Integer.parseInt(ends[1]);
    }
    return InNeighbors.of(Arrays.stream(src).max().orElse(-1) + 1, src, dst);
  }
}
