// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.CoordinatedOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes the operator that says how things are, and what paces checkpoints by it. */
class StatusOperatorFactory extends AbstractStreamOperatorFactory<byte[]>
    implements OneInputStreamOperatorFactory<StatusPart, byte[]>,
        CoordinatedOperatorFactory<byte[]> {

  private static final long serialVersionUID = 1L;

  @Override
  @SuppressWarnings("unchecked") // what Flink asks for is what the class below says
  public <T extends StreamOperator<byte[]>> T createStreamOperator(
      StreamOperatorParameters<byte[]> parameters) {
    OperatorID id = parameters.getStreamConfig().getOperatorID();
    return (T)
        new StatusOperator(
            parameters, parameters.getOperatorEventDispatcher().getOperatorEventGateway(id));
  }

  @Override
  public OperatorCoordinator.Provider getCoordinatorProvider(String name, OperatorID id) {
    return new CheckpointPace.Provider(id);
  }

  @Override
  @SuppressWarnings("rawtypes") // the interface's own
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
    return StatusOperator.class;
  }
}
