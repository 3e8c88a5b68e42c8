// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.runtime.operators.coordination.OperatorEventDispatcher;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.CoordinatedOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes executors, and their coordinator. */
final class TrainingOperatorFactory extends AbstractStreamOperatorFactory<byte[]>
    implements OneInputStreamOperatorFactory<String, byte[]>, CoordinatedOperatorFactory<byte[]> {

  private static final long serialVersionUID = 1L;

  private final Task task;
  private final ExecutorSettings executors;

  TrainingOperatorFactory(Task task, ExecutorSettings executors) {
    this.task = task;
    this.executors = executors;
  }

  @Override
  @SuppressWarnings("unchecked") // what Flink asks for is what the class below says
  public <T extends StreamOperator<byte[]>> T createStreamOperator(
      StreamOperatorParameters<byte[]> parameters) {
    OperatorID id = parameters.getStreamConfig().getOperatorID();
    OperatorEventDispatcher events = parameters.getOperatorEventDispatcher();
    TrainingOperator operator =
        new TrainingOperator(parameters, task, executors, events.getOperatorEventGateway(id));
    events.registerEventHandler(id, operator);
    return (T) operator;
  }

  @Override
  public OperatorCoordinator.Provider getCoordinatorProvider(String name, OperatorID id) {
    return new TrainingCoordinator.Provider(id);
  }

  @Override
  @SuppressWarnings("rawtypes") // the interface's own
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
    return TrainingOperator.class;
  }
}
