// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import io.anabranch.model.layer.SageWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tensors of a state dict of PyTorch Geometric, taken out layer by layer. What does not fit is
 * a fault; all of them are gathered, so that one try shows everything.
 */
final class PygTensors {

  /** The largest number of a layer that is looked for. */
  private static final int MAX_LAYERS = 64;

  private final String prefix;
  private final Map<String, ForeignTensor> tensors = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();

  PygTensors(String prefix, List<ForeignTensor> tensors) {
    this.prefix = prefix;
    tensors.forEach(tensor -> this.tensors.put(tensor.name(), tensor));
  }

  /** What is wrong, after {@link #layers}. */
  List<String> faults() {
    return faults;
  }

  /** The weights of all layers; some are missing when there are faults. */
  List<SageWeights> layers() {
    List<SageWeights> layers = new ArrayList<>();
    int depth = depth();
    if (depth == 0) {
      faults.add(
          "expected %s.0.lin_l.weight; got %s"
              .formatted(prefix, tensors.isEmpty() ? "no tensors" : tensors.keySet()));
      return layers;
    }
    int width = -1; // not known yet
    for (int l = 0; l < depth; l++) {
      SageWeights weights = layer(l, width);
      if (weights == null) {
        width = -1;
      } else {
        width = weights.outputWidth();
        layers.add(weights);
      }
    }
    tensors.keySet().forEach(name -> faults.add("unexpected " + name + unexpected(name)));
    return layers;
  }

  /** One more than the largest number of a layer. */
  private int depth() {
    Pattern key = Pattern.compile(Pattern.quote(prefix) + "\\.(\\d{1,2})\\..*");
    int depth = 0;
    for (String name : tensors.keySet()) {
      Matcher matcher = key.matcher(name);
      if (matcher.matches() && Integer.parseInt(matcher.group(1)) < MAX_LAYERS) {
        depth = Math.max(depth, Integer.parseInt(matcher.group(1)) + 1);
      }
    }
    return depth;
  }

  /** The weights of a layer whose input has that width, if it is known; null after a fault. */
  private SageWeights layer(int l, int width) {
    int before = faults.size();
    String conv = prefix + "." + l + ".";
    ForeignTensor neighbors = tensors.remove(conv + "lin_l.weight");
    ForeignTensor bias = tensors.remove(conv + "lin_l.bias");
    ForeignTensor self = tensors.remove(conv + "lin_r.weight");
    if (neighbors == null) {
      faults.add("missing " + conv + "lin_l.weight");
      return null;
    }
    if (neighbors.shape().size() != 2 || neighbors.shape().contains(0)) {
      faults.add(
          "%s: expected shape [out, in]; got %s".formatted(neighbors.name(), neighbors.shape()));
      return null;
    }
    int out = neighbors.shape().get(0);
    int in = neighbors.shape().get(1);
    if (width >= 0 && in != width) {
      faults.add(
          "%s: expected shape [%d, %d], as wide as the layer before; got %s"
              .formatted(neighbors.name(), out, width, neighbors.shape()));
    }
    float[] w = floats(neighbors, List.of(out, in));
    float[] b = bias == null ? new float[out] : floats(bias, List.of(out));
    float[] s = self == null ? new float[out * in] : floats(self, List.of(out, in));
    return faults.size() > before ? null : new SageWeights(in, out, w, b, s);
  }

  /** The values as F32; a fault when that is not what they are. */
  private float[] floats(ForeignTensor tensor, List<Integer> shape) {
    if (!tensor.shape().equals(shape)) {
      faults.add("%s: expected shape %s; got %s".formatted(tensor.name(), shape, tensor.shape()));
      return null;
    }
    if (tensor.values() == null) {
      faults.add(
          "%s: expected one of %s; got dtype %s"
              .formatted(tensor.name(), Arrays.toString(Dtype.values()), tensor.dtype()));
      return null;
    }
    float[] values = new float[tensor.values().length];
    for (int i = 0; i < values.length; i++) {
      double value = tensor.values()[i];
      values[i] = (float) value;
      if (!Double.isFinite(value)) {
        faults.add(
            "%s: expected finite weights; element %d is %s".formatted(tensor.name(), i, value));
        return null;
      }
      if (values[i] != value) {
        faults.add(
            "%s: element %d, %s, is no F32: call .float() on the model before it is saved"
                .formatted(tensor.name(), i, value));
        return null;
      }
    }
    return values;
  }

  /** What an unexpected tensor may mean. */
  private static String unexpected(String name) {
    if (name.matches(".*\\.\\d+\\.lin\\.(weight|bias)")) {
      return ": a projection of the neighbors (project=True) is not served";
    } else if (name.contains("aggr_module")) {
      return ": an aggregator with weights of its own is not imported";
    } else if (name.contains("norm")) {
      return ": normalisation between layers (norm=...) is not served";
    } else if (name.startsWith("lin.") || name.startsWith("jk.")) {
      return ": jumping knowledge (jk=...) is not served";
    }
    return "";
  }
}
