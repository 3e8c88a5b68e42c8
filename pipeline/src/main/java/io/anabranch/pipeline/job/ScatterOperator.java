// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.model.layer.SageLayer;
import io.anabranch.pipeline.stage.ScatterFormat;
import io.anabranch.pipeline.stage.ScatterStage;
import io.anabranch.state.exchange.Inlet;
import org.apache.flink.runtime.state.StateInitializationContext;

/** Carries stage 0, keyed by the vertex that sends. */
final class ScatterOperator extends SendingOperator {

  private static final long serialVersionUID = 1L;

  // -- configuration
  private final ModelBytes modelBytes;
  private final boolean nextScatters;

  ScatterOperator(StageSettings settings, ModelBytes modelBytes, boolean nextScatters) {
    super(settings);
    this.modelBytes = modelBytes;
    this.nextScatters = nextScatters;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    SageLayer first = modelBytes.read().layer(0);
    Inlet next = openOutbox(first.messageWidth());
    ScatterStage stage =
        new ScatterStage(openStore(new ScatterFormat()), next, first, nextScatters, openSending());
    openStage(stage, first.inputWidth());
    getMetricGroup().gauge("nonFinite", stage::nonFinite);
  }
}
