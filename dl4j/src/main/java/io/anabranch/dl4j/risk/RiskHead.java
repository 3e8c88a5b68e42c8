// SPDX-License-Identifier: Apache-2.0
package io.anabranch.dl4j.risk;

import io.anabranch.model.device.Matrix;
import io.anabranch.model.layer.ModelCard;
import io.anabranch.model.risk.RiskModel;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A supervised network on embeddings, in DL4J. The seed and the rows decide all there is to it.
 *
 * <pre>{@code
 * RiskHead head = RiskHead.train(RiskSettings.DEFAULT, train, validation);
 * RiskModel model = head.export("fraud", 1, new RiskModel.Source("payments", 7));
 * Path dir = RiskArtifacts.write(model, root);
 * float[] scores = new RiskScorer(RiskArtifacts.read(dir)).score(embeddings);
 * }</pre>
 */
public final class RiskHead {

  private final RiskSettings settings;
  private final Standardising standardising;
  private final EarlyStoppingResult<MultiLayerNetwork> result;
  private final RiskMetrics validation;

  private RiskHead(
      RiskSettings settings,
      Standardising standardising,
      EarlyStoppingResult<MultiLayerNetwork> result,
      Labelled validation) {
    this.settings = settings;
    this.standardising = standardising;
    this.result = result;
    this.validation = evaluate(validation);
  }

  /**
   * Learns from {@code train}, and stops by {@code validation}. A class weighs the more the rarer
   * it is.
   *
   * @throws IllegalArgumentException when the widths differ, or {@code train} lacks a class
   * @throws IllegalStateException when the loss is no longer a number
   */
  public static RiskHead train(RiskSettings settings, Labelled train, Labelled validation) {
    requireWidth(train.embeddings().columns(), validation.embeddings());
    Standardising standardising = Standardising.of(train.embeddings());
    return new RiskHead(
        settings,
        standardising,
        new RiskTrainer(settings)
            .train(apply(standardising, train), apply(standardising, validation)),
        validation);
  }

  /** Epochs trained, those after the best one included. */
  public int epochs() {
    return result.getTotalEpochs();
  }

  /** The epoch whose weights were kept, counted from 0. */
  public int bestEpoch() {
    return result.getBestModelEpoch();
  }

  /** The risk of each row, from 0 to 1, by DL4J. */
  public float[] score(Matrix embeddings) {
    if (embeddings.rows() == 0) {
      return new float[0]; // DL4J takes no empty input
    }
    INDArray probabilities = probabilities(embeddings);
    float[] scores = new float[embeddings.rows()];
    for (int r = 0; r < scores.length; r++) {
      scores[r] = probabilities.getFloat(r, 1);
    }
    return scores;
  }

  public RiskMetrics evaluate(Labelled rows) {
    DataSet labelled = RiskTrainer.dataSet(rows);
    return RiskMetrics.of(labelled.getLabels(), probabilities(rows.embeddings()));
  }

  /**
   * The same function as a model of ours; the card has the settings and the validation's metrics.
   *
   * @param source where the embeddings are from
   */
  public RiskModel export(String name, int version, RiskModel.Source source) {
    ModelCard card =
        new ModelCard(
            settings.seed(),
            "anabranch risk head, DL4J",
            null,
            null,
            settings.described(),
            validation.named("validation"));
    return new RiskModel(
        name, version, source, Export.layers(result.getBestModel(), standardising), card);
  }

  /** rows x 2. */
  private INDArray probabilities(Matrix embeddings) {
    requireWidth(standardising.means().length, embeddings);
    Matrix x = standardising.apply(embeddings);
    long[] shape = {x.rows(), x.columns()};
    return result.getBestModel().output(Nd4j.create(x.values(), shape, 'c'));
  }

  private static Labelled apply(Standardising standardising, Labelled rows) {
    return new Labelled(standardising.apply(rows.embeddings()), rows.labels());
  }

  private static void requireWidth(int width, Matrix embeddings) {
    if (embeddings.columns() != width) {
      throw new IllegalArgumentException(
          "embeddings are %d wide; got %s".formatted(width, embeddings.shape()));
    }
  }
}
