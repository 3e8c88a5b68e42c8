// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.judge;

/**
 * An edge that arrived.
 *
 * @param time its event time, milliseconds
 * @param modelVersion of the rows that it was scored with; -1 where it was not
 */
public record Arrival(String src, String dst, long time, int modelVersion) {

  /** Whether its surprise is known. */
  public boolean isScored() {
    return modelVersion >= 0;
  }
}
