// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.bootstrap.StateEntry;
import io.anabranch.state.event.InputTopic;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.state.api.output.SnapshotUtils;
import org.apache.flink.state.api.output.TaggedOperatorSubtaskState;
import org.apache.flink.state.api.runtime.VoidTriggerable;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Puts entries into keyed state where the live job's operators look for them, and at the end writes
 * that state into a savepoint. One of these stands for each operator that keeps vertices.
 */
final class StateWriter extends AbstractStreamOperator<TaggedOperatorSubtaskState>
    implements OneInputStreamOperator<StateEntry, TaggedOperatorSubtaskState>, BoundedOneInput {

  private static final long serialVersionUID = 1L;
  private static final long CHECKPOINT_ID = 0;

  // -- configuration
  private final long timestamp;
  private final Path savepoint;
  private final PinnedSettings pinned;
  private final long[] embeddingsEnds;

  // -- runtime
  private transient KeyedBacking backing;
  private transient Map<InputTopic, InternalTimerService<VoidNamespace>> timers;

  /**
   * @param timestamp of the savepoint
   * @param pinned what the state was computed with, for the Neighborhood; null for the others
   * @param embeddingsEnds how far the embeddings topic is known to be right, for the last layer;
   *     null for the others
   */
  StateWriter(long timestamp, Path savepoint, PinnedSettings pinned, long[] embeddingsEnds) {
    this.timestamp = timestamp;
    this.savepoint = savepoint;
    this.pinned = pinned;
    this.embeddingsEnds = embeddingsEnds;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    backing = new KeyedBacking(this::setCurrentKey, getKeyedStateStore());
    timers = new EnumMap<>(InputTopic.class);
    if (pinned != null) {
      pinned.note(context);
    }
    if (embeddingsEnds != null) {
      ListState<long[]> ends = context.getOperatorStateStore().getUnionListState(TopicTail.ENDS);
      if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
        ends.update(List.of(embeddingsEnds));
      }
    }
  }

  @Override
  public void processElement(StreamRecord<StateEntry> element) {
    StateEntry entry = element.getValue();
    if (entry instanceof StateEntry.Vertex vertex) {
      backing.write(vertex.key(), vertex.packed());
    } else if (entry instanceof StateEntry.Page page) {
      backing.pages(page.key()).write(page.number(), page.bytes());
    } else if (entry instanceof StateEntry.Deadline deadline) {
      setCurrentKey(deadline.key());
      timers(deadline.input()).registerEventTimeTimer(VoidNamespace.INSTANCE, deadline.time());
    }
  }

  private InternalTimerService<VoidNamespace> timers(InputTopic input) {
    return timers.computeIfAbsent(
        input,
        named ->
            getInternalTimerService(
                NeighborhoodOperator.timersOf(named),
                VoidNamespaceSerializer.INSTANCE,
                VoidTriggerable.instance()));
  }

  @Override
  public void endInput() throws Exception {
    TaggedOperatorSubtaskState state =
        SnapshotUtils.snapshot(
            CHECKPOINT_ID,
            this,
            getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(),
            timestamp,
            CheckpointingMode.EXACTLY_ONCE,
            false,
            getContainingTask().getConfiguration().getConfiguration(),
            savepoint,
            SavepointFormatType.CANONICAL); // both backends read it
    output.collect(new StreamRecord<>(state));
  }
}
