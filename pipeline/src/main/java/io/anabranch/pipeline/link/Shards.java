// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import io.anabranch.state.exchange.KeyGroups;
import java.util.ArrayList;
import java.util.List;

/**
 * How vertices fall to the shards of the index: by the hash that Flink partitions by, so that it
 * does not depend on the parallelism. Shard i is worked for under the synthetic key of a group of
 * its own.
 *
 * @param count how many there are, at most as many as key groups
 */
record Shards(int count) {

  Shards {
    if (count < 1 || count > KeyGroups.COUNT) {
      throw new IllegalArgumentException(
          "expected 1 to %d shards, came %d".formatted(KeyGroups.COUNT, count));
    }
  }

  /** The shard of a vertex. */
  int of(String vertex) {
    return KeyGroups.of(vertex) * count / KeyGroups.COUNT;
  }

  /** The group that works for a shard: the first of those whose vertices it has. */
  int group(int shard) {
    return (shard * KeyGroups.COUNT + count - 1) / count;
  }

  /** The names, by shard. */
  List<List<String>> split(List<String> vertices) {
    List<List<String>> split = new ArrayList<>();
    for (int shard = 0; shard < count; shard++) {
      split.add(new ArrayList<>());
    }
    vertices.forEach(vertex -> split.get(of(vertex)).add(vertex));
    return split;
  }
}
