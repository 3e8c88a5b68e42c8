// SPDX-License-Identifier: Apache-2.0
package io.anabranch.dl4j.risk;

import io.anabranch.model.device.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.earlystopping.saver.InMemoryModelSaver;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.deeplearning4j.earlystopping.termination.InvalidScoreIterationTerminationCondition;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.earlystopping.termination.ScoreImprovementEpochTerminationCondition;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingTrainer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** Trains by DL4J's early stopping: the weights of the epoch with the lowest validation loss. */
final class RiskTrainer {

  private final RiskSettings settings;

  RiskTrainer(RiskSettings settings) {
    this.settings = settings;
  }

  /** Both sets are standardised. */
  EarlyStoppingResult<MultiLayerNetwork> train(Labelled train, Labelled validation) {
    EarlyStoppingConfiguration<MultiLayerNetwork> stopping =
        new EarlyStoppingConfiguration.Builder<MultiLayerNetwork>()
            .epochTerminationConditions(
                new MaxEpochsTerminationCondition(settings.epochs()),
                new ScoreImprovementEpochTerminationCondition(settings.patience()))
            .iterationTerminationConditions(new InvalidScoreIterationTerminationCondition())
            .scoreCalculator(
                new DataSetLossCalculator(
                    new ListDataSetIterator<>(List.of(dataSet(validation)), 1), true))
            .evaluateEveryNEpochs(1)
            .modelSaver(new InMemoryModelSaver<>())
            .build();
    EarlyStoppingResult<MultiLayerNetwork> result =
        new EarlyStoppingTrainer(stopping, configuration(train), batches(train)).fit();
    if (result.getTerminationReason()
            != EarlyStoppingResult.TerminationReason.EpochTerminationCondition
        || result.getBestModel() == null) {
      throw new IllegalStateException(
          "training ends by its epochs or its patience; got %s: %s"
              .formatted(result.getTerminationReason(), result.getTerminationDetails()));
    }
    return result;
  }

  private MultiLayerConfiguration configuration(Labelled train) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .seed(settings.seed())
            .weightInit(WeightInit.XAVIER)
            .updater(new Adam(settings.rate()))
            .l2(settings.l2())
            .list();
    int in = train.embeddings().columns();
    for (int width : settings.hidden()) {
      layers.layer(
          new DenseLayer.Builder().nIn(in).nOut(width).activation(Activation.RELU).build());
      in = width;
    }
    LossMCXENT loss = new LossMCXENT(Nd4j.createFromArray(classWeights(train)).reshape(1, 2));
    return layers
        .layer(new OutputLayer.Builder(loss).nIn(in).nOut(2).activation(Activation.SOFTMAX).build())
        .build();
  }

  /** {@code n / (2 n_c)}: each class weighs as much as the other, whatever their numbers. */
  static float[] classWeights(Labelled train) {
    float[] weights = new float[2];
    for (int label = 0; label < 2; label++) {
      int count = train.count(label);
      if (count == 0) {
        throw new IllegalArgumentException(
            "risky and other rows to learn from; got %d of %d that are risky"
                .formatted(train.count(1), train.size()));
      }
      weights[label] = train.size() / (2f * count);
    }
    return weights;
  }

  /** In an order that the seed decides. */
  private ListDataSetIterator<DataSet> batches(Labelled train) {
    int[] order = IntStream.range(0, train.size()).toArray();
    SplittableRandom random = new SplittableRandom(settings.seed());
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int row = order[i];
      order[i] = order[j];
      order[j] = row;
    }
    List<DataSet> batches = new ArrayList<>();
    for (int from = 0; from < order.length; from += settings.batch()) {
      int to = Math.min(order.length, from + settings.batch());
      int[] rows = Arrays.copyOfRange(order, from, to);
      batches.add(dataSet(Labelled.of(train.embeddings(), train.labels(), rows)));
    }
    return new ListDataSetIterator<>(batches, 1);
  }

  /** Labels are one hot. */
  static DataSet dataSet(Labelled rows) {
    Matrix x = rows.embeddings();
    float[] labels = new float[2 * rows.size()];
    for (int r = 0; r < rows.size(); r++) {
      labels[2 * r + rows.labels()[r]] = 1;
    }
    return new DataSet(
        Nd4j.create(x.values(), new long[] {x.rows(), x.columns()}, 'c'),
        Nd4j.create(labels, new long[] {rows.size(), 2}, 'c'));
  }
}
