// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.model.artifact.ArtifactBytes;
import io.anabranch.model.artifact.ArtifactException;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.SageModel;
import java.io.Serializable;

/**
 * The model as the operators are sent it: the bytes of its artifact, checked when they are read.
 */
record ModelBytes(byte[] safetensors, byte[] card) implements Serializable {

  static ModelBytes of(SageModel model) {
    ArtifactBytes bytes = ModelArtifacts.toBytes(model);
    return new ModelBytes(bytes.safetensors(), bytes.card());
  }

  SageModel read() {
    try {
      return ModelArtifacts.fromBytes(safetensors, card);
    } catch (ArtifactException e) {
      throw new IllegalStateException("the job carries a damaged model", e);
    }
  }
}
