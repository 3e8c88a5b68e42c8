// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.stream;

import java.util.Map;

/**
 * What others got on the same files, in batches and per event.
 *
 * @param batches mean reciprocal rank in batches of 200
 * @param each the same per event
 */
record Reference(String batches, String each) {

  static final Reference NONE = new Reference("", "");

  private static final Map<String, Map<String, Reference>> KNOWN =
      Map.of(
          "jodie-wikipedia",
          Map.of(
              Study.EDGE_BANK, new Reference("0.495", "0.525"),
              Study.EDGE_BANK_WINDOW, new Reference("0.571", "0.644"),
              Study.RECENCY, new Reference("0.725", "0.817"),
              Study.RECENCY_POPULARITY, new Reference("0.730", "0.821")),
          "collegemsg",
          Map.of(
              Study.EDGE_BANK, new Reference("0.058", "0.080"),
              Study.EDGE_BANK_WINDOW, new Reference("0.177", "0.276"),
              Study.RECENCY_POPULARITY, new Reference("0.393", "0.646")));

  static Reference of(String dataSet, String entrant) {
    return KNOWN.getOrDefault(dataSet, Map.of()).getOrDefault(entrant, NONE);
  }
}
