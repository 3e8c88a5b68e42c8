// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import io.anabranch.model.layer.Activation;
import io.anabranch.model.layer.ModelCard;
import io.anabranch.model.layer.SageLayer;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.SageWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Makes a model of the state dict of a {@code torch_geometric.nn.GraphSAGE}, or of any list of
 * {@code SAGEConv}, that was saved as safetensors.
 *
 * <pre>{@code
 * PygImport.Options options = new PygImport.Options("convs", Activation.RELU, Normalise.NONE);
 * SageModel model = PygImport.read(Files.readAllBytes(file), "mine", 1, options);
 * }</pre>
 *
 * <p>Weights are taken as they are: of F16 and BF16 every value is an F32, of F64 it has to be. A
 * bias that is not there is zeros, and so are the weights of a root that is not there. A state dict
 * does not say what stands between the convolutions; the options do.
 */
public final class PygImport {

  /** Which layers scale their outputs to length 1. */
  public enum Normalise {
    NONE,
    /** All of them, as {@code SAGEConv(normalize=True)} does: before the activation. */
    ALL,
    /** The last one. */
    LAST
  }

  /**
   * What the state dict does not say.
   *
   * @param prefix of the keys, before {@code .0.lin_l.weight}
   * @param activation after every layer but the last
   */
  public record Options(String prefix, Activation activation, Normalise normalise) {}

  private PygImport() {}

  /**
   * The model.
   *
   * @throws ArtifactException when the file is not safetensors, or holds what cannot be served;
   *     then the message says all that is wrong
   */
  public static SageModel read(byte[] safetensors, String name, int version, Options options)
      throws ArtifactException {
    PygTensors tensors = new PygTensors(options.prefix(), Safetensors.readForeign(safetensors));
    List<SageWeights> weights = tensors.layers();
    List<String> faults = new ArrayList<>(tensors.faults());
    if (options.normalise() == Normalise.ALL
        && options.activation() != Activation.NONE
        && weights.size() > 1) {
      faults.add(
          "SAGEConv(normalize=True) scales to length 1 before the activation, layers here do so"
              + " after it: import with activation none, or normalise the last layer alone");
    }
    if (!faults.isEmpty()) {
      throw new ArtifactException(
          "the state dict cannot be served", String.join("\n  ", withTitle(faults)));
    }
    List<SageLayer> layers = new ArrayList<>();
    for (int l = 0; l < weights.size(); l++) {
      layers.add(layer(weights.get(l), l, l == weights.size() - 1, options));
    }
    SageModel model = new SageModel(name, version, layers, card(safetensors, options));
    Probe.requireFinite(model);
    return model;
  }

  /** The one place where an aggregator is chosen: with the mean, PyG has no weights for it. */
  private static SageLayer layer(SageWeights weights, int l, boolean last, Options options) {
    boolean normalise =
        switch (options.normalise()) {
          case NONE -> false;
          case ALL -> true;
          case LAST -> last;
        };
    return new SageLayer(weights, l > 0, last ? Activation.NONE : options.activation(), normalise);
  }

  private static ModelCard card(byte[] safetensors, Options options) {
    TreeMap<String, String> settings = new TreeMap<>();
    settings.put("import.prefix", options.prefix());
    settings.put("import.sha256", ArtifactFiles.sha256(safetensors));
    return new ModelCard(0, "PyTorch Geometric", null, null, settings, new TreeMap<>());
  }

  private static List<String> withTitle(List<String> faults) {
    List<String> lines = new ArrayList<>();
    lines.add(faults.size() == 1 ? "1 fault" : faults.size() + " faults");
    lines.addAll(faults);
    return lines;
  }
}
