// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import java.util.List;

/**
 * A differentiable function of variables. Its constructor checks shapes; it may keep from {@link
 * #forward} what {@link #backward} needs, so it is used once.
 */
interface Operation {

  /** For messages. */
  String name();

  List<Variable> inputs();

  Matrix forward(Device device);

  /**
   * Adds to the gradient of each differentiable input.
   *
   * @param value what forward returned
   * @param gradient of the loss by that value
   */
  void backward(Device device, Matrix value, Matrix gradient);
}
