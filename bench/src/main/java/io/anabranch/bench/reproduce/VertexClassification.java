// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

import io.anabranch.model.dataset.NodeDataSet;
import io.anabranch.model.device.Device;
import io.anabranch.model.network.NodeNetwork;
import io.anabranch.model.network.NodeTrainer;
import io.anabranch.model.network.Recipe;
import java.util.List;

/**
 * A network on a Planetoid split.
 *
 * @param quickRuns seeds of the quick scale; the full one has 20
 */
record VertexClassification(
    String id, String title, String dataSet, Network network, Recipe recipe, int quickRuns, Row row)
    implements Experiment {

  static final int FULL_RUNS = 20;
  static final String ACCURACY = "test_accuracy";

  /** Makes the network with first weights of that seed. */
  interface Network {
    NodeNetwork of(NodeDataSet data, long seed);
  }

  @Override
  public Group group() {
    return Group.VERTICES;
  }

  @Override
  public List<Run> runs(Scale scale) {
    return Run.seeds(scale == Scale.FULL ? FULL_RUNS : quickRuns, recipe.epochs());
  }

  @Override
  public Outcome run(Run run, DataSets sets, Device device) {
    NodeDataSet data = sets.vertices(dataSet);
    NodeTrainer trainer =
        new NodeTrainer(device, data, network.of(data, run.number()), run.number());
    int[] epochs = new int[1];
    trainer.train(recipe, epoch -> epochs[0] = epoch.number() + 1);
    Figures figures =
        Figures.none()
            .with(ACCURACY, 100 * trainer.accuracy(data.test()))
            .with("validation_accuracy", 100 * trainer.accuracy(data.validation()));
    return new Outcome(figures, epochs[0]);
  }

  @Override
  public List<Row> rows() {
    return List.of(row);
  }
}
