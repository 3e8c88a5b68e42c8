// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.exchange;

import org.apache.flink.util.MathUtils;

/**
 * Key groups as Flink forms them, and for each a synthetic key that falls into it. Records for a
 * whole group (blocks of deltas, clocks, marks) travel under that key. Synthetic keys begin with
 * U+0000, which no vertex id contains.
 */
public final class KeyGroups {

  /** How many there are: the pinned maximum parallelism of the job. */
  public static final int COUNT = 128;

  private static final String[] KEYS = new String[COUNT];

  static {
    int found = 0;
    for (int i = 0; found < COUNT; i++) {
      String key = "\u0000" + i;
      int group = of(key);
      if (KEYS[group] == null) {
        KEYS[group] = key;
        found++;
      }
    }
  }

  private KeyGroups() {}

  /** The group of a vertex: {@code murmur(hashCode) mod 128}, as Flink's keyBy has it. */
  public static int of(String vertex) {
    return MathUtils.murmurHash(vertex.hashCode()) % COUNT;
  }

  /** The synthetic key of a group. */
  public static String key(int group) {
    return KEYS[group];
  }
}
