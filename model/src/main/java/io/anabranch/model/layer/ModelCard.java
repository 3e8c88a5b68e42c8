// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a model comes from. Nothing here changes what it computes.
 *
 * @param seed of the initial weights and of training
 * @param createdBy the program that made it
 * @param snapshotId of the graph snapshot it was trained on; null when it was not trained on one
 * @param eventTimes what the snapshot covers; null when not known
 * @param settings of training
 * @param metrics of evaluation, all finite
 */
public record ModelCard(
    long seed,
    String createdBy,
    String snapshotId,
    EventTimeRange eventTimes,
    SortedMap<String, String> settings,
    SortedMap<String, Double> metrics) {

  public ModelCard {
    Objects.requireNonNull(createdBy);
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
    metrics.forEach(ModelCard::requireFinite);
  }

  /** The card of a model that was not trained. */
  public static ModelCard untrained(long seed) {
    return new ModelCard(seed, "anabranch", null, null, new TreeMap<>(), new TreeMap<>());
  }

  private static void requireFinite(String metric, Double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("metric " + metric + " is finite; got " + value);
    }
  }
}
