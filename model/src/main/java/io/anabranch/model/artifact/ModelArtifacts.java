// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import io.anabranch.model.layer.SageModel;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes and reads model artifacts.
 *
 * <pre>{@code
 * Path dir = ModelArtifacts.write(model, root); // root/<name>/<version>
 * SageModel same = ModelArtifacts.read(dir);
 * }</pre>
 */
public final class ModelArtifacts {

  private ModelArtifacts() {}

  /**
   * Writes an artifact under a temporary name beside its own and moves it there in one step: a
   * reader sees all of it or nothing. An artifact is never overwritten.
   *
   * @return the directory {@code <root>/<name>/<version>}
   * @throws ArtifactException when that version is there already
   * @throws IOException when the file system fails; nothing is left under the artifact's name
   */
  public static Path write(SageModel model, Path root) throws IOException {
    return ArtifactFiles.write(toBytes(model), root, model.name(), model.version());
  }

  /**
   * Reads the artifact in {@code dir}.
   *
   * @throws ArtifactException when there is no artifact, or it is damaged, malformed, of a newer
   *     format, not what its directory says, or computes what is not finite
   */
  public static SageModel read(Path dir) throws ArtifactException {
    return ArtifactFiles.read(
        dir,
        bytes -> {
          SageModel model = fromBytes(bytes.safetensors(), bytes.card());
          ArtifactFiles.requirePlace(dir, model.name(), model.version());
          return model;
        });
  }

  /** SHA-256 of the model's {@code model.safetensors}, lower-case hex. */
  public static String sha256(SageModel model) {
    return sha256(Safetensors.write(StateDict.of(model)));
  }

  /** SHA-256 of weights as bytes, lower-case hex. */
  public static String sha256(byte[] safetensors) {
    return ArtifactFiles.sha256(safetensors);
  }

  /** The artifact as bytes; {@link #fromBytes} gives the model back. */
  public static ArtifactBytes toBytes(SageModel model) {
    byte[] safetensors = Safetensors.write(StateDict.of(model));
    return new ArtifactBytes(
        safetensors, CardFormat.write(Card.of(model, ArtifactFiles.sha256(safetensors))));
  }

  /**
   * The model in the two files of an artifact, checked as {@link #read} does.
   *
   * @param safetensors {@code model.safetensors}
   * @param card {@code card.json}
   */
  public static SageModel fromBytes(byte[] safetensors, byte[] card) throws ArtifactException {
    Card described = CardFormat.read(card);
    ArtifactFiles.requireSha256(safetensors, described.sha256());
    SageModel model =
        new SageModel(
            described.name(),
            described.version(),
            StateDict.layers(described, Safetensors.read(safetensors)),
            described.sampling(),
            described.provenance());
    Probe.requireFinite(model);
    return model;
  }
}
