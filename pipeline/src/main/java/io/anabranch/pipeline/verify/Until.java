// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How far the input topics are read. The same offsets give the same graph, as long as what is
 * before them is kept.
 */
public sealed interface Until {

  /** To where they end now. */
  Until NOW = new Ends();

  /** Each partition to where it ends now. */
  record Ends() implements Until {}

  /**
   * Each partition to the first record that was written then or later: by the timestamp that the
   * record has in Kafka, which is not the event's.
   */
  record Time(Instant time) implements Until {}

  /** To given offsets, and to where they end now those partitions that are not named. */
  record Offsets(List<Offset> named) implements Until {

    public Offsets {
      named = List.copyOf(named);
    }
  }

  /**
   * The end of what is read of a partition.
   *
   * @param offset of the first record that is not read
   */
  record Offset(String topic, int partition, long offset) {

    /** As {@link #parse} takes it. */
    @Override
    public String toString() {
      return topic + ":" + partition + "=" + offset;
    }
  }

  /**
   * A time such as {@code 2026-11-26T08:00:00Z}, or offsets such as {@code edges:0=1234,edges:1=9}.
   *
   * @throws UntilException when it is neither
   */
  static Until parse(String text) {
    return UntilText.parse(text);
  }

  /** To these offsets, an array a topic. */
  static Offsets of(Map<String, long[]> ends) {
    List<Offset> named = new ArrayList<>();
    new TreeMap<>(ends)
        .forEach(
            (topic, offsets) ->
                IntStream.range(0, offsets.length)
                    .forEach(p -> named.add(new Offset(topic, p, offsets[p]))));
    return new Offsets(named);
  }

  /** Offsets as {@link #parse} takes them, by topic and partition. */
  static String text(Map<String, long[]> ends) {
    return of(ends).named().stream().map(Offset::toString).collect(Collectors.joining(","));
  }
}
