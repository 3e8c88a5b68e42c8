// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;

/**
 * Takes messages to the {@link Board} and answers back. A training is not taken up again: with one
 * executor the others have lost what they had learnt together, so its failure is the job's.
 */
final class TrainingCoordinator implements OperatorCoordinator {

  private final Context context;
  private final Board board;
  private final SubtaskGateway[] executors;
  private final Chunk.Assembly[] assemblies;

  TrainingCoordinator(Context context) {
    this.context = context;
    int count = context.currentParallelism();
    board = new Board(count);
    executors = new SubtaskGateway[count];
    assemblies = new Chunk.Assembly[count];
    for (int k = 0; k < count; k++) {
      assemblies[k] = new Chunk.Assembly();
    }
  }

  record Provider(OperatorID id) implements OperatorCoordinator.Provider {

    @Override
    public OperatorID getOperatorId() {
      return id;
    }

    @Override
    public OperatorCoordinator create(Context context) {
      return new TrainingCoordinator(context);
    }
  }

  @Override
  public void start() {}

  @Override
  public void close() {}

  @Override
  public void handleEventFromOperator(int executor, int attempt, OperatorEvent event) {
    byte[] whole = assemblies[executor].add((Chunk) event);
    if (whole != null) {
      List<Message> answers = board.hear(executor, MessageFormat.read(whole));
      for (int k = 0; k < answers.size(); k++) {
        // Flink lets a task fail that an event does not reach.
        Chunk.cut(MessageFormat.write(answers.get(k))).forEach(executors[k]::sendEvent);
      }
    }
  }

  @Override
  public void executionAttemptReady(int executor, int attempt, SubtaskGateway gateway) {
    executors[executor] = gateway;
  }

  @Override
  public void executionAttemptFailed(int executor, int attempt, Throwable reason) {
    // The job is without restarts: it fails by itself, with this reason.
  }

  @Override
  public void subtaskReset(int executor, long checkpoint) {
    context.failJob(new IllegalStateException("a training is not taken up again"));
  }

  @Override
  public void resetToCheckpoint(long checkpoint, byte[] state) {
    context.failJob(new IllegalStateException("a training is not taken up again"));
  }

  @Override
  public void checkpointCoordinator(long checkpoint, CompletableFuture<byte[]> state) {
    state.complete(new byte[0]);
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) {}
}
