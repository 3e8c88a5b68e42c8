// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Floats to doubles and back, rounded to nearest as a cast does it: a vector of floats is two of
 * doubles. (Before Java 22 a loop of casts waits at each element for the one before.)
 */
final class VectorConversions {

  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

  private VectorConversions() {}

  /** The first half of the lanes. */
  static DoubleVector low(FloatVector x) {
    return (DoubleVector) x.convertShape(VectorOperators.F2D, DOUBLES, 0);
  }

  /** The second half. */
  static DoubleVector high(FloatVector x) {
    return (DoubleVector) x.convertShape(VectorOperators.F2D, DOUBLES, 1);
  }

  /**
   * What {@link #low} and {@link #high} parted; each fills its half and leaves zero bits beside.
   */
  static FloatVector joined(DoubleVector low, DoubleVector high) {
    FloatVector first = (FloatVector) low.convertShape(VectorOperators.D2F, FLOATS, 0);
    FloatVector second = (FloatVector) high.convertShape(VectorOperators.D2F, FLOATS, -1);
    return first
        .reinterpretAsInts()
        .lanewise(VectorOperators.OR, second.reinterpretAsInts())
        .reinterpretAsFloats();
  }
}
