// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

import io.anabranch.model.device.Devices;
import io.anabranch.model.snapshot.SnapshotCounts;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;
import org.apache.flink.runtime.operators.coordination.OperatorEventGateway;
import org.apache.flink.runtime.operators.coordination.OperatorEventHandler;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;

/** An executor: takes the place of a snapshot, trains on it, and tells. */
final class TrainingOperator extends AbstractStreamOperator<byte[]>
    implements OneInputStreamOperator<String, byte[]>, OperatorEventHandler {

  private static final long serialVersionUID = 1L;

  // -- configuration
  private final transient Task task;
  private final transient ExecutorSettings executors;

  // -- runtime
  private final transient OperatorEventGateway coordinator;
  private transient FlinkMeeting meeting;

  TrainingOperator(
      StreamOperatorParameters<byte[]> parameters,
      Task task,
      ExecutorSettings executors,
      OperatorEventGateway coordinator) {
    super(parameters);
    this.task = task;
    this.executors = executors;
    this.coordinator = coordinator;
  }

  @Override
  public void open() throws Exception {
    super.open();
    meeting =
        new FlinkMeeting(
            getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(),
            getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks(),
            coordinator,
            // Events of the coordinator are mail of the lowest priority.
            getContainingTask()
                .getMailboxExecutorFactory()
                .createExecutor(TaskMailbox.MIN_PRIORITY));
  }

  @Override
  public void handleOperatorEvent(OperatorEvent event) {
    meeting.handleOperatorEvent(event);
  }

  @Override
  public void processElement(StreamRecord<String> snapshot) throws IOException {
    try (DeviceLease lease = lease()) {
      String process = ManagementFactory.getRuntimeMXBean().getName();
      Message.Begin begin = meeting.hello(new Message.Hello(lease.words(), process));
      SnapshotPlace place = new SnapshotPlace(URI.create(snapshot.getValue()));
      SnapshotCounts counts = place.counts();
      task.memory(counts).requireFits(counts, begin.beside(), Runtime.getRuntime().maxMemory());
      if (meeting.executor() == 0) {
        tell(begin);
      }
      new TrainingRun(task, executors.every(), meeting, this::tell)
          .run(place.read(), lease.device());
    }
  }

  private DeviceLease lease() {
    String resource = executors.slot().resource();
    Set<String> indexes =
        getRuntimeContext().getExternalResourceInfos(resource).stream()
            .flatMap(info -> info.getProperty("index").stream())
            .collect(Collectors.toSet());
    DeviceLease lease = DeviceLease.take(executors.device(), resource, indexes, Devices.all());
    LOG.info("Executor {} trains on {}", meeting.executor(), lease.words());
    return lease;
  }

  private void tell(Message message) {
    output.collect(new StreamRecord<>(MessageFormat.write(message)));
  }
}
