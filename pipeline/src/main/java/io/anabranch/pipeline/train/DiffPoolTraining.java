// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.train;

import io.anabranch.model.dataset.GraphDataSet;
import io.anabranch.model.dataset.GraphDataSetReader;
import io.anabranch.model.dataset.VertexFeatures;
import io.anabranch.model.pooling.GraphInputs;
import io.anabranch.model.pooling.GraphRecipe;
import io.anabranch.model.pooling.GraphTrainer;
import io.anabranch.model.pooling.PoolingNetwork;
import io.anabranch.model.pooling.PoolingSettings;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Ying et al. 2018: one fold of a set of graphs is tested, and the next one chooses the epoch. */
final class DiffPoolTraining implements Training {

  private static final GraphRecipe PROGRAM = GraphRecipe.DIFFPOOL;

  @Override
  public String model() {
    return "diffpool";
  }

  @Override
  public String about() {
    return "classifies graphs (Ying et al. 2018)";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        new Setting("epochs", "100", Kind.COUNT, "of which the best in validation is kept"),
        new Setting("rate", "" + PROGRAM.rate(), Kind.POSITIVE, "Adam's learning rate"),
        new Setting("batch", "" + PROGRAM.batch(), Kind.COUNT, "graphs in a step"),
        new Setting("clip", "" + PROGRAM.clip(), Kind.POSITIVE, "length gradients are cut to"),
        new Setting(
            "variant",
            "diffpool",
            Kind.oneOf(
                "diffpool",
                "diffpool-2",
                "diffpool-det",
                "diffpool-nolp",
                "sage",
                "s2v",
                "s2v-diffpool",
                "s2v-diffpool-2"),
            "of the paper's table 2"),
        new Setting(
            "hidden", "" + PoolingSettings.DIFFPOOL.hidden(), Kind.COUNT, "width of layers"),
        new Setting(
            "features", "attributes", Kind.oneOf("labels", "attributes"), "labels alone, or both"),
        new Setting("limit", "1000", Kind.COUNT, "graphs of more vertices take no part"),
        new Setting("fold", "1", Kind.COUNT, "that is tested, the first being 1"));
  }

  @Override
  public Session open(Request request) {
    Settings settings = request.settings();
    GraphDataSet data =
        GraphDataSetReader.read(
            request.data(),
            settings.word("features").equals("labels")
                ? VertexFeatures.LABELS
                : VertexFeatures.LABELS_AND_ATTRIBUTES);
    if (data.features().columns() == 0) {
      throw new TrainingException(
          "the data set: expected labels or features of vertices in nodes.csv.gz; no vertex has"
              + " any");
    }
    int limit = settings.count("limit");
    int[] kept =
        IntStream.range(0, data.count()).filter(g -> data.vertices().size(g) <= limit).toArray();
    GraphFolds folds = GraphFolds.of(data, kept, settings.count("fold") - 1);
    int largest = Arrays.stream(kept).map(data.vertices()::size).max().orElse(0);
    Widths own = new Widths(data.features().columns(), data.classes(), largest);
    Widths widths = request.widths().over(own);
    GraphFolds.requireSame("features", widths.features(), own.features());
    PoolingSettings shape =
        PoolingSettings.named(settings.word("variant")).withHidden(settings.count("hidden"));
    GraphInputs inputs = new GraphInputs(data, folds.learning(), shape);
    PoolingNetwork network =
        new PoolingNetwork(
            shape, inputs.width(), widths.vertices(), widths.classes(), request.seed());
    GraphRecipe recipe =
        new GraphRecipe(settings.count("batch"), settings.number("rate"), settings.number("clip"));
    GraphTrainer trainer =
        new GraphTrainer(request.device(), inputs, network, recipe, request.seed());
    return new GraphSession(
        model(), data, folds, network, trainer, widths, settings.count("epochs"));
  }
}
