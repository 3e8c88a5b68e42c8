// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.network;

import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.layer.Activation;
import io.anabranch.model.layer.AttentionWeights;
import io.anabranch.model.layer.ConvolutionWeights;
import io.anabranch.model.layer.Heads;
import io.anabranch.model.layer.LayerWeights;
import io.anabranch.model.layer.ModelCard;
import io.anabranch.model.layer.SageLayer;
import io.anabranch.model.layer.SageModel;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes models that can be served of trained networks: an embedding is the row of logits that the
 * network gives without dropout. Features are served as they come: a network that was trained on
 * rows of sum 1 wants such rows from the stream, too.
 *
 * <pre>{@code
 * SageModel model = ServedNetworks.of(gat, "papers", 1, card);
 * ModelArtifacts.write(model.withSampling(sampling), root);
 * }</pre>
 */
public final class ServedNetworks {

  private ServedNetworks() {}

  /** A GCN, whose layers have no bias: it is served as zeros. */
  public static SageModel of(Gcn network, String name, int version, ModelCard card) {
    List<LayerWeights> weights = new ArrayList<>();
    for (Parameter parameter : network.parameters()) {
      Matrix matrix = parameter.value();
      weights.add(
          new ConvolutionWeights(
              matrix.rows(),
              matrix.columns(),
              matrix.transposedValues(),
              new float[matrix.columns()]));
    }
    return model(name, version, weights, Activation.RELU, card);
  }

  /** A GAT. It hears every neighbor once, and needs a fan-out to be served live. */
  public static SageModel of(Gat network, String name, int version, ModelCard card) {
    Gat.Settings settings = network.settings();
    List<Parameter> parameters = network.parameters();
    List<LayerWeights> weights = new ArrayList<>();
    int each = parameters.size() / settings.layers();
    for (int l = 0; l < settings.layers(); l++) {
      boolean last = l + 1 == settings.layers();
      Heads heads = new Heads(last ? settings.lastHeads() : settings.heads(), !last);
      weights.add(attention(heads, parameters.subList(l * each, (l + 1) * each)));
    }
    return model(name, version, weights, Activation.ELU, card);
  }

  /**
   * One layer.
   *
   * @param parameters lin.weight, att_src, att_dst, bias
   */
  private static AttentionWeights attention(Heads heads, List<Parameter> parameters) {
    Matrix transform = parameters.get(0).value();
    int headWidth = transform.columns() / heads.count();
    float[] bias = parameters.get(3).value().values();
    return new AttentionWeights(
        heads,
        transform.rows(),
        headWidth,
        transform.transposedValues(),
        parameters.get(1).value().values(),
        parameters.get(2).value().values(),
        heads.concatenated() ? bias : averaged(bias, headWidth));
  }

  /** The network adds a bias to every head before it averages them; a layer adds one behind. */
  private static float[] averaged(float[] bias, int width) {
    float[] averaged = new float[width];
    for (int i = 0; i < width; i++) {
      double sum = 0;
      for (int o = i; o < bias.length; o += width) {
        sum += bias[o];
      }
      averaged[i] = (float) (sum * width / bias.length);
    }
    return averaged;
  }

  private static SageModel model(
      String name, int version, List<LayerWeights> weights, Activation activation, ModelCard card) {
    List<SageLayer> layers = new ArrayList<>();
    for (int l = 0; l < weights.size(); l++) {
      Activation after = l + 1 == weights.size() ? Activation.NONE : activation;
      boolean transformFirst = SageModel.isTransformFirst(weights.get(l).aggregator(), l);
      layers.add(new SageLayer(weights.get(l), transformFirst, after, false));
    }
    return new SageModel(name, version, layers, card);
  }
}
