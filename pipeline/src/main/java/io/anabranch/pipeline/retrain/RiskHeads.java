// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

import io.anabranch.model.device.Matrix;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.risk.RiskLearner;
import io.anabranch.model.risk.RiskLearner.Known;
import io.anabranch.model.risk.RiskModel;
import io.anabranch.model.sampling.Draws;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.pipeline.registry.ModelRegistry;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Where a snapshot has labels: a risk head on the rows of a model, {@code NAME-risk} in the
 * registry. It belongs to that version of the model, so each that is published gets one of its own.
 *
 * @param risky the label of those that are; all others are not
 */
public record RiskHeads(RiskLearner learner, String risky) {

  private static final int FEWEST = 8; // of each kind
  private static final int PART = 4; // one of so many is for validation

  /** Whether enough vertices of each kind have labels. */
  boolean fits(GraphSnapshot snapshot) {
    return Math.min(vertices(snapshot, true).length, vertices(snapshot, false).length) >= FEWEST;
  }

  private int[] vertices(GraphSnapshot snapshot, boolean thatAre) {
    String[] labels = snapshot.labels();
    return IntStream.range(0, labels.length)
        .filter(v -> !labels[v].isEmpty() && labels[v].equals(risky) == thatAre)
        .toArray();
  }

  /** Learns, and publishes. */
  RiskModel train(ModelRegistry registry, SageModel model, GraphSnapshot snapshot, long seed)
      throws IOException {
    int[] labelled = labelled(snapshot, seed);
    int validation = labelled.length / PART;
    Matrix rows = ServedRows.of(model, snapshot);
    String name = model.name() + "-risk";
    RiskModel learnt =
        learner.learn(
            known(rows, snapshot, Arrays.copyOfRange(labelled, validation, labelled.length)),
            known(rows, snapshot, Arrays.copyOf(labelled, validation)),
            seed,
            new RiskLearner.Name(
                name,
                registry.nextVersion(name),
                new RiskModel.Source(model.name(), model.version())));
    registry.publish(learnt);
    return learnt;
  }

  /**
   * The vertices with labels, drawn into an order in which every so many have their share of risky
   * ones: those alternate with as many others as there are to each.
   */
  private int[] labelled(GraphSnapshot snapshot, long seed) {
    int[] bad = vertices(snapshot, true);
    int[] good = vertices(snapshot, false);
    Draws.of(seed, "risky", 0).shuffle(bad, 0, bad.length);
    Draws.of(seed, "not risky", 0).shuffle(good, 0, good.length);
    return merged(bad, good);
  }

  /** Both in their own orders, in step with their lengths. */
  private static int[] merged(int[] a, int[] b) {
    int[] merged = new int[a.length + b.length];
    int i = 0;
    int j = 0;
    while (i + j < merged.length) {
      boolean fromA = (long) i * b.length <= (long) j * a.length && i < a.length || j == b.length;
      merged[i + j] = fromA ? a[i++] : b[j++];
    }
    return merged;
  }

  private Known known(Matrix rows, GraphSnapshot snapshot, int[] vertices) {
    int n = rows.columns();
    Matrix chosen = Matrix.zeros(vertices.length, n);
    for (int k = 0; k < vertices.length; k++) {
      System.arraycopy(rows.values(), vertices[k] * n, chosen.values(), k * n, n);
    }
    return new Known(
        chosen,
        Arrays.stream(vertices).map(v -> snapshot.labels()[v].equals(risky) ? 1 : 0).toArray());
  }
}
