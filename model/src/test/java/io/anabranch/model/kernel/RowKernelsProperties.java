// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Inputs are any bits at all: huge, denormal, -0.0, infinite, NaN. */
class RowKernelsProperties {

  private static final RowKernels SCALAR = new ScalarKernels();
  private static final RowKernels VECTOR = new VectorKernels();

  @Property(tries = 300)
  void scalarAndVectorGiveTheSameBits(
      @ForAll @IntRange(min = 1, max = 9) int rows,
      @ForAll @IntRange(max = 40) int in,
      @ForAll @IntRange(min = 1, max = 150) int out,
      @ForAll @IntRange(max = 2) int kind,
      @ForAll long seed) {
    Block block = Block.draw(rows, in, out, kind, seed);
    assertSameBits(block.run(SCALAR), block.run(VECTOR));
  }

  @Property(tries = 300)
  void rowHasTheSameBitsAloneAndInABlock(
      @ForAll @IntRange(min = 1, max = 9) int rows,
      @ForAll @IntRange(max = 40) int in,
      @ForAll @IntRange(min = 1, max = 150) int out,
      @ForAll @IntRange(max = 2) int kind,
      @ForAll long seed) {
    Block block = Block.draw(rows, in, out, kind, seed);
    for (RowKernels kernels : new RowKernels[] {SCALAR, VECTOR}) {
      float[] together = block.run(kernels);
      for (int r = 0; r < rows; r++) {
        assertSameBits(
            block.row(r).run(kernels), Arrays.copyOfRange(together, r * out, (r + 1) * out));
      }
    }
  }

  @Property
  void rowsOfIntegersAddUpTheSame(
      @ForAll @IntRange(max = 11) int count, @ForAll @IntRange(max = 70) int n, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] matrix = random.ints(5L * n).toArray();
    int[] offsets = random.ints(count, 0, 5).map(row -> row * n).toArray();
    int[] scalar = new int[n];
    int[] vector = new int[n];
    SCALAR.addRows(matrix, offsets, count, scalar, n);
    VECTOR.addRows(matrix, offsets, count, vector, n);
    assertArrayEquals(scalar, vector);
  }

  /** NaNs are all one here: which of them an operation gives is not for Java to say. */
  private static void assertSameBits(float[] expected, float[] actual) {
    int[] bits = new int[expected.length];
    int[] others = new int[actual.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToIntBits(expected[i]);
      others[i] = Float.floatToIntBits(actual[i]);
    }
    assertArrayEquals(bits, others);
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Block(int rows, float[] x, int in, float[] w, int out, float[] start) {

    static Block draw(int rows, int in, int out, int kind, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      return new Block(
          rows,
          floats(random, rows * in, kind),
          in,
          floats(random, in * out, kind),
          out,
          floats(random, rows * out, kind));
    }

    /** Everything a layer does to its rows, in its order. */
    float[] run(RowKernels kernels) {
      float[] y = start.clone();
      kernels.multiplyAdd(rows, x, in, w, out, y);
      kernels.relu(y, 0, rows * out);
      kernels.l2Normalise(rows, y, out);
      return y;
    }

    Block row(int r) {
      return new Block(
          1,
          Arrays.copyOfRange(x, r * in, (r + 1) * in),
          in,
          w,
          out,
          Arrays.copyOfRange(start, r * out, (r + 1) * out));
    }

    /** Kind 0: any bits; 1: normal numbers; 2: tiny ones and zeros of both signs. */
    private static float[] floats(SplittableRandom random, int n, int kind) {
      float[] values = new float[n];
      for (int i = 0; i < n; i++) {
        values[i] =
            switch (kind) {
              case 0 -> Float.intBitsToFloat(random.nextInt());
              case 1 -> (float) (random.nextDouble() - 0.5);
              default -> Float.intBitsToFloat(random.nextInt() & 0x80000007);
            };
      }
      return values;
    }
  }
}
