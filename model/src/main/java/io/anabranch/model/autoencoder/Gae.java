// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autoencoder;

import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import java.util.List;
import java.util.stream.Stream;

/**
 * The graph autoencoder (Kipf & Welling 2016, section 2): the loss is that of the decoder on what
 * the encoder gives.
 */
public record Gae(Encoder encoder, Decoder decoder, Reconstruction aim) implements Autoencoder {

  @Override
  public List<Parameter> parameters() {
    return Stream.concat(encoder.parameters().stream(), decoder.parameters().stream()).toList();
  }

  @Override
  public Variable loss(Tape tape, int epoch) {
    return decoder.loss(tape, encoder.encode(tape), aim);
  }

  @Override
  public Matrix embed(Device device) {
    return encoder.encode(new Tape(device)).value();
  }
}
