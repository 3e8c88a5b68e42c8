// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.judge;

import java.util.List;

/**
 * The partners that were named for a vertex at the end of a period.
 *
 * @param periodEnd event time, milliseconds
 * @param modelVersion of the rows that they were scored with
 * @param partners the best first
 */
public record Naming(String vertex, long periodEnd, int modelVersion, List<String> partners) {

  public Naming {
    partners = List.copyOf(partners);
  }
}
