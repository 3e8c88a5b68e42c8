// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.connectors.kafka.Isolation;
import io.anabranch.connectors.kafka.TopicEnds;
import io.anabranch.connectors.kafka.TopicReader;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.StateInitializationContext;

/**
 * The tail of the embeddings topic: what was written after the checkpoint that a job restores.
 *
 * @param timeoutMillis after which a broker that does not answer fails the job
 */
record TopicTail(String bootstrapServers, String topic, long timeoutMillis)
    implements Serializable {

  /** How far the topic reached; an entry without elements: nothing in it is known to be right. */
  static final ListStateDescriptor<long[]> ENDS =
      new ListStateDescriptor<>(
          "topic-ends", PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO);

  /** Opens the state of one subtask. */
  Marker open(StateInitializationContext context) throws Exception {
    ListState<long[]> ends = context.getOperatorStateStore().getUnionListState(ENDS);
    long[] from = null;
    if (context.isRestored()) {
      for (long[] noted : ends.get()) {
        from = from == null ? noted.clone() : smallest(from, noted);
      }
    }
    return new Marker(ends, from);
  }

  private static long[] smallest(long[] a, long[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] = Math.min(a[i], b[i]);
    }
    return a;
  }

  private TopicReader reader() {
    return new TopicReader(
        bootstrapServers, Isolation.READ_UNCOMMITTED, Duration.ofMillis(timeoutMillis));
  }

  /**
   * How far the topic reached, in operator state. Owner: the last layer. Bound: one offset for each
   * partition and subtask. Every subtask notes its own after its last row before the barrier, so
   * the smallest of all is before any row of a later time.
   */
  final class Marker implements AutoCloseable {

    private final ListState<long[]> ends;
    private long[] from; // null when there is nothing to repeat
    private TopicEnds watched; // null until the first checkpoint

    Marker(ListState<long[]> ends, long[] from) {
      this.ends = ends;
      this.from = from;
    }

    /** Notes where the topic ends now. */
    void note() throws Exception {
      if (watched == null) {
        watched = reader().watchEnds(topic);
      }
      ends.update(List.of(watched.now()));
    }

    /** The keys in the tail that are wanted; nothing the second time. */
    Set<String> takeKeys(Predicate<String> wanted) {
      if (from == null) {
        return Set.of();
      }
      Set<String> keys = new HashSet<>();
      TopicReader reader = reader();
      reader.read(
          topic,
          from.length == 0 ? null : from,
          reader.ends(topic),
          record -> {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (wanted.test(key)) {
              keys.add(key);
            }
          });
      from = null;
      return keys;
    }

    @Override
    public void close() {
      if (watched != null) {
        watched.close();
      }
    }
  }
}
