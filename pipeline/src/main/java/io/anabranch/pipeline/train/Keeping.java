// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.train;

import io.anabranch.model.artifact.ArtifactException;
import io.anabranch.model.artifact.NetworkArtifact;
import io.anabranch.model.artifact.NetworkArtifacts;
import io.anabranch.model.artifact.Weights;
import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.training.KeptValues;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * How a network is kept: its parameters by PyTorch Geometric's names and shapes.
 *
 * @param parameters all that makes the network again, beside its settings
 */
record Keeping(String model, Weights weights, List<Parameter> parameters) {

  Path write(Identity identity) throws IOException {
    return NetworkArtifacts.write(
        new NetworkArtifact(
            identity.name(), identity.version(), model, identity.card(), weights.of(parameters)),
        identity.root());
  }

  void load(Path dir) throws ArtifactException {
    weights.load(NetworkArtifacts.read(dir).tensors(), parameters);
  }

  /** All values as they are now. */
  KeptValues values() {
    return KeptValues.of(parameters);
  }
}
