// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.stream;

import java.util.List;
import java.util.Map;

/**
 * What an entrant came to.
 *
 * @param name of the entrant
 * @param parts validation and test
 */
record Outcome(String name, Map<Part, Mrr> parts) {

  Mrr test() {
    return parts.get(Part.TEST);
  }

  double validation() {
    return parts.get(Part.VALIDATION).all();
  }

  static Outcome named(String name, List<Outcome> outcomes) {
    return outcomes.stream()
        .filter(outcome -> outcome.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no entrant '" + name + "'"));
  }
}
