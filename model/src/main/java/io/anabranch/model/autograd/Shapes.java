// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

/** Complaints about shapes: what was expected and what came. */
final class Shapes {

  private Shapes() {}

  static void require(boolean holds, String format, Object... arguments) {
    if (!holds) {
      throw new IllegalArgumentException(format.formatted(arguments));
    }
  }

  static void requireSame(String operation, Variable a, Variable b) {
    require(
        a.value().hasShapeOf(b.value()),
        "%s: both have one shape; got %s and %s",
        operation,
        a.shape(),
        b.shape());
  }

  static void requireScalarGradient(String operation, Variable loss) {
    require(
        loss.rows() == 1 && loss.columns() == 1,
        "%s: a loss is 1 x 1; got %s",
        operation,
        loss.shape());
  }
}
