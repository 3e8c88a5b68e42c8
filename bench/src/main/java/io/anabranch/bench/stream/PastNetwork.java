// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.stream;

import io.anabranch.connectors.dataset.HashFeatures;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.layer.ModelCard;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.Sampling;
import io.anabranch.model.network.Recipe;
import io.anabranch.model.sage.Aggregation;
import io.anabranch.model.sage.AttributedGraph;
import io.anabranch.model.sage.BatchPlan;
import io.anabranch.model.sage.Context;
import io.anabranch.model.sage.Features;
import io.anabranch.model.sage.SageExport;
import io.anabranch.model.sage.SageNetwork;
import io.anabranch.model.sage.SageSettings;
import io.anabranch.model.sage.SageTrainer;
import io.anabranch.model.sage.UnsupervisedObjective;
import io.anabranch.model.sampling.Draws;
import io.anabranch.model.sampling.Fanouts;
import io.anabranch.model.training.EarlyStopping;
import it.unimi.dsi.fastutil.longs.LongLinkedOpenHashSet;
import it.unimi.dsi.fastutil.longs.LongSet;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * GraphSAGE without labels (Hamilton et al. 2017, section 3.2) on the pairs of the past, hash
 * features in: two layers of means. It is served with the most recent neighbors.
 */
final class PastNetwork {

  static final int FEATURES = 32;

  private static final int HIDDEN = 64;
  private static final int WIDTH = 32;
  private static final List<Integer> FANOUTS = List.of(10, 5);
  private static final Context CONTEXT = new Context(5, 1, 200, 1);
  private static final int BATCH = 512;
  private static final int HELD_BACK = 10; // one vertex in so many says when to stop

  private PastNetwork() {}

  /**
   * @param past how many edges it may see
   * @param epochs at most; 0 leaves the random weights
   */
  static SageModel train(EdgeList edges, int past, int epochs, long seed, Device device) {
    SageSettings settings = SageSettings.of(Aggregation.MEAN, true, HIDDEN, WIDTH);
    SageNetwork network = new SageNetwork(settings, FEATURES, seed);
    if (epochs > 0) {
      Recipe recipe = new Recipe(epochs, 0.003f, () -> EarlyStopping.lowestLoss(3));
      SageTrainer.train(objective(edges, past, network, seed, device), recipe, epoch -> {});
    }
    Sampling sampling = new Sampling(FANOUTS, Sampling.Order.MOST_RECENT, seed);
    return SageExport.model(network, "past", 1, sampling, ModelCard.untrained(seed));
  }

  private static UnsupervisedObjective objective(
      EdgeList edges, int past, SageNetwork network, long seed, Device device) {
    InNeighbors graph = graph(edges, past);
    int[] linked =
        IntStream.range(0, graph.vertexCount()).filter(v -> graph.inDegree(v) > 0).toArray();
    Draws.of(seed, "vertices held back", 0).shuffle(linked, 0, linked.length);
    int held = Math.max(1, linked.length / HELD_BACK);
    return new UnsupervisedObjective(
        device,
        network,
        new AttributedGraph(graph, features(edges)),
        CONTEXT,
        new io.anabranch.model.sage.Split(
            Arrays.copyOfRange(linked, held, linked.length), Arrays.copyOf(linked, held)),
        new BatchPlan(BATCH, new Fanouts(FANOUTS, Fanouts.TooFew.REPEAT), seed));
  }

  /** Each pair once, in both directions. */
  private static InNeighbors graph(EdgeList edges, int past) {
    LongSet pairs = new LongLinkedOpenHashSet();
    edges.edges().subList(0, past).stream()
        .filter(edge -> edge.src() != edge.dst())
        .forEach(
            edge -> {
              pairs.add(pair(edge.src(), edge.dst()));
              pairs.add(pair(edge.dst(), edge.src()));
            });
    int[] src = pairs.longStream().mapToInt(pair -> (int) (pair >>> Integer.SIZE)).toArray();
    int[] dst = pairs.longStream().mapToInt(pair -> (int) pair).toArray();
    return InNeighbors.of(edges.names().size(), src, dst);
  }

  private static long pair(int src, int dst) {
    return ((long) src << Integer.SIZE) | dst;
  }

  private static Features features(EdgeList edges) {
    int n = edges.names().size();
    float[] values = new float[n * FEATURES];
    for (int v = 0; v < n; v++) {
      float[] row = HashFeatures.of(edges.names().get(v), FEATURES);
      System.arraycopy(row, 0, values, v * FEATURES, FEATURES);
    }
    return Features.of(Matrix.of(n, FEATURES, values));
  }
}
