// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class FixedPointProperties {

  /** The definition: what the arithmetic on bits must equal for every float there is. */
  private static long definition(float x) {
    double clamped = Math.max(-0x1p14f, Math.min(0x1p14f, x));
    return (long) Math.rint(clamped * 0x1p24);
  }

  @Property(tries = 20_000)
  void quantisesAsDefined(@ForAll int bits) {
    float x = Float.intBitsToFloat(bits);
    assertEquals(definition(x), FixedPoint.quantise(x));
  }

  @Property
  void quantisesAsDefinedAroundTies(@ForAll @IntRange(min = -(1 << 23), max = 1 << 23) int k) {
    float tie = (k + 0.5f) * 0x1p-24f;
    for (float x : new float[] {tie, Math.nextUp(tie), Math.nextDown(tie)}) {
      assertEquals(definition(x), FixedPoint.quantise(x));
    }
  }

  @Property
  void meanIsOneDivisionInDouble(
      @ForAll long sum, @ForAll @IntRange(min = 1, max = FixedPoint.MAX_COUNT) int count) {
    for (long s = sum; s != 0; s /= 1024) {
      float[] mean = new float[1];
      FixedPoint.mean(new long[] {s}, 0, count, mean, 0, 1);
      float expected = (float) (s / (count * 0x1p24));
      assertEquals(Float.floatToRawIntBits(expected), Float.floatToRawIntBits(mean[0]));
    }
  }

  /** Changes of several senders, in any order, leave the sum of what was sent last. */
  @Property
  void sumsDoNotDependOnOrder(
      @ForAll @Size(min = 1, max = 6) List<@Size(3) List<Float>> values,
      @ForAll float weight,
      @ForAll long seed) {
    long[] expected = new long[3];
    List<Runnable> changes = new ArrayList<>();
    long[] sums = new long[3];
    for (List<Float> last : values) {
      float[] sent = {1f, 1e30f, -3f};
      float[] changed = {last.get(0), last.get(1), last.get(2)};
      changes.add(() -> FixedPoint.addDifference(null, 0, sent, 0, weight, 2, sums, 0, 3));
      changes.add(() -> FixedPoint.addDifference(sent, 0, changed, 0, weight, 2, sums, 0, 3));
      changes.add(() -> FixedPoint.addDifference(changed, 0, null, 0, weight, 1, sums, 0, 3));
      for (int i = 0; i < 3; i++) {
        expected[i] += definition(weight * changed[i]);
      }
    }
    shuffle(changes, seed);
    changes.forEach(Runnable::run);
    assertArrayEquals(expected, sums);
  }

  private static void shuffle(List<Runnable> list, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = list.size() - 1; i > 0; i--) {
      Collections.swap(list, i, random.nextInt(i + 1));
    }
  }
}
