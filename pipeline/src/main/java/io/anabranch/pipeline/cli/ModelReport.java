// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.model.layer.AttentionWeights;
import io.anabranch.model.layer.ConvolutionWeights;
import io.anabranch.model.layer.Heads;
import io.anabranch.model.layer.ModelCard;
import io.anabranch.model.layer.SageLayer;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.Sampling;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;

/** A model in a few lines. */
final class ModelReport {

  private ModelReport() {}

  /**
   * @param where it lies
   */
  static void print(SageModel model, Object where, PrintWriter out) {
    line(out, "model", model.name() + ", version " + model.version());
    line(out, "directory", where);
    line(out, "features", model.inputWidth());
    for (int l = 0; l < model.depth(); l++) {
      line(out, "layer " + (l + 1), describe(model.layer(l)));
    }
    line(out, "in-neighbors", describe(model.sampling()));
    line(out, "embedding", model.outputWidth());
    line(out, "weights", String.format(Locale.ROOT, "%,d", weights(model)));
    card(model.card(), out);
  }

  private static void card(ModelCard card, PrintWriter out) {
    line(out, "made by", card.createdBy() + ", seed " + card.seed());
    line(out, "trained on", card.snapshotId() == null ? "nothing" : card.snapshotId());
    if (card.eventTimes() != null) {
      line(out, "event times", card.eventTimes().from() + " to " + card.eventTimes().to());
    }
    card.settings().forEach((name, value) -> line(out, "setting", name + " = " + value));
    card.metrics().forEach((name, value) -> line(out, "metric", name + " = " + value));
  }

  private static String describe(SageLayer layer) {
    return "%s, %d -> %d, activation %s%s"
        .formatted(
            kind(layer),
            layer.inputWidth(),
            layer.outputWidth(),
            layer.activation().name().toLowerCase(Locale.ROOT),
            layer.normalise() ? ", normalised" : "");
  }

  private static String kind(SageLayer layer) {
    if (layer.weights() instanceof AttentionWeights attention) {
      Heads heads = attention.heads();
      String together = heads.concatenated() ? "side by side" : "averaged";
      return "GAT, %d heads %s".formatted(heads.count(), together);
    }
    return layer.weights() instanceof ConvolutionWeights
        ? "GCN"
        : "SAGE " + layer.aggregator().type().text();
  }

  private static String describe(Sampling sampling) {
    if (sampling.takesAll()) {
      return "all";
    }
    String fanouts =
        sampling.fanouts().stream().map(String::valueOf).collect(Collectors.joining(", "));
    return switch (sampling.order()) {
      case HASH -> "%s by hash, the last layer first, seed %d".formatted(fanouts, sampling.seed());
      case MOST_RECENT ->
          "the %s most recent, the last layer first, seed %d".formatted(fanouts, sampling.seed());
    };
  }

  private static long weights(SageModel model) {
    return model.layers().stream().mapToLong(layer -> layer.weights().size()).sum();
  }

  private static void line(PrintWriter out, String name, Object value) {
    out.println(String.format(Locale.ROOT, "%-12s %s", name, value));
  }
}
