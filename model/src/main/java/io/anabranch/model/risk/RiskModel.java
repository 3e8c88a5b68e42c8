// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.risk;

import io.anabranch.model.layer.ModelCard;
import io.anabranch.model.layer.SageModel;
import java.util.List;
import java.util.Objects;

/**
 * A perceptron on embeddings: relu after every layer but the last, which has one output, the log
 * odds of risk. Immutable.
 *
 * @param name as a {@link SageModel}'s
 * @param version 0 or more
 * @param source of the embeddings; those of another model or version mean nothing to it
 */
public record RiskModel(
    String name, int version, Source source, List<RiskLayer> layers, ModelCard card) {

  /** The model that the embeddings come from. */
  public record Source(String model, int version) {
    public Source {
      requireNameAndVersion(model, version);
    }
  }

  /**
   * @throws IllegalArgumentException when the name or the version is not as it must be, a layer's
   *     input is not as wide as the output of the one before, or the last output is not one number
   */
  public RiskModel {
    Objects.requireNonNull(source);
    Objects.requireNonNull(card);
    requireNameAndVersion(name, version);
    layers = List.copyOf(layers);
    for (int l = 1; l < layers.size(); l++) {
      if (layers.get(l).inputWidth() != layers.get(l - 1).outputWidth()) {
        throw new IllegalArgumentException(
            "layer %d takes %d elements, but layer %d gives %d"
                .formatted(l, layers.get(l).inputWidth(), l - 1, layers.get(l - 1).outputWidth()));
      }
    }
    if (layers.isEmpty() || layers.get(layers.size() - 1).outputWidth() != 1) {
      throw new IllegalArgumentException(
          "a risk model has at least one layer, the last of width 1; got widths "
              + layers.stream().map(RiskLayer::outputWidth).toList());
    }
  }

  /** Elements in an embedding. */
  public int inputWidth() {
    return layers.get(0).inputWidth();
  }

  private static void requireNameAndVersion(String name, int version) {
    if (!SageModel.isName(name) || version < 0) {
      throw new IllegalArgumentException(
          "a model has a name of letters, digits, '.', '_' and '-' and a version of 0 or more;"
              + " got '%s', %d".formatted(name, version));
    }
  }
}
