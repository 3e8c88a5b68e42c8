// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link Logistic} by the Vector API, lane by lane the same operations. */
final class VectorLogistic {

  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
  private static final int L = LANES.length();

  private VectorLogistic() {}

  static double replace(float[] x, int off, int n) {
    float[] products = new float[Logistic.CHAINS];
    float[] positives = new float[Logistic.CHAINS];
    Arrays.fill(products, 1f);
    int whole = L > Logistic.CHAINS ? 0 : n - n % Logistic.CHAINS;
    for (int c = 0; c < Logistic.CHAINS && whole > 0; c += L) {
      chains(x, off + c, off + whole, products, positives, c);
    }
    Logistic.chain(x, off, whole, n, products, positives);
    return Logistic.sum(products, positives);
  }

  /** The chains {@code c .. c + L - 1}. */
  private static void chains(
      float[] x, int from, int to, float[] products, float[] positives, int c) {
    FloatVector product = FloatVector.fromArray(LANES, products, c);
    FloatVector positive = FloatVector.fromArray(LANES, positives, c);
    for (int i = from; i < to; i += Logistic.CHAINS) {
      FloatVector v = FloatVector.fromArray(LANES, x, i);
      IntVector bits = v.reinterpretAsInts();
      IntVector size = bits.and(Logistic.WITHOUT_SIGN);
      FloatVector power = exp(size.min(Logistic.LARGEST).reinterpretAsFloats());
      FloatVector whole = power.add(1f);
      product = product.mul(whole);
      positive = positive.add(v.add(size.reinterpretAsFloats()));
      IntVector negative = bits.lanewise(VectorOperators.ASHR, Logistic.SIGN);
      power
          .reinterpretAsInts()
          .lanewise(VectorOperators.XOR, Logistic.ONE)
          .and(negative)
          .lanewise(VectorOperators.XOR, Logistic.ONE)
          .reinterpretAsFloats()
          .div(whole)
          .intoArray(x, i);
    }
    product.intoArray(products, c);
    positive.intoArray(positives, c);
  }

  private static FloatVector exp(FloatVector size) {
    FloatVector round = FloatVector.broadcast(LANES, Logistic.ROUND);
    FloatVector t = size.fma(FloatVector.broadcast(LANES, -Logistic.LOG2_E), round);
    FloatVector k = t.sub(round);
    FloatVector high = k.fma(FloatVector.broadcast(LANES, Logistic.LN2_HIGH), size);
    FloatVector r = k.fma(FloatVector.broadcast(LANES, Logistic.LN2_LOW), high);
    FloatVector p = FloatVector.broadcast(LANES, Logistic.C7);
    p = r.fma(p, FloatVector.broadcast(LANES, Logistic.C6));
    p = p.fma(r, FloatVector.broadcast(LANES, Logistic.C5));
    p = p.fma(r, FloatVector.broadcast(LANES, Logistic.C4));
    p = p.fma(r, FloatVector.broadcast(LANES, Logistic.C3));
    p = p.fma(r, FloatVector.broadcast(LANES, Logistic.C2));
    p = p.fma(r, FloatVector.broadcast(LANES, -1f));
    p = p.fma(r, FloatVector.broadcast(LANES, 1f));
    return p.mul(
        t.reinterpretAsInts()
            .lanewise(VectorOperators.LSHL, Logistic.MANTISSA)
            .add(Logistic.ONE)
            .reinterpretAsFloats());
  }
}
