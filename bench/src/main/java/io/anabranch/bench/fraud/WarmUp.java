// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.fraud;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.SparseMatrix;
import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.layer.Activation;
import io.anabranch.model.layer.ModelCard;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.Sampling;
import io.anabranch.model.network.Recipe;
import io.anabranch.model.sage.Aggregation;
import io.anabranch.model.sage.AttributedGraph;
import io.anabranch.model.sage.BatchPlan;
import io.anabranch.model.sage.Context;
import io.anabranch.model.sage.Features;
import io.anabranch.model.sage.LayerShape;
import io.anabranch.model.sage.SageExport;
import io.anabranch.model.sage.SageNetwork;
import io.anabranch.model.sage.SageSettings;
import io.anabranch.model.sage.SageTrainer;
import io.anabranch.model.sage.Split;
import io.anabranch.model.sage.UnsupervisedObjective;
import io.anabranch.model.sampling.Fanouts;
import io.anabranch.model.training.EarlyStopping;
import io.anabranch.state.event.EdgeEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** GraphSAGE learnt without labels on the first edges of the stream; it never sees the others. */
final class WarmUp {

  private static final int WIDTH = 32;

  private WarmUp() {}

  /**
   * @param unit whether rows have length 1
   */
  static SageModel train(
      List<EdgeEvent> edges, boolean unit, int epochs, long seed, Device device) {
    Map<String, Integer> numbers = new HashMap<>();
    Activity activity = new Activity();
    int[] from = new int[2 * edges.size()];
    int[] to = new int[2 * edges.size()];
    for (int e = 0; e < edges.size(); e++) {
      EdgeEvent edge = edges.get(e);
      activity.edge(edge.src(), edge.dst(), edge.timestamp());
      int u = numbers.computeIfAbsent(edge.src(), v -> numbers.size());
      int v = numbers.computeIfAbsent(edge.dst(), w -> numbers.size());
      from[2 * e] = to[2 * e + 1] = u;
      to[2 * e] = from[2 * e + 1] = v;
    }
    long now = edges.get(edges.size() - 1).timestamp();
    AttributedGraph graph =
        new AttributedGraph(
            InNeighbors.of(numbers.size(), from, to),
            Features.of(features(numbers, activity, now)));
    SageNetwork network = new SageNetwork(settings(unit), Activity.WIDTH, seed);
    int[] all = IntStream.range(0, numbers.size()).toArray();
    int[] held = IntStream.of(all).filter(v -> v % 10 == 0).toArray();
    int[] starts = IntStream.of(all).filter(v -> v % 10 != 0).toArray();
    UnsupervisedObjective objective =
        new UnsupervisedObjective(
            device,
            network,
            graph,
            new Context(2, 3, 200, 1),
            new Split(starts, held),
            new BatchPlan(512, Fanouts.all(2), seed));
    Recipe recipe = new Recipe(epochs, 0.003f, () -> EarlyStopping.lowestLoss(3));
    SageTrainer.train(objective, recipe, epoch -> {});
    return SageExport.model(network, "otc", 1, Sampling.ALL, ModelCard.untrained(seed));
  }

  private static SageSettings settings(boolean unit) {
    List<LayerShape> layers =
        List.of(
            new LayerShape(WIDTH, Activation.RELU, false),
            new LayerShape(WIDTH, Activation.NONE, unit));
    return new SageSettings(Aggregation.MEAN, layers, 1, 0, 0);
  }

  private static SparseMatrix features(Map<String, Integer> numbers, Activity activity, long now) {
    int n = numbers.size();
    int[] offsets = new int[n + 1];
    int[] columns = new int[n * Activity.WIDTH];
    float[] values = new float[n * Activity.WIDTH];
    numbers.forEach(
        (vertex, v) ->
            System.arraycopy(
                activity.features(vertex, now), 0, values, v * Activity.WIDTH, Activity.WIDTH));
    for (int v = 0; v < n; v++) {
      offsets[v + 1] = (v + 1) * Activity.WIDTH;
      for (int c = 0; c < Activity.WIDTH; c++) {
        columns[v * Activity.WIDTH + c] = c;
      }
    }
    return SparseMatrix.of(n, Activity.WIDTH, offsets, columns, values);
  }
}
