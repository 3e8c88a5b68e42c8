// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdamTest {

  /**
   * Step 1: m = 0.1 g, v = 0.001 g^2; corrected g and g^2: a step of rate in the sign of g. Step 2,
   * with g = 2 and then -1: m = 0.9 * 0.2 - 0.1 = 0.08, corrected 0.08 / 0.19 = 0.4210526; v =
   * 0.999 * 0.004 + 0.001 = 0.004996, corrected 0.004996 / 0.001999 = 2.4992496, root 1.5809015; a
   * step of 0.1 * 0.4210526 / 1.5809015 = 0.0266337.
   */
  @Test
  void twoStepsByHand() {
    Parameter p = new Parameter("p", Matrix.of(1, 2, 1, 1));
    Adam adam = new Adam(0.1f, List.of(p));
    p.gradient().values()[0] = 2;
    p.gradient().values()[1] = -1e-3f;
    adam.step();
    assertArrayEquals(new float[] {0.9f, 1.1f}, p.value().values(), 2e-6f);
    assertArrayEquals(new float[] {0, 0}, p.gradient().values());
    p.gradient().values()[0] = -1;
    adam.step();
    assertEquals(0.9f - 0.0266337f, p.value().values()[0], 1e-6f);
  }

  @Test
  void aParameterWithoutGradientStays() {
    Parameter p = new Parameter("p", Matrix.of(1, 1, 7));
    new Adam(0.1f, List.of(p)).step();
    assertArrayEquals(new float[] {7}, p.value().values());
  }

  @Test
  void findsAMinimum() {
    Parameter p = new Parameter("p", Matrix.of(1, 2, 3, -2));
    Adam adam = new Adam(0.05f, List.of(p));
    for (int i = 0; i < 500; i++) {
      Tape tape = new Tape(Device.cpu(1));
      tape.backward(new Operations(tape).squaredNorm(tape.parameter(p)));
      adam.step();
    }
    assertArrayEquals(new float[] {0, 0}, p.value().values(), 1e-3f);
  }

  @Test
  void refusesARateThatIsNoRate() {
    for (float rate : new float[] {0, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
      Exception e = assertThrows(IllegalArgumentException.class, () -> new Adam(rate, List.of()));
      assertEquals("a learning rate is above 0 and finite; got " + rate, e.getMessage());
    }
  }

  @Test
  void weightDecayIsHalfTheSquaredNorm() {
    Parameter w = new Parameter("w", Matrix.of(1, 2, 3, -4));
    Parameter other = new Parameter("other", Matrix.of(1, 1, 100));
    Tape tape = new Tape(Device.cpu(1));
    var loss = new Operations(tape).sum(tape.parameter(other));
    var sum = new WeightDecay(0.1f, List.of(w)).addTo(tape, loss);
    assertEquals(100 + 0.1f * 25 / 2, sum.scalar(), 1e-5f);
    tape.backward(sum);
    assertArrayEquals(new float[] {0.3f, -0.4f}, w.gradient().values(), 1e-7f);
    assertArrayEquals(new float[] {1}, other.gradient().values());
  }
}
