// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autoencoder;

import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import java.util.List;

/** Learns rows of vertices from which edges can be told: {@link Gae} or {@link Vgae}. */
public interface Autoencoder {

  List<Parameter> parameters();

  /**
   * What an epoch of training makes smaller: 1 x 1.
   *
   * @param epoch of which chance, where it has a part, is a function
   */
  Variable loss(Tape tape, int epoch);

  /** The rows that are scored, vertices x width, without chance. */
  Matrix embed(Device device);

  Decoder decoder();
}
