// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.training;

import io.anabranch.model.autograd.Parameter;
import java.util.List;

/** The values of parameters at one time, to go back to. */
public final class KeptValues {

  private final List<Parameter> parameters;
  private final List<float[]> values;

  private KeptValues(List<Parameter> parameters, List<float[]> values) {
    this.parameters = parameters;
    this.values = values;
  }

  /** A copy of the values as they are now. */
  public static KeptValues of(List<Parameter> parameters) {
    return new KeptValues(
        List.copyOf(parameters), parameters.stream().map(p -> p.value().values().clone()).toList());
  }

  /** Gives the parameters these values again. */
  public void restore() {
    for (int i = 0; i < values.size(); i++) {
      float[] own = parameters.get(i).value().values();
      System.arraycopy(values.get(i), 0, own, 0, own.length);
    }
  }
}
