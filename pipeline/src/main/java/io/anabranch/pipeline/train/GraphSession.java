// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.train;

import io.anabranch.model.artifact.ArtifactException;
import io.anabranch.model.artifact.Weights;
import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.dataset.GraphDataSet;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.pooling.GraphTrainer;
import io.anabranch.model.pooling.PoolingNetwork;
import io.anabranch.model.training.KeptValues;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A network for graphs. What is drawn is the logits of the graphs that take part. */
record GraphSession(
    String architecture,
    GraphDataSet dataSet,
    GraphFolds folds,
    PoolingNetwork network,
    GraphTrainer trainer,
    Widths widths,
    int epochs)
    implements Session {

  @Override
  public String data() {
    return String.format(
        Locale.ROOT,
        "%,d graphs of %,d vertices, %,d features, %d classes; %,d to train, %,d to validate, %,d"
            + " to test",
        dataSet.count(),
        dataSet.vertices().rows(),
        dataSet.features().columns(),
        dataSet.classes(),
        folds.learning().length,
        folds.validation().length,
        folds.test().length);
  }

  @Override
  public String validationMetric() {
    return "validation_accuracy";
  }

  /** Keeps the epoch of the best validation accuracy; of equals that of the lowest loss. */
  @Override
  public void train(Consumer<Epoch> listener) {
    GraphTrainer.Scorer validation = trainer.scorer(folds.validation());
    GraphTrainer.Score best = new GraphTrainer.Score(Double.POSITIVE_INFINITY, -1);
    KeptValues kept = keeping().values();
    for (int e = 0; e < epochs; e++) {
      double loss = trainer.epoch(e, folds.learning());
      GraphTrainer.Score score = validation.score();
      listener.accept(new Epoch(e, (float) loss, score.accuracy()));
      boolean equal = score.accuracy() == best.accuracy() && score.loss() < best.loss();
      if (score.accuracy() > best.accuracy() || equal) {
        best = score;
        kept = keeping().values();
      }
    }
    kept.restore();
  }

  @Override
  public Evaluation evaluate() {
    SortedMap<String, Double> metrics = new TreeMap<>();
    put(metrics, "train_accuracy", folds.learning());
    put(metrics, "validation_accuracy", folds.validation());
    put(metrics, "test_accuracy", folds.test());
    int[] all =
        Stream.of(folds.learning(), folds.validation(), folds.test())
            .flatMapToInt(IntStream::of)
            .sorted()
            .toArray();
    Matrix logits = trainer.logits(all);
    return new Evaluation(
        metrics, logits, IntStream.of(all).map(g -> dataSet.labels()[g]).toArray());
  }

  private void put(SortedMap<String, Double> metrics, String metric, int[] graphs) {
    if (graphs.length > 0) {
      metrics.put(metric, trainer.scorer(graphs).score().accuracy());
    }
  }

  @Override
  public Path write(Identity identity) throws IOException {
    return keeping().write(identity);
  }

  @Override
  public void load(Path dir) throws ArtifactException {
    keeping().load(dir);
  }

  /** What batch norms have learnt is kept with the parameters. */
  private Keeping keeping() {
    List<Parameter> all =
        Stream.concat(network.parameters().stream(), network.moments().stream()).toList();
    return new Keeping(architecture, Weights.PLAIN, all);
  }
}
