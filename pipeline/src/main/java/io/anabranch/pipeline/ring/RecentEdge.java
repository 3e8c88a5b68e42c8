// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.ring;

/**
 * An edge of late.
 *
 * @param number counts the edges as they came
 * @param time event time, milliseconds
 * @param surprising whether it counts towards the trigger of its ends
 */
record RecentEdge(long number, String src, String dst, long time, boolean surprising) {

  String other(String vertex) {
    return src.equals(vertex) ? dst : src;
  }
}
