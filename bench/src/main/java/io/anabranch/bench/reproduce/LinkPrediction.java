// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

import io.anabranch.model.autoencoder.Autoencoder;
import io.anabranch.model.autoencoder.AutoencoderTrainer;
import io.anabranch.model.autoencoder.Gae;
import io.anabranch.model.autoencoder.GcnEncoder;
import io.anabranch.model.autoencoder.GcnGaussian;
import io.anabranch.model.autoencoder.GcnInput;
import io.anabranch.model.autoencoder.InnerProduct;
import io.anabranch.model.autoencoder.LinkSplit;
import io.anabranch.model.autoencoder.Reconstruction;
import io.anabranch.model.autoencoder.Vgae;
import io.anabranch.model.device.Device;
import io.anabranch.model.evaluation.Ranking;
import io.anabranch.model.graph.InNeighbors;
import java.util.List;

/**
 * An autoencoder on the edges of a graph. A run has a split and first weights of its own, both by
 * its number.
 *
 * @param rows of AUC and average precision
 */
record LinkPrediction(
    String id,
    String title,
    String dataSet,
    boolean variational,
    boolean features,
    int quickRuns,
    int fullRuns,
    List<Row> rows)
    implements Experiment {

  static final String AUC = "test_auc";
  static final String AVERAGE_PRECISION = "test_ap";

  @Override
  public Group group() {
    return Group.LINKS;
  }

  @Override
  public List<Run> runs(Scale scale) {
    int epochs = AutoencoderTrainer.Recipe.PAPER.epochs();
    return Run.seeds(scale == Scale.FULL ? fullRuns : quickRuns, epochs);
  }

  @Override
  public Outcome run(Run run, DataSets sets, Device device) {
    LinkSplit split = LinkSplit.draw(graph(sets), run.number());
    AutoencoderTrainer trainer =
        new AutoencoderTrainer(device, split, model(split, sets, run.number()));
    trainer.train(AutoencoderTrainer.Recipe.PAPER, epoch -> {});
    Ranking test = trainer.test();
    Ranking validation = trainer.validate();
    Figures figures =
        Figures.none()
            .with(AUC, 100 * test.auc())
            .with(AVERAGE_PRECISION, 100 * test.averagePrecision())
            .with("validation_auc", 100 * validation.auc())
            .with("validation_ap", 100 * validation.averagePrecision());
    return new Outcome(figures, AutoencoderTrainer.Recipe.PAPER.epochs());
  }

  private InNeighbors graph(DataSets sets) {
    return features ? sets.vertices(dataSet).graph() : sets.graph(dataSet);
  }

  private Autoencoder model(LinkSplit split, DataSets sets, long seed) {
    InNeighbors known = split.trainingGraph();
    Reconstruction aim = Reconstruction.of(known);
    GcnInput input =
        features
            ? GcnInput.of(known, sets.vertices(dataSet).features())
            : GcnInput.withoutFeatures(known);
    return variational
        ? new Vgae(new GcnGaussian(input, seed), new InnerProduct(), aim, seed)
        : new Gae(new GcnEncoder(input, seed), new InnerProduct(), aim);
  }
}
