// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.stream;

import io.anabranch.model.device.Device;
import io.anabranch.model.layer.SageModel;
import java.util.Locale;

/** What makes embeddings, trained on the past. */
enum Network {
  /** Rows of length 1: inner products are cosines. */
  SAGE(-1, 1, 10, "two-layer GraphSAGE with the most recent neighbors, trained without labels"),
  GAE(-8, 8, 100, "two-layer GCN encoder of a graph autoencoder on all neighbors, trained");

  private final double low;
  private final double high;
  private final int epochs;
  private final String about;

  Network(double low, double high, int epochs, String about) {
    this.low = low;
    this.high = high;
    this.epochs = epochs;
    this.about = about;
  }

  SageModel train(EdgeList edges, int past, int epochs, long seed, Device device) {
    return switch (this) {
      case SAGE -> PastNetwork.train(edges, past, epochs, seed, device);
      case GAE -> PastAutoencoder.train(edges, past, epochs, seed, device);
    };
  }

  /** The lowest inner product that is told from those below. */
  double low() {
    return low;
  }

  /** The highest one that is told from those above. */
  double high() {
    return high;
  }

  /** How many are usual. */
  int epochs() {
    return epochs;
  }

  /** What it is, up to on what it was trained. */
  String about() {
    return about;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
