// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import java.util.concurrent.CompletableFuture;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;

/**
 * Lets checkpoints come less often while a sweep is under way. Flink has two intervals, the longer
 * one for as long as some operator has a backlog to work off; a sweep is one. Nothing is kept: an
 * operator that is started again says how things are.
 */
final class CheckpointPace implements OperatorCoordinator {

  /** What is paced: {@code CheckpointCoordinator#setIsProcessingBacklog}. */
  @FunctionalInterface
  interface Pace {
    void setBacklog(boolean backlog);
  }

  record Provider(OperatorID id) implements OperatorCoordinator.Provider {

    private static final long serialVersionUID = 1L;

    @Override
    public OperatorID getOperatorId() {
      return id;
    }

    /** The job's coordinator of checkpoints is there only when the job starts. */
    @Override
    public OperatorCoordinator create(Context context) {
      return new CheckpointPace(
          backlog -> context.getCheckpointCoordinator().setIsProcessingBacklog(id, backlog));
    }
  }

  private final Pace pace;
  private boolean slow;

  CheckpointPace(Pace pace) {
    this.pace = pace;
  }

  @Override
  public void handleEventFromOperator(int subtask, int attempt, OperatorEvent event) {
    boolean underWay = ((SweepEvent) event).underWay();
    if (underWay != slow) { // else Flink need not reckon the next one anew
      slow = underWay;
      pace.setBacklog(underWay);
    }
  }

  @Override
  public void start() {}

  @Override
  public void close() {}

  @Override
  public void executionAttemptReady(int subtask, int attempt, SubtaskGateway gateway) {}

  @Override
  public void executionAttemptFailed(int subtask, int attempt, Throwable reason) {}

  @Override
  public void subtaskReset(int subtask, long checkpoint) {}

  @Override
  public void resetToCheckpoint(long checkpoint, byte[] state) {}

  @Override
  public void checkpointCoordinator(long checkpoint, CompletableFuture<byte[]> state) {
    state.complete(new byte[0]);
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) {}
}
