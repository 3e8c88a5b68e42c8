// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

import java.net.URI;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.operators.SlotSharingGroup;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The bounded job that trains on executors. Read {@link #assemble} first. */
final class TrainingJob {

  private final URI snapshot;
  private final Task task;
  private final ExecutorSettings executors;
  private final boolean accelerated;

  /**
   * @param accelerated whether each executor's slot is to have an accelerator
   */
  TrainingJob(URI snapshot, Task task, ExecutorSettings executors, boolean accelerated) {
    this.snapshot = snapshot;
    this.task = task;
    this.executors = executors;
    this.accelerated = accelerated;
  }

  /** Builds the whole job. What comes out are messages for the client. */
  DataStream<byte[]> assemble(StreamExecutionEnvironment env) {
    Configuration once = new Configuration();
    once.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    env.configure(once);
    env.setRuntimeMode(RuntimeExecutionMode.STREAMING); // all executors at the same time

    // The place of the snapshot ---> every executor
    DataStream<String> place =
        env.fromData(Types.STRING, snapshot.toString())
            .name(ExecutorIds.SNAPSHOT)
            .uid(ExecutorIds.SNAPSHOT)
            .setParallelism(1)
            .slotSharingGroup(group());

    // Training, executors among themselves by their coordinator ---> epochs, then weights
    return place
        .broadcast()
        .transform(
            ExecutorIds.TRAINING,
            PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO,
            new TrainingOperatorFactory(task, executors))
        .uid(ExecutorIds.TRAINING)
        .setParallelism(executors.count())
        .slotSharingGroup(group());
  }

  /** As many slots as executors: what stands beside training in the job weighs nothing. */
  private SlotSharingGroup group() {
    SlotSharingGroup.Builder group = SlotSharingGroup.newBuilder(ExecutorIds.GROUP);
    if (accelerated) {
      ExecutorSettings.Slot slot = executors.slot();
      group
          .setCpuCores(slot.cores())
          .setTaskHeapMemoryMB(slot.heapMegabytes())
          .setExternalResource(slot.resource(), 1);
    }
    return group.build();
  }
}
