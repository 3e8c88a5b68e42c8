// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.train;

import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.artifact.Tensor;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.network.Gat;
import io.anabranch.model.network.Gcn;
import io.anabranch.model.network.NodeNetwork;
import io.anabranch.model.network.ServedNetworks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * GCN and GAT as the live job serves them, and back. What is served has a bias where a GCN has none
 * (zeros), and one for all heads where a GAT's last layer has one a head (their mean).
 */
final class Served {

  private Served() {}

  static Path write(NodeNetwork network, Identity identity) throws IOException {
    return ModelArtifacts.write(model(network, identity), identity.root());
  }

  private static SageModel model(NodeNetwork network, Identity identity) {
    if (network instanceof Gcn gcn) {
      return ServedNetworks.of(gcn, identity.name(), identity.version(), identity.card());
    } else if (network instanceof Gat gat) {
      return ServedNetworks.of(gat, identity.name(), identity.version(), identity.card());
    }
    throw new IllegalStateException("no such network: " + network.getClass());
  }

  /** The tensors as the network has them. */
  static List<Tensor> unserved(NodeNetwork network, List<Tensor> tensors) {
    List<Tensor> own = new ArrayList<>();
    for (Tensor tensor : tensors) {
      if (!tensor.name().endsWith(".bias")) {
        own.add(tensor);
      } else if (network instanceof Gat) {
        own.add(repeated(tensor, biasLength(network, tensor.name())));
      } else {
        requireZeros(tensor);
      }
    }
    return own;
  }

  private static int biasLength(NodeNetwork network, String name) {
    return network.parameters().stream()
        .filter(p -> p.name().equals(name))
        .mapToInt(p -> p.value().columns())
        .findFirst()
        .orElse(0);
  }

  /** Each head adds the mean, of which the mean over heads is the same. */
  private static Tensor repeated(Tensor bias, int length) {
    int given = bias.values().length;
    if (length <= given || length % given != 0) {
      return bias;
    }
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = bias.values()[i % given];
    }
    return new Tensor(bias.name(), List.of(length), values);
  }

  private static void requireZeros(Tensor bias) {
    for (float value : bias.values()) {
      if (value != 0) {
        throw new TrainingException(
            bias.name()
                + ": expected zeros, as a GCN that was trained here has no bias; came "
                + value);
      }
    }
  }
}
