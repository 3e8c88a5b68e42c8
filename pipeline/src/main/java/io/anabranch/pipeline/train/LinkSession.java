// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.train;

import io.anabranch.model.artifact.ArtifactException;
import io.anabranch.model.artifact.Weights;
import io.anabranch.model.autoencoder.Autoencoder;
import io.anabranch.model.autoencoder.AutoencoderTrainer;
import io.anabranch.model.autoencoder.LinkSplit;
import io.anabranch.model.device.Device;
import io.anabranch.model.evaluation.Ranking;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * An autoencoder on the edges of a graph, some of them kept back. What is drawn is the rows.
 *
 * @param labels of the vertices, for the picture; -1 where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LinkSession(
    String model,
    LinkSplit split,
    Autoencoder autoencoder,
    AutoencoderTrainer.Recipe recipe,
    Widths widths,
    int[] labels,
    Device device)
    implements Session {

  @Override
  public String data() {
    return String.format(
        Locale.ROOT,
        "%,d vertices, %s; %,d edges to train, %,d to validate, %,d to test",
        split.vertices(),
        widths.features() == 0
            ? "no features"
            : String.format(Locale.ROOT, "%,d features", widths.features()),
        split.train().size(),
        split.validation().size(),
        split.test().size());
  }

  @Override
  public int epochs() {
    return recipe.epochs();
  }

  @Override
  public String validationMetric() {
    return "validation_auc";
  }

  @Override
  public void train(Consumer<Epoch> listener) {
    trainer()
        .train(recipe, e -> listener.accept(new Epoch(e.number(), e.loss(), e.validation().auc())));
  }

  @Override
  public Evaluation evaluate() {
    SortedMap<String, Double> metrics = new TreeMap<>();
    put(metrics, "validation", trainer().validate());
    put(metrics, "test", trainer().test());
    return new Evaluation(metrics, autoencoder.embed(device), labels);
  }

  private static void put(SortedMap<String, Double> metrics, String set, Ranking ranking) {
    metrics.put(set + "_auc", ranking.auc());
    metrics.put(set + "_average_precision", ranking.averagePrecision());
  }

  @Override
  public Path write(Identity identity) throws IOException {
    return keeping().write(identity);
  }

  @Override
  public void load(Path dir) throws ArtifactException {
    keeping().load(dir);
  }

  private Keeping keeping() {
    return new Keeping(model, Weights.PLAIN, autoencoder.parameters());
  }

  private AutoencoderTrainer trainer() {
    return new AutoencoderTrainer(device, split, autoencoder);
  }
}
