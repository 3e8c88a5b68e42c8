// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.model.artifact.ArtifactBytes;
import io.anabranch.model.artifact.ArtifactException;
import io.anabranch.pipeline.ring.RingModel;
import java.io.Serializable;

/** A ring model as operators are sent it: the bytes of its artifact. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RingBytes(byte[] safetensors, byte[] card) implements Serializable {

  static RingBytes of(ArtifactBytes bytes) {
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
