// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.train;

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
import io.anabranch.model.dataset.NodeDataSet;
import io.anabranch.model.dataset.NodeDataSetReader;
import io.anabranch.model.graph.InNeighbors;
import java.util.Arrays;
import java.util.List;

/** Kipf & Welling 2016. The edges that are kept back are drawn by the seed. */
record AutoencoderTraining(boolean variational) implements Training {

  private static final AutoencoderTrainer.Recipe PAPER = AutoencoderTrainer.Recipe.PAPER;

  @Override
  public String model() {
    return variational ? "vgae" : "gae";
  }

  @Override
  public String about() {
    return (variational ? "variational graph autoencoder" : "graph autoencoder")
        + ", scores pairs of vertices as edges (Kipf & Welling 2016)";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        new Setting("epochs", "" + PAPER.epochs(), Kind.COUNT, "all of them: nothing stops early"),
        new Setting("rate", "" + PAPER.rate(), Kind.POSITIVE, "Adam's learning rate"),
        new Setting("hidden", "32", Kind.COUNT, "width of the first layer"),
        new Setting("width", "16", Kind.COUNT, "of a vertex's row"),
        new Setting("use-features", "true", Kind.FLAG, "false: each vertex is its own feature"));
  }

  @Override
  public Session open(Request request) {
    Settings settings = request.settings();
    return settings.flag("use-features") ? withFeatures(request) : withoutFeatures(request);
  }

  private Session withFeatures(Request request) {
    NodeDataSet data = VertexData.withFeatures(request);
    LinkSplit split = split(data.graph(), request.seed());
    GcnInput input = GcnInput.of(split.trainingGraph(), data.features());
    Widths widths = new Widths(data.features().columns(), 0, 0);
    return session(request, split, input, widths, data.labels());
  }

  private Session withoutFeatures(Request request) {
    InNeighbors graph = NodeDataSetReader.readGraph(request.data());
    Widths widths = request.widths().over(new Widths(0, 0, graph.vertexCount()));
    if (widths.vertices() != graph.vertexCount()) {
      throw new TrainingException(
          "the data set: expected the model's %d vertices, which are its features; there are %d"
              .formatted(widths.vertices(), graph.vertexCount()));
    }
    LinkSplit split = split(graph, request.seed());
    int[] none = new int[graph.vertexCount()];
    Arrays.fill(none, -1);
    return session(request, split, GcnInput.withoutFeatures(split.trainingGraph()), widths, none);
  }

  private static LinkSplit split(InNeighbors graph, long seed) {
    try {
      return LinkSplit.draw(graph, seed);
    } catch (IllegalArgumentException e) {
      throw new TrainingException("the data set: expected " + e.getMessage(), e);
    }
  }

  private Session session(
      Request request, LinkSplit split, GcnInput input, Widths widths, int[] labels) {
    Settings settings = request.settings();
    AutoencoderTrainer.Recipe recipe =
        new AutoencoderTrainer.Recipe(settings.count("epochs"), settings.number("rate"));
    Reconstruction aim = Reconstruction.of(split.trainingGraph());
    Autoencoder model = autoencoder(request, input, aim);
    return new LinkSession(model(), split, model, recipe, widths, labels, request.device());
  }

  private Autoencoder autoencoder(Request request, GcnInput input, Reconstruction aim) {
    int hidden = request.settings().count("hidden");
    int width = request.settings().count("width");
    long seed = request.seed();
    return variational
        ? new Vgae(new GcnGaussian(input, hidden, width, seed), new InnerProduct(), aim, seed)
        : new Gae(new GcnEncoder(input, hidden, width, seed), new InnerProduct(), aim);
  }
}
