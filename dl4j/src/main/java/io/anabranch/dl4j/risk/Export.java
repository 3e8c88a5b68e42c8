// SPDX-License-Identifier: Apache-2.0
package io.anabranch.dl4j.risk;

import io.anabranch.model.risk.RiskLayer;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The layers of a trained network as ours, worked in double: standardising goes into the first
 * layer, {@code W' = W scale}, {@code b' = b - W' mean}; the two outputs of the softmax become the
 * log odds, which are their difference.
 */
final class Export {

  private Export() {}

  static List<RiskLayer> layers(MultiLayerNetwork network, Standardising standardising) {
    List<RiskLayer> layers = new ArrayList<>();
    int last = network.getnLayers() - 1;
    for (int l = 0; l <= last; l++) {
      double[][] weight =
          transposed(network.getLayer(l).getParam(DefaultParamInitializer.WEIGHT_KEY));
      double[] bias =
          network.getLayer(l).getParam(DefaultParamInitializer.BIAS_KEY).toDoubleVector();
      if (l == 0) {
        fold(standardising, weight, bias);
      }
      layers.add(l == last ? difference(weight, bias) : layer(weight, bias));
    }
    return layers;
  }

  /** in x out becomes out x in. */
  private static double[][] transposed(INDArray weight) {
    double[][] rows = new double[(int) weight.columns()][(int) weight.rows()];
    for (int o = 0; o < rows.length; o++) {
      for (int i = 0; i < rows[o].length; i++) {
        rows[o][i] = weight.getDouble(i, o);
      }
    }
    return rows;
  }

  private static void fold(Standardising standardising, double[][] weight, double[] bias) {
    for (int o = 0; o < bias.length; o++) {
      for (int i = 0; i < weight[o].length; i++) {
        weight[o][i] *= standardising.scales()[i];
        bias[o] -= weight[o][i] * standardising.means()[i];
      }
    }
  }

  private static RiskLayer difference(double[][] weight, double[] bias) {
    double[] row = new double[weight[0].length];
    for (int i = 0; i < row.length; i++) {
      row[i] = weight[1][i] - weight[0][i];
    }
    return layer(new double[][] {row}, new double[] {bias[1] - bias[0]});
  }

  private static RiskLayer layer(double[][] weight, double[] bias) {
    int in = weight[0].length;
    float[] floats = new float[bias.length * in];
    float[] offsets = new float[bias.length];
    for (int o = 0; o < bias.length; o++) {
      offsets[o] = (float) bias[o];
      for (int i = 0; i < in; i++) {
        floats[o * in + i] = (float) weight[o][i];
      }
    }
    return new RiskLayer(in, floats, offsets);
  }
}
