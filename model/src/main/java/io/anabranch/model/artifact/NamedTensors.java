// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tensors of a file, each to be taken once by its name. */
final class NamedTensors {

  private final Map<String, Tensor> tensors = new TreeMap<>();

  NamedTensors(List<Tensor> tensors) {
    tensors.forEach(tensor -> this.tensors.put(tensor.name(), tensor));
  }

  boolean has(String name) {
    return tensors.containsKey(name);
  }

  /** The values of a tensor, all finite. */
  float[] take(String name, List<Integer> shape) throws ArtifactException {
    Tensor tensor = tensors.remove(name);
    if (tensor == null) {
      throw new ArtifactException(
          Safetensors.WHERE,
          "expected a tensor %s of shape %s; there is none".formatted(name, shape));
    }
    String where = Safetensors.WHERE + " " + name;
    if (!tensor.shape().equals(shape)) {
      throw new ArtifactException(
          where, "expected shape %s; got %s".formatted(shape, tensor.shape()));
    }
    tensor.requireFinite();
    return tensor.values();
  }

  /** After those of so many layers have been taken. */
  void requireNoMore(int layers) throws ArtifactException {
    if (!tensors.isEmpty()) {
      throw new ArtifactException(
          Safetensors.WHERE,
          "expected tensors of %d layers; also got %s".formatted(layers, tensors.keySet()));
    }
  }
}
