// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.training;

import io.anabranch.model.autograd.Parameter;
import java.util.List;

/** The values of parameters in one row: one parameter after the other, row-major. */
public final class ParameterValues {

  private ParameterValues() {}

  /** A copy. */
  public static float[] of(List<Parameter> parameters) {
    float[] row = new float[count(parameters)];
    int at = 0;
    for (Parameter p : parameters) {
      float[] values = p.value().values();
      System.arraycopy(values, 0, row, at, values.length);
      at += values.length;
    }
    return row;
  }

  /**
   * Gives the parameters the values of a row.
   *
   * @throws IllegalArgumentException when they are not as many
   */
  public static void set(List<Parameter> parameters, float[] row) {
    if (row.length != count(parameters)) {
      throw new IllegalArgumentException(
          "parameters of %d values in all; got %d".formatted(count(parameters), row.length));
    }
    int at = 0;
    for (Parameter p : parameters) {
      float[] values = p.value().values();
      System.arraycopy(row, at, values, 0, values.length);
      at += values.length;
    }
  }

  private static int count(List<Parameter> parameters) {
    return parameters.stream().mapToInt(p -> p.value().values().length).sum();
  }
}
