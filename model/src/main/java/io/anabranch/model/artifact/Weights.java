// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.device.Matrix;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/**
 * Parameters as tensors and back, in PyTorch Geometric's shapes: a {@code weight}, or an LSTM's
 * {@code weight_ih_l0}, is out x in there and in x out here, attention is 1 x heads x width, and
 * what else is one row is a vector.
 *
 * @param heads of the layer that a parameter named so is of
 */
public record Weights(ToIntFunction<String> heads) {

  /** Of layers without heads. */
  public static final Weights PLAIN = new Weights(name -> 1);

  /** One tensor a parameter, in order. */
  public List<Tensor> of(List<Parameter> parameters) {
    return parameters.stream()
        .map(
            p ->
                new Tensor(
                    p.name(), shape(p), isWeight(p) ? p.value().transposedValues() : copy(p)))
        .toList();
  }

  /**
   * Overwrites the values of all parameters.
   *
   * @throws ArtifactException when the tensors are not those of the parameters
   */
  public void load(List<Tensor> tensors, List<Parameter> parameters) throws ArtifactException {
    Map<String, Tensor> byName = new HashMap<>();
    tensors.forEach(tensor -> byName.put(tensor.name(), tensor));
    for (Parameter p : parameters) {
      Tensor tensor = byName.remove(p.name());
      if (tensor == null || !tensor.shape().equals(shape(p))) {
        throw new ArtifactException(
            Safetensors.WHERE,
            "expected a tensor %s of shape %s; got %s"
                .formatted(p.name(), shape(p), tensor == null ? "none" : tensor.shape()));
      }
      load(tensor.values(), p);
    }
    if (!byName.isEmpty()) {
      throw new ArtifactException(
          Safetensors.WHERE, "expected no other tensors; got " + new TreeSet<>(byName.keySet()));
    }
  }

  private static void load(float[] values, Parameter p) {
    Matrix value = p.value();
    float[] given =
        isWeight(p) ? Matrix.of(value.columns(), value.rows(), values).transposedValues() : values;
    System.arraycopy(given, 0, value.values(), 0, given.length);
  }

  private List<Integer> shape(Parameter p) {
    int rows = p.value().rows();
    int columns = p.value().columns();
    if (isWeight(p)) {
      return List.of(columns, rows);
    }
    if (p.name().contains(".att_")) {
      int count = heads.applyAsInt(p.name());
      return List.of(1, count, columns / count);
    }
    return rows == 1 ? List.of(columns) : List.of(rows, columns);
  }

  private static boolean isWeight(Parameter p) {
    return p.name().startsWith("weight", p.name().lastIndexOf('.') + 1);
  }

  private static float[] copy(Parameter p) {
    return p.value().values().clone();
  }
}
