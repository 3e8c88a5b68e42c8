// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.model.artifact.ArtifactBytes;
import io.anabranch.model.artifact.ArtifactException;
import io.anabranch.model.artifact.RiskArtifacts;
import io.anabranch.model.risk.RiskModel;
import java.io.Serializable;

/** A risk model as operators are sent it: the bytes of its artifact. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RiskBytes(byte[] safetensors, byte[] card) implements Serializable {

  static RiskBytes of(RiskModel model) {
    ArtifactBytes bytes = RiskArtifacts.toBytes(model);
    return new RiskBytes(bytes.safetensors(), bytes.card());
  }

  RiskModel read() {
    try {
      return RiskArtifacts.fromBytes(new ArtifactBytes(safetensors, card));
    } catch (ArtifactException e) {
      throw new IllegalStateException("the job carries a damaged risk model", e);
    }
  }
}
