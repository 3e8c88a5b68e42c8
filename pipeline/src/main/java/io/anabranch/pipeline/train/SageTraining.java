// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.train;

import io.anabranch.model.dataset.NodeDataSet;
import io.anabranch.model.layer.Activation;
import io.anabranch.model.sage.Aggregation;
import io.anabranch.model.sage.AttributedGraph;
import io.anabranch.model.sage.Features;
import io.anabranch.model.sage.LayerShape;
import io.anabranch.model.sage.SageNetwork;
import io.anabranch.model.sage.SageSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Hamilton et al. 2017: what comes out is served by the live job. */
final class SageTraining implements Training {

  private static final String INPUT = "input";
  private static final Kind MEMORY =
      new Kind(
          "input, or " + Kind.COUNT.expected(),
          text -> text.equals(INPUT) || Kind.COUNT.accepts(text));

  @Override
  public String model() {
    return "sage";
  }

  @Override
  public String about() {
    return "embeds vertices, seen or not, supervised or not (Hamilton et al. 2017)";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        new Setting("epochs", "200", Kind.COUNT, "at most"),
        new Setting("rate", "0.01", Kind.POSITIVE, "Adam's learning rate"),
        new Setting("patience", "200", Kind.COUNT, "epochs without a lowest validation loss"),
        new Setting(
            "aggregator", "mean", Kind.oneOf("mean", "gcn", "max-pool", "lstm"), "of all layers"),
        new Setting("layers", "2", Kind.COUNT, "hops that an embedding looks back"),
        new Setting("hidden", "16", Kind.COUNT, "width of all layers but the last"),
        new Setting("width", "64", Kind.COUNT, "of the last layer, unsupervised; else: classes"),
        new Setting("memory", "64", MEMORY, "width of the lstm; served: input, that of each layer"),
        new Setting("normalise", "false", Kind.FLAG, "outputs of each layer to length 1"),
        new Setting("dropout", "0.5", Kind.SHARE, "before each layer"),
        new Setting("weight-decay", "5.0E-4", Kind.NOT_NEGATIVE, "but of biases"),
        new Setting("row-normalise", "true", Kind.FLAG, "features to a sum of 1"),
        new Setting(
            "objective",
            "supervised",
            Kind.oneOf("supervised", "unsupervised"),
            "labels, or walks"),
        new Setting("inductive", "false", Kind.FLAG, "test vertices are not there while training"),
        new Setting("batch", "1000000", Kind.COUNT, "vertices, or pairs, in a step"),
        new Setting(
            "fanouts", "all", SageSampling.KIND, "in-neighbors heard, the last layer first"),
        new Setting("walks", "5", Kind.COUNT, "from each vertex and epoch, unsupervised"),
        new Setting("walk-length", "5", Kind.COUNT, "steps"),
        new Setting("negatives", "200", Kind.COUNT, "drawn for a batch, unsupervised"),
        new Setting("negative-weight", "1", Kind.POSITIVE, "of all negatives beside a pair"));
  }

  @Override
  public Session open(Request request) {
    Settings settings = request.settings();
    NodeDataSet data = VertexData.read(request);
    Features features =
        Features.of(
            settings.flag("row-normalise") ? data.rowNormalisedFeatures() : data.features());
    SageSettings shape = shape(settings, data.classes());
    SageSampling.requireOneALayer(settings);
    SageNetwork network = new SageNetwork(shape, features.width(), request.seed());
    return new SageSession(request, data, new AttributedGraph(data.graph(), features), network);
  }

  static boolean supervised(Settings settings) {
    return settings.word("objective").equals("supervised");
  }

  private static SageSettings shape(Settings settings, int classes) {
    List<LayerShape> layers = new ArrayList<>();
    boolean normalise = settings.flag("normalise");
    for (int l = 1; l < settings.count("layers"); l++) {
      layers.add(new LayerShape(settings.count("hidden"), Activation.RELU, normalise));
    }
    boolean supervised = supervised(settings);
    int last = supervised ? classes : settings.count("width");
    layers.add(new LayerShape(last, Activation.NONE, normalise && !supervised));
    return new SageSettings(
        Aggregation.valueOf(settings.word("aggregator").toUpperCase(Locale.ROOT).replace('-', '_')),
        layers,
        settings.word("memory").equals(INPUT) ? 0 : settings.count("memory"),
        settings.number("dropout"),
        settings.number("weight-decay"));
  }
}
