// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.connectors.kafka.RawRecord;
import io.anabranch.pipeline.job.Announcements.Verdict;
import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.exchange.Message;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.runtime.state.StateInitializationContext;

/**
 * The gate's part in a swap. A model that is taken is sent to every key group, and so through all
 * stages. When a checkpoint that was taken after it is complete, its barrier has passed through all
 * stages behind the model, and the Neighborhood is told to begin.
 *
 * <p>State: when the job was first started, the last epoch that was taken, the last one that was
 * begun, and the version of the last model. Owner: the gate. Bound: one entry for each subtask. All
 * announcements of a model come in one partition, so one subtask counts the epochs; everybody
 * restores all entries, because the partition may come to another.
 */
final class ModelGate {

  private final Announcements announcements;
  private final Consumer<Message> out;
  private final Consumer<StatusPart> status;
  private final ListState<Tuple4<Long, Integer, Integer, Integer>> state;
  private final TreeMap<Long, Integer> waiting = new TreeMap<>(); // epochs, by checkpoint
  private long start;
  private int epoch;
  private int begun;
  private int version;

  /**
   * @param start when the job was started; a state that is restored has an earlier one
   * @param version of the job's own model
   */
  ModelGate(
      Announcements announcements,
      long start,
      int version,
      Consumer<Message> out,
      Consumer<StatusPart> status,
      StateInitializationContext context)
      throws Exception {
    this.announcements = announcements;
    this.start = start;
    this.version = version;
    this.out = out;
    this.status = status;
    this.state =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>(
                    "models", Types.TUPLE(Types.LONG, Types.INT, Types.INT, Types.INT)));
    for (Tuple4<Long, Integer, Integer, Integer> kept : state.get()) {
      this.start = Math.min(this.start, kept.f0);
      if (kept.f1 > epoch) {
        epoch = kept.f1;
        this.version = kept.f3;
      }
      begun = Math.max(begun, kept.f2);
    }
  }

  /** After a restore all stages have what was sent before. Beginning twice changes nothing. */
  void resume() {
    beginUpTo(epoch);
  }

  /** Takes a record of the models topic. */
  void hear(RawRecord record) {
    if (record.timestamp() < start) {
      return; // announced to an earlier job: this one was started with its own model
    }
    Verdict verdict = announcements.judge(record, version);
    if (verdict instanceof Verdict.Refused refused) {
      status.accept(StatusPart.refused(refused.name(), refused.version(), refused.reason()));
    } else if (verdict instanceof Verdict.Taken taken) {
      epoch++;
      version = taken.model().version();
      ModelBytes bytes = taken.bytes();
      for (int group = 0; group < KeyGroups.COUNT; group++) {
        out.accept(new Message.Model(group, epoch, bytes.safetensors(), bytes.card()));
      }
      status.accept(StatusPart.loading(taken.model().name(), version));
    }
  }

  /** A checkpoint is taken: its barrier is behind all that was sent. */
  void snapshot(long checkpoint) throws Exception {
    if (epoch > begun) {
      waiting.put(checkpoint, epoch);
    }
    state.update(List.of(Tuple4.of(start, epoch, begun, version)));
  }

  /** A checkpoint is complete: its barrier has passed through all stages. */
  void complete(long checkpoint) {
    waiting.headMap(checkpoint, true).values().forEach(this::beginUpTo);
    waiting.headMap(checkpoint, true).clear();
  }

  private void beginUpTo(int wanted) {
    if (wanted > begun) {
      begun = wanted;
      for (int group = 0; group < KeyGroups.COUNT; group++) {
        out.accept(new Message.Begin(group, wanted));
      }
    }
  }
}
