// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.sample;

import java.nio.charset.StandardCharsets;

/** The number by which an edge is drawn: the same for every edge between the same two vertices. */
public final class EdgeHash {

  private EdgeHash() {}

  /**
   * XXH64 of the two ids in UTF-8 with a zero byte between, which no id contains.
   *
   * @param seed of the sampling
   */
  public static long of(String src, String dst, long seed) {
    return XxHash64.hash((src + '\0' + dst).getBytes(StandardCharsets.UTF_8), seed);
  }
}
