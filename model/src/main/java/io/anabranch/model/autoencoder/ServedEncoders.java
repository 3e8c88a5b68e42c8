// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autoencoder;

import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.layer.Activation;
import io.anabranch.model.layer.ConvolutionWeights;
import io.anabranch.model.layer.ModelCard;
import io.anabranch.model.layer.SageLayer;
import io.anabranch.model.layer.SageModel;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes models that the live job can serve of trained encoders: a vertex's row is the encoder's.
 * Only encoders with features have one of a vertex that they were not trained on.
 *
 * <pre>{@code
 * SageModel model = ServedEncoders.of(encoder, "links", 1, card);
 * ModelArtifacts.write(model, root);
 * }</pre>
 */
public final class ServedEncoders {

  private ServedEncoders() {}

  /** A graph autoencoder's. */
  public static SageModel of(GcnEncoder encoder, String name, int version, ModelCard card) {
    List<Parameter> weights = encoder.parameters();
    return model(name, version, weights.get(0).value(), weights.get(1).value(), card);
  }

  /** A variational one's: a row is the means, and behind them the logarithms of the deviations. */
  public static SageModel of(GcnGaussian encoder, String name, int version, ModelCard card) {
    List<Parameter> weights = encoder.parameters();
    Matrix both = beside(weights.get(1).value(), weights.get(2).value());
    return model(name, version, weights.get(0).value(), both, card);
  }

  private static SageModel model(
      String name, int version, Matrix first, Matrix second, ModelCard card) {
    List<SageLayer> layers = new ArrayList<>();
    for (Matrix weights : List.of(first, second)) {
      ConvolutionWeights convolution =
          new ConvolutionWeights(
              weights.rows(),
              weights.columns(),
              weights.transposedValues(),
              new float[weights.columns()]); // the encoder has no bias
      boolean transformFirst = SageModel.isTransformFirst(convolution.aggregator(), layers.size());
      Activation after = layers.isEmpty() ? Activation.RELU : Activation.NONE;
      layers.add(new SageLayer(convolution, transformFirst, after, false));
    }
    return new SageModel(name, version, layers, card);
  }

  private static Matrix beside(Matrix left, Matrix right) {
    int width = left.columns() + right.columns();
    Matrix both = Matrix.zeros(left.rows(), width);
    for (int r = 0; r < left.rows(); r++) {
      System.arraycopy(left.values(), r * left.columns(), both.values(), r * width, left.columns());
      System.arraycopy(
          right.values(),
          r * right.columns(),
          both.values(),
          r * width + left.columns(),
          right.columns());
    }
    return both;
  }
}
