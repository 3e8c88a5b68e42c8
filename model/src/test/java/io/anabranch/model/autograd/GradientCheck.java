// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;

/**
 * Compares an operation's backward with central differences, {@code (f(x + h) - f(x - h)) / 2h}, of
 * every element of every input. f is the sum of the operation's output weighted by numbers from a
 * seed, taken in double. The perturbed element is put back as it was.
 */
final class GradientCheck {

  private static final float STEP = 0x1p-8f;
  private static final double TOLERANCE = 2e-3;

  private GradientCheck() {}

  /** The network: operations on a tape, of these inputs. */
  interface Network extends BiFunction<Operations, List<Variable>, Variable> {}

  static void check(Network network, Matrix... inputs) {
    List<Parameter> parameters = new ArrayList<>();
    for (Matrix input : inputs) {
      parameters.add(new Parameter("input " + parameters.size(), input));
    }
    backward(network, parameters);
    for (Parameter parameter : parameters) {
      float[] before = parameter.value().values().clone();
      compare(network, parameters, parameter);
      assertEquals(Arrays.toString(before), Arrays.toString(parameter.value().values()));
    }
  }

  private static void compare(Network network, List<Parameter> all, Parameter one) {
    float[] x = one.value().values();
    for (int i = 0; i < x.length; i++) {
      float before = x[i];
      x[i] = before + STEP;
      double above = weighted(network, all);
      x[i] = before - STEP;
      double below = weighted(network, all);
      x[i] = before;
      double expected = (above - below) / (2 * STEP);
      assertEquals(
          expected,
          one.gradient().values()[i],
          TOLERANCE * (1 + Math.abs(expected)),
          "element " + i + " of " + one.name());
    }
  }

  private static double weighted(Network network, List<Parameter> parameters) {
    Matrix y = run(new Tape(Device.cpu(1)), network, parameters).value();
    Matrix weights = weights(y);
    double sum = 0;
    for (int i = 0; i < y.values().length; i++) {
      sum += (double) weights.values()[i] * y.values()[i];
    }
    return sum;
  }

  private static void backward(Network network, List<Parameter> parameters) {
    Tape tape = new Tape(Device.cpu(1));
    Operations operations = new Operations(tape);
    Variable y = run(tape, network, parameters);
    Variable weights = tape.constant(weights(y.value()));
    tape.backward(operations.sum(operations.multiply(weights, y)));
  }

  private static Variable run(Tape tape, Network network, List<Parameter> parameters) {
    return network.apply(new Operations(tape), parameters.stream().map(tape::parameter).toList());
  }

  private static Matrix weights(Matrix y) {
    return random(y.rows(), y.columns(), 77);
  }

  /** From -1 to 1, none nearer to 0 than 0.02, so that no step crosses a kink there. */
  static Matrix random(int rows, int columns, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Matrix m = Matrix.zeros(rows, columns);
    for (int i = 0; i < m.values().length; i++) {
      double magnitude = 0.02 + 0.98 * random.nextDouble();
      m.values()[i] = (float) (random.nextBoolean() ? magnitude : -magnitude);
    }
    return m;
  }
}
