// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

/**
 * An edge of the stream.
 *
 * @param src compact number of the vertex that acts
 * @param dst that of the one it acts on
 * @param time event time, in milliseconds
 */
public record Interaction(int src, int dst, long time) {

  public Interaction {
    if (src < 0 || dst < 0) {
      throw new IllegalArgumentException(
          "vertices are numbered from 0; got %d -> %d".formatted(src, dst));
    }
  }
}
