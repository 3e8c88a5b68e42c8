// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API. Functions of e^x are taken chunk by chunk: a chunk is widened to doubles, {@link
 * VectorExponential} does it, and it is rounded to floats again.
 */
final class VectorElements implements ElementKernels {

  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final int L = LANES.length();
  private static final int[] STEPS = steps();

  /** Doubles in a chunk: a multiple of any number of lanes, and at home in the first cache. */
  private static final int CHUNK = 512;

  @Override
  public void exp(float[] x, float[] y, int from, int to) {
    double[] chunk = new double[CHUNK];
    for (int i = from; i < to; i += CHUNK) {
      int n = Math.min(CHUNK, to - i);
      widen(x, i, n, chunk);
      VectorExponential.exp(chunk, n);
      narrow(chunk, n, y, i);
    }
  }

  @Override
  public void elu(float[] x, float[] y, int from, int to) {
    double[] chunk = new double[CHUNK];
    for (int i = from; i < to; i += CHUNK) {
      int n = Math.min(CHUNK, to - i);
      for (int k = 0; k < n; k++) {
        chunk[k] = Math.min(x[i + k], 0f);
      }
      VectorExponential.expMinus1(chunk, n);
      for (int k = 0; k < n; k++) {
        y[i + k] = Math.max(x[i + k], 0f) + (float) chunk[k];
      }
    }
  }

  @Override
  public void sigmoid(float[] x, float[] y, int from, int to) {
    double[] chunk = new double[CHUNK];
    for (int i = from; i < to; i += CHUNK) {
      int n = Math.min(CHUNK, to - i);
      widen(x, i, n, chunk);
      VectorExponential.sigmoid(chunk, n);
      narrow(chunk, n, y, i);
    }
  }

  @Override
  public void tanh(float[] x, float[] y, int from, int to) {
    double[] chunk = new double[CHUNK];
    for (int i = from; i < to; i += CHUNK) {
      int n = Math.min(CHUNK, to - i);
      widen(x, i, n, chunk);
      VectorExponential.tanh(chunk, n);
      narrow(chunk, n, y, i);
    }
  }

  private static void widen(float[] x, int off, int n, double[] chunk) {
    int k = 0;
    for (; k + L <= n; k += L) {
      FloatVector lanes = FloatVector.fromArray(LANES, x, off + k);
      VectorConversions.low(lanes).intoArray(chunk, k);
      VectorConversions.high(lanes).intoArray(chunk, k + L / 2);
    }
    for (; k < n; k++) {
      chunk[k] = x[off + k];
    }
  }

  private static void narrow(double[] chunk, int n, float[] y, int off) {
    int k = 0;
    for (; k + L <= n; k += L) {
      DoubleVector low = DoubleVector.fromArray(DOUBLES, chunk, k);
      DoubleVector high = DoubleVector.fromArray(DOUBLES, chunk, k + L / 2);
      VectorConversions.joined(low, high).intoArray(y, off + k);
    }
    for (; k < n; k++) {
      y[off + k] = (float) chunk[k];
    }
  }

  @Override
  public void addChainedKink(float[] x, float below, float[] dy, float[] dx, int from, int to) {
    FloatVector one = FloatVector.broadcast(LANES, 1f);
    FloatVector other = FloatVector.broadcast(LANES, below);
    int i = from;
    for (; i + L <= to; i += L) {
      FloatVector at = FloatVector.fromArray(LANES, x, i);
      FloatVector slope = other.blend(one, at.compare(VectorOperators.GT, 0f));
      FloatVector sum = FloatVector.fromArray(LANES, dx, i);
      FloatVector.fromArray(LANES, dy, i).fma(slope, sum).intoArray(dx, i);
    }
    for (; i < to; i++) {
      dx[i] = Math.fma(dy[i], x[i] > 0 ? 1f : below, dx[i]);
    }
  }

  @Override
  public void addDropped(float rate, long seed, float[] x, float[] y, int from, int to) {
    Dropping dropping = Dropping.of(rate, seed);
    IntVector steps = IntVector.fromArray(INTS, STEPS, 0);
    IntVector last = IntVector.broadcast(INTS, dropping.threshold() - 1);
    int low = dropping.low();
    int high = dropping.high();
    int kept = dropping.kept();
    int i = from;
    for (; i + L <= to; i += L) {
      IntVector hash = mix(mix(steps.add(i * Dropping.GOLDEN_RATIO + low)).add(high));
      IntVector below = last.sub(hash.lanewise(VectorOperators.LSHR, 1));
      FloatVector factor = below.lanewise(VectorOperators.ASHR, 31).and(kept).reinterpretAsFloats();
      FloatVector sum = FloatVector.fromArray(LANES, y, i);
      FloatVector.fromArray(LANES, x, i).fma(factor, sum).intoArray(y, i);
    }
    ScalarElements.addDropped(dropping, x, y, i, to);
  }

  private static IntVector mix(IntVector h) {
    h = h.lanewise(VectorOperators.LSHR, 16).lanewise(VectorOperators.XOR, h);
    h = h.mul(Dropping.FIRST_FACTOR);
    h = h.lanewise(VectorOperators.LSHR, 13).lanewise(VectorOperators.XOR, h);
    h = h.mul(Dropping.SECOND_FACTOR);
    return h.lanewise(VectorOperators.LSHR, 16).lanewise(VectorOperators.XOR, h);
  }

  /** What the index of a lane adds to the hash's input. */
  private static int[] steps() {
    int[] steps = new int[L];
    for (int lane = 0; lane < L; lane++) {
      steps[lane] = lane * Dropping.GOLDEN_RATIO;
    }
    return steps;
  }
}
