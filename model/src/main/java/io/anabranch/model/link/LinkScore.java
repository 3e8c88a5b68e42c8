// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.link;

import io.anabranch.model.autoencoder.InnerProduct;
import io.anabranch.model.device.Matrix;

/** How likely an edge is. Only the order of the scores counts. */
public interface LinkScore {

  double of(int source, int target);

  /** {@code z_u . z_v}, as the live job scores. */
  static LinkScore innerProduct(Matrix z) {
    InnerProduct decoder = new InnerProduct();
    return (u, v) -> decoder.logit(z, u, v);
  }
}
