// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.model.artifact.ArtifactBytes;
import io.anabranch.model.artifact.ArtifactException;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.SageLayer;
import io.anabranch.model.layer.SageModel;
import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The model as the operators are sent it: the bytes of its artifact, checked when they are read.
 */
record ModelBytes(byte[] safetensors, byte[] card) implements Serializable {

  static ModelBytes of(SageModel model) {
    ArtifactBytes bytes = ModelArtifacts.toBytes(model);
    return new ModelBytes(bytes.safetensors(), bytes.card());
  }

  /**
   * Tells models apart that compute something else; what a card says besides does not matter.
   *
   * @param bytes of that model
   */
  static String fingerprint(SageModel model, ModelBytes bytes) {
    MessageDigest sha256;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    sha256.update(bytes.safetensors);
    for (SageLayer layer : model.layers()) {
      String form = layer.activation() + " " + layer.normalise() + " " + layer.transformFirst();
      sha256.update(form.getBytes(UTF_8));
    }
    sha256.update((model.aggregator() + " " + model.sampling()).getBytes(UTF_8));
    String hex = HexFormat.of().formatHex(sha256.digest());
    return "%s version %d (%s)".formatted(model.name(), model.version(), hex.substring(0, 16));
  }

  SageModel read() {
    try {
      return ModelArtifacts.fromBytes(safetensors, card);
    } catch (ArtifactException e) {
      throw new IllegalStateException("the job carries a damaged model", e);
    }
  }
}
