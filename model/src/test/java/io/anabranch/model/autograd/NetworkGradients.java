// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.device.Device;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Differences of a whole network's loss, for some elements of each parameter. Where relu or a
 * maximum bends the loss within a step, those to the right and to the left do not agree, and say
 * nothing; those that do must be what backward says, and they must be many.
 */
public final class NetworkGradients {

  private static final float STEP = 0x1p-12f;
  private static final int ELEMENTS = 8;
  private static final double TOLERANCE = 0.05;

  private final Function<Tape, Variable> loss;
  private int tried;
  private int told;

  private NetworkGradients(Function<Tape, Variable> loss) {
    this.loss = loss;
  }

  /** Compares; leaves parameters as they were, and their gradients cleared. */
  public static void check(Function<Tape, Variable> loss, List<Parameter> parameters) {
    NetworkGradients gradients = new NetworkGradients(loss);
    parameters.forEach(Parameter::clearGradient);
    Tape tape = new Tape(Device.cpu(1));
    tape.backward(loss.apply(tape));
    SplittableRandom random = new SplittableRandom(11);
    for (Parameter parameter : parameters) {
      for (int k = 0; k < ELEMENTS; k++) {
        gradients.compare(parameter, random.nextInt(parameter.value().values().length));
      }
    }
    parameters.forEach(Parameter::clearGradient);
    assertTrue(
        gradients.told > 0.8 * gradients.tried,
        () -> gradients.told + " of " + gradients.tried + " differences agree with themselves");
  }

  private void compare(Parameter parameter, int i) {
    double here = loss(parameter, i, 0);
    double right = (loss(parameter, i, STEP) - here) / STEP;
    double left = (here - loss(parameter, i, -STEP)) / STEP;
    double central = (left + right) / 2;
    double tolerance = TOLERANCE * (0.1 + Math.abs(central));
    tried++;
    if (Math.abs(left - right) < tolerance) {
      told++;
      float gradient = parameter.gradient().values()[i];
      assertEquals(central, gradient, tolerance, "element " + i + " of " + parameter.name());
    }
  }

  private double loss(Parameter parameter, int i, float step) {
    float[] x = parameter.value().values();
    float before = x[i];
    x[i] = before + step;
    double moved = loss.apply(new Tape(Device.cpu(1))).scalar();
    x[i] = before;
    return moved;
  }
}
