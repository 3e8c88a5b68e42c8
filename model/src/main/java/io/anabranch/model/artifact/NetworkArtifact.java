// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import io.anabranch.model.layer.ModelCard;
import io.anabranch.model.layer.SageModel;
import java.util.List;
import java.util.Objects;

/**
 * A trained network as it is kept: what it is made of, not how it computes. The program that
 * trained it makes it again from the card's settings, and fills in the weights.
 *
 * @param name as of {@link SageModel}
 * @param version 0 or more
 * @param architecture such as {@code gat}
 * @param tensors by PyTorch Geometric's names and shapes where it has the network
 */
public record NetworkArtifact(
    String name, int version, String architecture, ModelCard card, List<Tensor> tensors) {

  /**
   * @throws IllegalArgumentException when the name or the version is not as it must be
   */
  public NetworkArtifact {
    Objects.requireNonNull(architecture);
    Objects.requireNonNull(card);
    tensors = List.copyOf(tensors);
    if (!SageModel.isName(name) || version < 0) {
      throw new IllegalArgumentException(
          "an artifact has a name of letters, digits, '.', '_' and '-', and a version of 0 or more;"
              + " got '%s', %d".formatted(name, version));
    }
  }
}
