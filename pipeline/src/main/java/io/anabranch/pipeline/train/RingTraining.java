// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.train;

import io.anabranch.connectors.generator.GeneratorOptions;
import io.anabranch.model.dataset.GraphDataSet;
import io.anabranch.model.pooling.GraphInputs;
import io.anabranch.model.pooling.GraphRecipe;
import io.anabranch.model.pooling.GraphTrainer;
import io.anabranch.model.pooling.PoolingNetwork;
import io.anabranch.pipeline.ring.EgoDataSet;
import io.anabranch.pipeline.ring.EgoGraph;
import io.anabranch.pipeline.ring.RingNetwork;
import io.anabranch.pipeline.ring.RingSamples;
import io.anabranch.pipeline.ring.RingWatch;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The model of ring scores: DiffPool (Ying et al. 2018) on ego graphs of the payment generator's
 * stream, whose rings are known. A ring is learnt from, validated with or tested, never two of
 * them. Needs no data set.
 */
final class RingTraining implements Training {

  private static final int FOLDS = 5;

  @Override
  public String model() {
    return RingNetwork.ARCHITECTURE;
  }

  @Override
  public String about() {
    return "tells rings among ego graphs, for ring scores; learns from the generator's stream";
  }

  @Override
  public boolean readsData() {
    return false;
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        new Setting("epochs", "20", Kind.COUNT, "of which the best in validation is kept"),
        new Setting("rate", "0.003", Kind.POSITIVE, "Adam's learning rate"),
        new Setting("batch", "20", Kind.COUNT, "graphs in a step"),
        new Setting("clip", "2", Kind.POSITIVE, "length gradients are cut to"),
        new Setting("hidden", "16", Kind.COUNT, "width of layers"),
        new Setting("accounts", "2400", Kind.COUNT, "of the stream"),
        new Setting("rings", "120", Kind.COUNT, "planted in it, at most a 16th of the accounts"),
        new Setting("payments", "30000", Kind.COUNT, "of the stream"),
        new Setting("every", "2", Kind.COUNT, "payments to one of a ring at work, at least 2"),
        new Setting("window", "120000", Kind.COUNT, "milliseconds that an ego graph looks back"),
        new Setting("fold", "1", Kind.COUNT, "that is tested, of " + FOLDS));
  }

  @Override
  public Session open(Request request) {
    Settings settings = request.settings();
    GraphDataSet data = samples(settings, request.seed());
    int[] all = IntStream.range(0, data.count()).toArray();
    GraphFolds folds = GraphFolds.of(data, all, settings.count("fold") - 1);
    int hidden = settings.count("hidden");
    GraphInputs inputs = new GraphInputs(data, folds.learning(), RingNetwork.settings(hidden));
    PoolingNetwork network = RingNetwork.create(hidden, request.seed());
    GraphRecipe recipe =
        new GraphRecipe(settings.count("batch"), settings.number("rate"), settings.number("clip"));
    GraphTrainer trainer =
        new GraphTrainer(request.device(), inputs, network, recipe, request.seed());
    Widths widths = new Widths(EgoDataSet.WIDTH, EgoDataSet.CLASSES, EgoGraph.MOST);
    return new GraphSession(
        model(), data, folds, network, trainer, widths, settings.count("epochs"));
  }

  private static GraphDataSet samples(Settings settings, long seed) {
    GeneratorOptions options;
    try {
      options =
          GeneratorOptions.tidy(seed, settings.count("accounts"), settings.count("payments"), 0)
              .withFraud(settings.count("rings"), settings.count("rings"))
              .withFraudEvery(settings.count("every"));
    } catch (IllegalArgumentException e) {
      throw new TrainingException("settings: " + e.getMessage());
    }
    RingWatch.Settings watch =
        new RingWatch.Settings(settings.count("window"), 100_000, Float.MAX_VALUE, 1);
    return RingSamples.of(options, watch, FOLDS);
  }
}
