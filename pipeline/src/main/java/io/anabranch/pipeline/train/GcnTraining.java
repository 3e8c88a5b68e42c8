// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.train;

import io.anabranch.model.artifact.Weights;
import io.anabranch.model.dataset.NodeDataSet;
import io.anabranch.model.network.Gcn;
import io.anabranch.model.network.Propagation;
import io.anabranch.model.network.Recipe;
import io.anabranch.model.training.EarlyStopping;
import java.util.List;

/** Kipf & Welling 2017, section 5.2. */
final class GcnTraining implements Training {

  private static final Gcn.Settings PAPER = Gcn.Settings.PAPER;

  @Override
  public String model() {
    return "gcn";
  }

  @Override
  public String about() {
    return "classifies vertices by convolution (Kipf & Welling 2017)";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        new Setting("epochs", "" + Recipe.GCN.epochs(), Kind.COUNT, "at most"),
        new Setting("rate", "" + Recipe.GCN.rate(), Kind.POSITIVE, "Adam's learning rate"),
        new Setting("layers", "" + PAPER.layers(), Kind.COUNT, "convolutions"),
        new Setting("hidden", "" + PAPER.hidden(), Kind.COUNT, "width of all layers but the last"),
        new Setting("dropout", "" + PAPER.dropout(), Kind.SHARE, "before each layer"),
        new Setting(
            "weight-decay", "" + PAPER.weightDecay(), Kind.NOT_NEGATIVE, "of the first layer"),
        new Setting(
            "window",
            "10",
            Kind.COUNT,
            "a validation loss above the mean of so many before it stops"));
  }

  @Override
  public Session open(Request request) {
    NodeDataSet data = VertexData.read(request);
    Settings settings = request.settings();
    Gcn.Settings shape =
        new Gcn.Settings(
            settings.count("layers"),
            settings.count("hidden"),
            settings.number("dropout"),
            settings.number("weight-decay"));
    Gcn gcn =
        new Gcn(
            shape,
            Propagation.renormalised(data.graph()),
            data.rowNormalisedFeatures(),
            data.classes(),
            request.seed());
    int window = settings.count("window");
    Recipe recipe =
        new Recipe(
            settings.count("epochs"),
            settings.number("rate"),
            () -> EarlyStopping.aboveMeanOf(window));
    return new VertexSession(data, gcn, recipe, Weights.PLAIN, request.device(), request.seed());
  }
}
