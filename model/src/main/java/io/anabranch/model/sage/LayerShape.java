// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

import io.anabranch.model.layer.Activation;
import java.io.Serializable;

/**
 * What a layer gives.
 *
 * @param width elements of an output, at least 1
 * @param normalise whether each output is scaled to length 1, after the activation (algorithm 1,
 *     line 7)
 */
public record LayerShape(int width, Activation activation, boolean normalise)
    implements Serializable {

  public LayerShape {
    if (width < 1) {
      throw new IllegalArgumentException("a layer's output is at least 1 wide; got " + width);
    }
  }
}
