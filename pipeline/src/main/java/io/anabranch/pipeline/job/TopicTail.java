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
 * The tail of the embeddings topic: what a job that restores a checkpoint cannot count on. That is
 * what was written after the checkpoint. With transactions it is, besides, what waits to be
 * committed with it, for a broker may have thrown that away by the time the job comes back.
 *
 * @param transactional whether rows wait for a checkpoint to be committed
 * @param timeoutMillis after which a broker that does not answer fails the job
 */
record TopicTail(String bootstrapServers, String topic, boolean transactional, long timeoutMillis)
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

  /** Reads aborted rows too: those are the ones to say again. */
  private TopicReader reader() {
    return new TopicReader(bootstrapServers, Isolation.READ_UNCOMMITTED, timeout());
  }

  private Duration timeout() {
    return Duration.ofMillis(timeoutMillis);
  }

  /**
   * How far the topic is settled, in operator state. Owner: the last layer. Bound: one offset for
   * each partition and subtask. Every subtask notes, after its last row before the barrier, where
   * the topic ended a short while ago: nobody waits for a broker while a checkpoint is taken, and a
   * mark that is too early only makes a restore say more again than it must.
   */
  final class Marker implements AutoCloseable {

    private final ListState<long[]> ends;
    private final long[] restored; // null in a new job
    private SettledEnds settled; // null before the first row
    private TopicEnds watched; // null until the first look

    Marker(ListState<long[]> ends, long[] restored) {
      this.ends = ends;
      this.restored = restored;
    }

    /** Notes, with a checkpoint, up to where the topic is settled. */
    void note(long checkpoint) throws Exception {
      ends.update(List.of(settled.at(checkpoint, watched().recent())));
    }

    /** A checkpoint is complete. */
    void complete(long checkpoint) {
      if (settled != null) {
        settled.complete(checkpoint);
      }
    }

    /** Before the first row: the keys in the tail that are wanted. Nothing the second time. */
    Set<String> takeKeys(Predicate<String> wanted) {
      if (settled != null) {
        return Set.of();
      }
      settled = new SettledEnds(transactional, restored == null ? watched().recent() : restored);
      Set<String> keys = new HashSet<>();
      if (restored != null) {
        TopicReader reader = reader();
        reader.read(
            topic,
            restored.length == 0 ? null : restored, // null: from its beginning
            reader.ends(topic),
            record -> {
              String key = new String(record.key(), StandardCharsets.UTF_8);
              if (wanted.test(key)) {
                keys.add(key);
              }
            });
      }
      return keys;
    }

    private TopicEnds watched() {
      if (watched == null) {
        watched = TopicEnds.watch(bootstrapServers, topic, timeout());
      }
      return watched;
    }

    @Override
    public void close() {
      if (watched != null) {
        watched.close();
      }
    }
  }
}
