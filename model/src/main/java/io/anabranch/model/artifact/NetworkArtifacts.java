// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.anabranch.model.layer.ModelCard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes and reads networks as artifacts: a directory with {@code model.safetensors} and {@code
 * card.json}, as {@link ModelArtifacts} does for what the live job serves. The card's architecture
 * tells them apart; what is served can be read as a network too, not the other way round.
 */
public final class NetworkArtifacts {

  private NetworkArtifacts() {}

  /**
   * @return the directory {@code <root>/<name>/<version>}
   * @throws ArtifactException when that version is there already
   * @throws IOException when the file system fails; nothing is left under the artifact's name
   */
  public static Path write(NetworkArtifact network, Path root) throws IOException {
    byte[] safetensors = Safetensors.write(network.tensors());
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("format_version", CardFormat.FORMAT);
    json.put("name", network.name());
    json.put("version", network.version());
    json.put("architecture", network.architecture());
    CardFormat.writeProvenance(json, network.card());
    json.put("sha256", ArtifactDirectory.sha256(safetensors));
    return ArtifactDirectory.write(
        root,
        network.name(),
        network.version(),
        new ArtifactBytes(safetensors, Json.writePretty(json)));
  }

  /**
   * @throws ArtifactException when there is no artifact, or it is damaged, malformed, of a newer
   *     format, or not what its directory says
   */
  public static NetworkArtifact read(Path dir) throws ArtifactException {
    return ArtifactDirectory.read(dir, (safetensors, card) -> read(dir, safetensors, card));
  }

  private static NetworkArtifact read(Path dir, byte[] safetensors, byte[] card)
      throws ArtifactException {
    Fields fields =
        new Fields(CardFormat.WHERE, Json.readObject(CardFormat.WHERE, card, 0, card.length));
    CardFormat.requireFormat(fields.required("format_version", fields::int32));
    String architecture = fields.required("architecture", fields::text);
    ModelCard provenance = CardFormat.readProvenance(fields);
    ArtifactDirectory.requireSha256(fields.required("sha256", fields::text), safetensors);
    List<Tensor> tensors = Safetensors.read(safetensors);
    for (Tensor tensor : tensors) {
      requireFinite(tensor);
    }
    NetworkArtifact network =
        new NetworkArtifact(
            CardFormat.readName(fields),
            CardFormat.readVersion(fields),
            architecture,
            provenance,
            tensors);
    ArtifactDirectory.requirePlace(dir, network.name(), network.version());
    return network;
  }

  private static void requireFinite(Tensor tensor) throws ArtifactException {
    for (int i = 0; i < tensor.values().length; i++) {
      if (!Float.isFinite(tensor.values()[i])) {
        throw new ArtifactException(
            Safetensors.WHERE + " " + tensor.name(),
            "expected finite weights; element %d is %s".formatted(i, tensor.values()[i]));
      }
    }
  }
}
