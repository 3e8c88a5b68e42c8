// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

import io.anabranch.model.dataset.GraphDataSet;
import io.anabranch.model.dataset.VertexFeatures;
import io.anabranch.model.device.Device;
import io.anabranch.model.pooling.CrossValidation;
import io.anabranch.model.pooling.Curve;
import io.anabranch.model.pooling.GraphRecipe;
import io.anabranch.model.pooling.PoolingSettings;
import java.util.Arrays;
import java.util.List;

/**
 * A network for graphs by cross-validation. A run is a fold: it is tested on by two networks, one
 * that learns from all other folds, and one that leaves the next fold out and has its epoch chosen
 * by it.
 *
 * @param variant as {@link PoolingSettings#named} has it
 * @param quick how much of it is done; {@code full} likewise
 */
record GraphClassification(
    String id,
    String title,
    String dataSet,
    String variant,
    VertexFeatures features,
    Extent quick,
    Extent full,
    List<Row> rows)
    implements Experiment {

  static final String CHOSEN = "chosen_accuracy";
  static final String WHOLE = "whole_test";

  /** Graphs of more vertices take no part. */
  private static final int LIMIT = 1000;

  private static final long SEED = 1;

  record Extent(int folds, int epochs) {}

  @Override
  public Group group() {
    return Group.GRAPHS;
  }

  @Override
  public List<Run> runs(Scale scale) {
    Extent extent = scale == Scale.FULL ? full : quick;
    return Run.folds(extent.folds(), extent.epochs());
  }

  @Override
  public Outcome run(Run run, DataSets sets, Device device) {
    GraphDataSet data = sets.graphs(dataSet, features);
    CrossValidation validation =
        new CrossValidation(
            device, data, PoolingSettings.named(variant), GraphRecipe.DIFFPOOL, LIMIT, SEED);
    Curve whole = validation.whole(run.number(), run.epochs(), (epoch, loss) -> {});
    Curve held = validation.held(run.number(), run.epochs(), (epoch, loss) -> {});
    Figures figures =
        Figures.none()
            .with(WHOLE, percent(whole.test()))
            .with("held_test", percent(held.test()))
            .with("held_validation", percent(held.validation()))
            .with("chosen_epoch", held.chosen())
            .with(CHOSEN, 100 * held.test()[held.chosen()]);
    return new Outcome(figures, run.epochs(), remark(validation, run));
  }

  private static String remark(CrossValidation validation, Run run) {
    String[] dropped = validation.dropped(run.number());
    return dropped.length == 0
        ? ""
        : "%d test graphs of more than %,d vertices dropped: %s"
            .formatted(dropped.length, LIMIT, String.join(", ", dropped));
  }

  /** To two decimals, which is finer than one graph. */
  private static List<Double> percent(double[] shares) {
    return Arrays.stream(shares).map(s -> Math.round(s * 10_000) / 100.0).boxed().toList();
  }
}
