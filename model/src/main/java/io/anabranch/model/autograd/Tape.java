// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs operations and remembers them in order. {@link #backward} goes through them once, last to
 * first. A tape is used for one pass by one thread, then thrown away.
 *
 * <p>NaN is never silent: each value, and each gradient where an operation has added to it, is
 * checked, and {@link NotFiniteException} names the operation.
 */
public final class Tape {

  private record Step(Operation operation, Variable output) {}

  private final Device device;
  private final List<Step> steps = new ArrayList<>();

  public Tape(Device device) {
    this.device = device;
  }

  /** A value without a gradient. */
  public Variable constant(Matrix value) {
    return new Variable(value, false, null);
  }

  /** A value whose gradient is added to the parameter's. */
  public Variable parameter(Parameter parameter) {
    return new Variable(parameter.value(), true, parameter.gradient());
  }

  Variable apply(Operation operation) {
    Matrix value = operation.forward(device);
    NotFiniteException.check(operation.name(), value);
    boolean differentiable = operation.inputs().stream().anyMatch(Variable::differentiable);
    Variable output = new Variable(value, differentiable, null);
    if (differentiable) {
      steps.add(new Step(operation, output));
    }
    return output;
  }

  /**
   * Adds to each parameter's gradient the derivative of {@code loss} by it.
   *
   * @param loss 1 x 1, of this tape
   */
  public void backward(Variable loss) {
    Shapes.requireScalarGradient("backward", loss);
    loss.gradient().values()[0] = 1f;
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step step = steps.get(i);
      if (step.output().hasGradient()) {
        backward(step.operation(), step.output());
      }
    }
    steps.clear();
  }

  private void backward(Operation operation, Variable output) {
    operation.backward(device, output.value(), output.gradient());
    for (Variable input : operation.inputs()) {
      if (input.differentiable()) {
        NotFiniteException.check("gradient of " + operation.name(), input.gradient());
      }
    }
  }
}
