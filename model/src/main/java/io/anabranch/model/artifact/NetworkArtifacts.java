// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes and reads networks as artifacts: a directory with {@code model.safetensors} and {@code
 * card.json}, as {@link ModelArtifacts} does for what the live job serves. The card's kind tells
 * them apart; what is served can be read as a network too, not the other way round.
 */
public final class NetworkArtifacts {

  private NetworkArtifacts() {}

  /**
   * @return the directory {@code <root>/<name>/<version>}
   * @throws ArtifactException when that version is there already
   * @throws IOException when the file system fails; nothing is left under the artifact's name
   */
  public static Path write(NetworkArtifact network, Path root) throws IOException {
    return ArtifactFiles.write(toBytes(network), root, network.name(), network.version());
  }

  /** The artifact as bytes; {@link #fromBytes} gives the network back. */
  public static ArtifactBytes toBytes(NetworkArtifact network) {
    byte[] safetensors = Safetensors.write(network.tensors());
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("format_version", CardFormat.FORMAT);
    json.put("name", network.name());
    json.put("version", network.version());
    json.put(CardFormat.KIND, "network");
    json.put("architecture", network.architecture());
    CardFields.writeProvenance(json, network.card());
    json.put("sha256", ArtifactFiles.sha256(safetensors));
    return new ArtifactBytes(safetensors, Json.writePretty(json));
  }

  /**
   * @throws ArtifactException when there is no artifact, or it is damaged, malformed, of a newer
   *     format, or not what its directory says
   */
  public static NetworkArtifact read(Path dir) throws ArtifactException {
    return ArtifactFiles.read(
        dir,
        bytes -> {
          NetworkArtifact network = fromBytes(bytes);
          ArtifactFiles.requirePlace(dir, network.name(), network.version());
          return network;
        });
  }

  /** The network in the two files of an artifact, checked as {@link #read} does. */
  public static NetworkArtifact fromBytes(ArtifactBytes bytes) throws ArtifactException {
    byte[] card = bytes.card();
    Fields fields =
        new Fields(CardFields.WHERE, Json.readObject(CardFields.WHERE, card, 0, card.length));
    CardFields.requireFormat(fields.required("format_version", fields::int32), CardFormat.FORMAT);
    String sha256 = fields.required("sha256", fields::text);
    ArtifactFiles.requireSha256(bytes.safetensors(), sha256);
    List<Tensor> tensors = Safetensors.read(bytes.safetensors());
    for (Tensor tensor : tensors) {
      tensor.requireFinite();
    }
    return new NetworkArtifact(
        CardFields.readName(fields, "name"),
        CardFields.readVersion(fields),
        fields.required("architecture", fields::text),
        CardFields.readProvenance(fields),
        tensors);
  }
}
