// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.train;

import io.anabranch.model.artifact.Weights;
import io.anabranch.model.dataset.NodeDataSet;
import io.anabranch.model.network.Gat;
import io.anabranch.model.network.Links;
import io.anabranch.model.network.Recipe;
import io.anabranch.model.training.EarlyStopping;
import java.util.List;

/** Veličković et al. 2018, section 3.3. */
final class GatTraining implements Training {

  private static final Gat.Settings PAPER = Gat.Settings.PAPER;

  @Override
  public String model() {
    return "gat";
  }

  @Override
  public String about() {
    return "classifies vertices by attention (Veličković et al. 2018)";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        new Setting("epochs", "" + Recipe.GAT.epochs(), Kind.COUNT, "at most"),
        new Setting("rate", "" + Recipe.GAT.rate(), Kind.POSITIVE, "Adam's learning rate"),
        new Setting("layers", "" + PAPER.layers(), Kind.COUNT, "of attention"),
        new Setting("heads", "" + PAPER.heads(), Kind.COUNT, "of each layer but the last"),
        new Setting("hidden", "" + PAPER.hidden(), Kind.COUNT, "width of a head"),
        new Setting("last-heads", "" + PAPER.lastHeads(), Kind.COUNT, "of the last layer"),
        new Setting(
            "dropout", "" + PAPER.dropout(), Kind.SHARE, "on inputs, coefficients and features"),
        new Setting("weight-decay", "" + PAPER.weightDecay(), Kind.NOT_NEGATIVE, "but of biases"),
        new Setting(
            "patience", "100", Kind.COUNT, "epochs without a best loss or accuracy that stop"));
  }

  @Override
  public Session open(Request request) {
    NodeDataSet data = VertexData.read(request);
    Settings settings = request.settings();
    Gat.Settings shape =
        new Gat.Settings(
            settings.count("layers"),
            settings.count("heads"),
            settings.count("hidden"),
            settings.count("last-heads"),
            settings.number("dropout"),
            settings.number("weight-decay"));
    Gat gat =
        new Gat(
            shape,
            Links.withSelfLoops(data.graph()),
            data.rowNormalisedFeatures(),
            data.classes(),
            request.seed());
    int patience = settings.count("patience");
    Recipe recipe =
        new Recipe(
            settings.count("epochs"),
            settings.number("rate"),
            () -> EarlyStopping.patience(patience));
    return new VertexSession(data, gat, recipe, weights(shape), request.device(), request.seed());
  }

  private static Weights weights(Gat.Settings shape) {
    String last = "convs." + (shape.layers() - 1) + ".";
    return new Weights(name -> name.startsWith(last) ? shape.lastHeads() : shape.heads());
  }
}
