// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Exponential} on the lanes of vectors of doubles, the same operations in the same order. It
 * replaces the elements {@code 0 .. n - 1} and may do the same to some beyond, up to the next whole
 * vector.
 */
final class VectorExponential {

  private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
  private static final int L = LANES.length();

  private VectorExponential() {}

  static void exp(double[] d, int n) {
    for (int i = 0; i < n; i += L) {
      exp(DoubleVector.fromArray(LANES, d, i)).intoArray(d, i);
    }
  }

  static void sigmoid(double[] d, int n) {
    DoubleVector one = DoubleVector.broadcast(LANES, 1);
    for (int i = 0; i < n; i += L) {
      DoubleVector power = exp(DoubleVector.fromArray(LANES, d, i).neg());
      one.div(power.add(one)).intoArray(d, i);
    }
  }

  static void expMinus1(double[] d, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector x = clamp(DoubleVector.fromArray(LANES, d, i));
      DoubleVector t = rounded(x);
      DoubleVector r = rest(x, t.sub(Exponential.ROUND));
      DoubleVector power = power(t);
      power.fma(series(r).mul(r), power.sub(1)).intoArray(d, i);
    }
  }

  static void tanh(double[] d, int n) {
    DoubleVector one = DoubleVector.broadcast(LANES, 1);
    DoubleVector two = DoubleVector.broadcast(LANES, 2);
    for (int i = 0; i < n; i += L) {
      DoubleVector x = DoubleVector.fromArray(LANES, d, i);
      DoubleVector near = x.sub(x.mul(x).mul(x).div(3));
      DoubleVector far = one.sub(two.div(exp(x.mul(2)).add(one)));
      far.blend(near, isTiny(x)).intoArray(d, i);
    }
  }

  private static VectorMask<Double> isTiny(DoubleVector x) {
    return x.abs().compare(VectorOperators.LT, Exponential.TINY);
  }

  private static DoubleVector exp(DoubleVector any) {
    DoubleVector x = clamp(any);
    DoubleVector t = rounded(x);
    DoubleVector r = rest(x, t.sub(Exponential.ROUND));
    return series(r).fma(r, constant(1.0)).mul(power(t));
  }

  private static DoubleVector clamp(DoubleVector x) {
    DoubleVector most = constant(Exponential.LARGEST);
    DoubleVector least = constant(-Exponential.LARGEST);
    DoubleVector atMost = x.blend(most, x.compare(VectorOperators.GT, most));
    return atMost.blend(least, atMost.compare(VectorOperators.LT, least));
  }

  /** Its last bits are k, since it is rounded at the place of 1. */
  private static DoubleVector rounded(DoubleVector x) {
    return x.fma(constant(Exponential.LOG2_E), constant(Exponential.ROUND));
  }

  private static DoubleVector rest(DoubleVector x, DoubleVector k) {
    DoubleVector high = k.fma(constant(-Exponential.LN2_HIGH), x);
    return k.fma(constant(-Exponential.LN2_LOW), high);
  }

  private static DoubleVector series(DoubleVector r) {
    DoubleVector p = constant(1.0 / 39916800);
    p = p.fma(r, constant(1.0 / 3628800));
    p = p.fma(r, constant(1.0 / 362880));
    p = p.fma(r, constant(1.0 / 40320));
    p = p.fma(r, constant(1.0 / 5040));
    p = p.fma(r, constant(1.0 / 720));
    p = p.fma(r, constant(1.0 / 120));
    p = p.fma(r, constant(1.0 / 24));
    p = p.fma(r, constant(1.0 / 6));
    p = p.fma(r, constant(0.5));
    return p.fma(r, constant(1.0));
  }

  private static DoubleVector power(DoubleVector rounded) {
    return rounded
        .reinterpretAsLongs()
        .add(1023)
        .lanewise(VectorOperators.LSHL, 52)
        .reinterpretAsDoubles();
  }

  private static DoubleVector constant(double value) {
    return DoubleVector.broadcast(LANES, value);
  }
}
