// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import io.anabranch.model.risk.RiskLayer;
import io.anabranch.model.risk.RiskModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes and reads the artifacts of risk models: a kind of its own beside {@link ModelArtifacts},
 * in the same two files, because a risk model is trained and replaced by itself. Its tensors are
 * {@code risk.0.weight} (out x in), {@code risk.0.bias} and so on.
 */
public final class RiskArtifacts {

  private RiskArtifacts() {}

  /**
   * Writes an artifact in one step, and never over another.
   *
   * @return the directory {@code <root>/<name>/<version>}
   * @throws ArtifactException when that version is there already
   * @throws IOException when the file system fails; nothing is left under the artifact's name
   */
  public static Path write(RiskModel model, Path root) throws IOException {
    return ArtifactFiles.write(toBytes(model), root, model.name(), model.version());
  }

  /**
   * Reads the artifact in {@code dir}.
   *
   * @throws ArtifactException when there is no artifact, or it is damaged, malformed, of a newer
   *     format or another architecture, or not what its directory says
   */
  public static RiskModel read(Path dir) throws ArtifactException {
    return ArtifactFiles.read(
        dir,
        bytes -> {
          RiskModel model = fromBytes(bytes);
          ArtifactFiles.requirePlace(dir, model.name(), model.version());
          return model;
        });
  }

  /** The artifact as bytes; {@link #fromBytes} gives the model back. */
  public static ArtifactBytes toBytes(RiskModel model) {
    List<Tensor> tensors = new ArrayList<>();
    for (int l = 0; l < model.layers().size(); l++) {
      RiskLayer layer = model.layers().get(l);
      List<Integer> shape = List.of(layer.outputWidth(), layer.inputWidth());
      tensors.add(new Tensor(weight(l), shape, layer.weight()));
      tensors.add(new Tensor(bias(l), List.of(layer.outputWidth()), layer.bias()));
    }
    byte[] safetensors = Safetensors.write(tensors);
    String sha256 = ArtifactFiles.sha256(safetensors);
    return new ArtifactBytes(safetensors, RiskCard.of(model, sha256).write());
  }

  /** The model in the two files of an artifact, checked as {@link #read} does. */
  public static RiskModel fromBytes(ArtifactBytes bytes) throws ArtifactException {
    RiskCard card = RiskCard.read(bytes.card());
    ArtifactFiles.requireSha256(bytes.safetensors(), card.sha256());
    NamedTensors tensors = new NamedTensors(Safetensors.read(bytes.safetensors()));
    List<RiskLayer> layers = new ArrayList<>();
    for (int l = 0; l < card.depth(); l++) {
      int in = card.dims().get(l);
      int out = card.dims().get(l + 1);
      layers.add(
          new RiskLayer(
              in, tensors.take(weight(l), List.of(out, in)), tensors.take(bias(l), List.of(out))));
    }
    tensors.requireNoMore(card.depth());
    return new RiskModel(card.name(), card.version(), card.source(), layers, card.provenance());
  }

  private static String weight(int layer) {
    return "risk." + layer + ".weight";
  }

  private static String bias(int layer) {
    return "risk." + layer + ".bias";
  }
}
