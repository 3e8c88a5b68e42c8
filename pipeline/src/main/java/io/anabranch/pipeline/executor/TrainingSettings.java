// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

import io.anabranch.model.device.Device;
import io.anabranch.model.network.Recipe;
import io.anabranch.model.sage.Aggregation;
import io.anabranch.model.sage.Context;
import io.anabranch.model.sage.LayerShape;
import io.anabranch.model.sage.SageNetwork;
import io.anabranch.model.sage.SageSettings;
import io.anabranch.model.sampling.Fanouts;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.model.snapshot.SnapshotCounts;
import io.anabranch.model.training.EarlyStopping;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * How GraphSAGE is trained on a snapshot. Together with the snapshot, the number of executors and
 * how often they meet it decides every bit of the result.
 *
 * @param walks null: supervised, by the labels of the snapshot
 * @param before edges with this timestamp or a later one are not there
 * @param validation the share of vertices that is kept for validation, above 0 and below 1: of all,
 *     or when supervised of those with a label
 * @param seed of the first weights and of all that is drawn
 */
public record TrainingSettings(
    Network network, Learning learning, Walks walks, long before, double validation, long seed)
    implements Task {

  /**
   * @param widths of the layers' outputs; when supervised, the last one is the number of labels
   * @param normalise whether outputs are scaled to length 1; when supervised, those of the last
   *     layer are not
   */
  public record Network(
      Aggregation aggregation,
      List<Integer> widths,
      boolean normalise,
      float dropout,
      float weightDecay)
      implements Serializable {

    public Network {
      widths = List.copyOf(widths);
    }
  }

  /**
   * @param epochs at most
   * @param rate of Adam
   * @param patience epochs without a lowest validation loss
   * @param batch pairs of a step, or vertices when supervised
   * @param fanouts one a layer, the last layer first; none: all in-neighbors are heard
   */
  public record Learning(int epochs, float rate, int patience, int batch, List<Integer> fanouts)
      implements Serializable {

    public Learning {
      fanouts = List.copyOf(fanouts);
    }
  }

  /**
   * Which vertices are to be alike: see {@link Context}.
   *
   * @param perVertex walks from a vertex in an epoch
   */
  public record Walks(int perVertex, int length, int negatives, float weight)
      implements Serializable {}

  public TrainingSettings {
    if (!(validation > 0 && validation < 1)) {
      throw new IllegalArgumentException(
          "the share for validation is above 0 and below 1; got " + validation);
    }
    if (!learning.fanouts().isEmpty() && learning.fanouts().size() != network.widths().size()) {
      throw new IllegalArgumentException(
          "fan-outs: expected one for each of %d layers; got %s"
              .formatted(network.widths().size(), learning.fanouts()));
    }
  }

  /** Embeddings 64 wide from two layers, by walks as in Hamilton et al. 2017, in mini-batches. */
  public static TrainingSettings unsupervised(long seed) {
    return new TrainingSettings(
        new Network(Aggregation.MEAN, List.of(64, 64), true, 0f, 0f),
        new Learning(10, 0.003f, 3, 512, List.of(10, 10)),
        new Walks(2, 3, 20, 1f),
        Long.MAX_VALUE,
        0.1,
        seed);
  }

  /** The same with other steps. */
  public TrainingSettings with(Learning other) {
    return new TrainingSettings(network, other, walks, before, validation, seed);
  }

  /** The same with another network. */
  public TrainingSettings with(Network other) {
    return new TrainingSettings(other, learning, walks, before, validation, seed);
  }

  /** The same on the edges before a timestamp. */
  public TrainingSettings before(long timestamp) {
    return new TrainingSettings(network, learning, walks, timestamp, validation, seed);
  }

  public boolean isSupervised() {
    return walks == null;
  }

  /**
   * @param labels that the snapshot has; of no meaning when unsupervised
   */
  SageSettings shape(int labels) {
    int depth = network.widths().size();
    SageSettings plain =
        SageSettings.of(
            network.aggregation(),
            network.normalise(),
            network.widths().stream().mapToInt(Integer::intValue).toArray());
    List<LayerShape> layers = new ArrayList<>(plain.layers());
    if (isSupervised()) {
      layers.set(depth - 1, new LayerShape(labels, layers.get(depth - 1).activation(), false));
    }
    return new SageSettings(
        plain.aggregation(), layers, plain.memory(), network.dropout(), network.weightDecay());
  }

  Fanouts fanouts() {
    return learning.fanouts().isEmpty()
        ? Fanouts.all(network.widths().size())
        : new Fanouts(learning.fanouts(), Fanouts.TooFew.REPEAT);
  }

  Context context() {
    return new Context(walks.perVertex(), walks.length(), walks.negatives(), walks.weight());
  }

  @Override
  public Share share(GraphSnapshot snapshot, Device device, int executor, int executors) {
    TrainingData data = TrainingData.of(snapshot, this);
    return new Share(data.objective(device, executor, executors), data.labels());
  }

  @Override
  public SageNetwork network(int inputWidth, int labels) {
    return new SageNetwork(shape(labels), inputWidth, seed);
  }

  @Override
  public MemoryEstimate memory(SnapshotCounts counts) {
    long batch = learning.batch();
    long seeds = isSupervised() ? batch : 2 * batch + walks.negatives();
    return MemoryEstimate.of(
        counts, new MemoryEstimate.Steps(learning.fanouts(), network.widths(), seeds));
  }

  @Override
  public Recipe recipe() {
    int patience = learning.patience();
    return new Recipe(learning.epochs(), learning.rate(), () -> EarlyStopping.lowestLoss(patience));
  }
}
