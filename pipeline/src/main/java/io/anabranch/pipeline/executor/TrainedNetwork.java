// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

import io.anabranch.model.network.NodeTrainer.Epoch;
import io.anabranch.model.sage.SageNetwork;
import java.util.List;

/**
 * What came out of a training that has ended well.
 *
 * @param network with its weights
 * @param labels what the last layer's outputs stand for, in their order; none when unsupervised
 * @param epochs all of them
 * @param devices what each executor computed with, in words
 */
public record TrainedNetwork(
    SageNetwork network, List<String> labels, List<Epoch> epochs, List<String> devices) {

  /** The epoch with the lowest validation loss, whose weights these are. */
  public Epoch best() {
    return epochs.stream()
        .reduce((a, b) -> b.validationLoss() < a.validationLoss() ? b : a)
        .orElseThrow();
  }
}
