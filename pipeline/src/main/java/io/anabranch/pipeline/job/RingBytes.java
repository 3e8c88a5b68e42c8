// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.model.artifact.ArtifactBytes;
import io.anabranch.model.artifact.ArtifactException;
import io.anabranch.model.artifact.NetworkArtifacts;
import io.anabranch.pipeline.ring.RingModel;
import java.io.Serializable;
import java.nio.file.Path;

/** A ring model as operators are sent it: the bytes of its artifact. */
record RingBytes(byte[] safetensors, byte[] card) implements Serializable {

  /**
   * Those of an artifact.
   *
   * @throws ArtifactException when it is no ring model's
   */
  static RingBytes of(Path dir) throws ArtifactException {
    ArtifactBytes bytes = NetworkArtifacts.toBytes(NetworkArtifacts.read(dir));
    RingModel.read(bytes);
    return new RingBytes(bytes.safetensors(), bytes.card());
  }

  RingModel read() {
    try {
      return RingModel.read(new ArtifactBytes(safetensors, card));
    } catch (ArtifactException e) {
      throw new IllegalStateException("the job carries a damaged ring model", e);
    }
  }
}
