// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import java.util.List;

/**
 * A named array of floats.
 *
 * @param shape the extent of each dimension
 * @param values row-major, as many as the product of the extents
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Tensor(String name, List<Integer> shape, float[] values) {

  void requireFinite() throws ArtifactException {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new ArtifactException(
            Safetensors.WHERE + " " + name,
            "expected finite weights; element %d is %s".formatted(i, values[i]));
      }
    }
  }
}
