// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.stage.ScatterFormat;
import io.anabranch.pipeline.stage.ScatterStage;
import io.anabranch.state.exchange.Inlet;
import org.apache.flink.runtime.state.StateInitializationContext;

/** Carries stage 0, keyed by the vertex that sends. */
final class ScatterOperator extends SendingOperator {

  private static final long serialVersionUID = 1L;

  // -- configuration
  private final int featureWidth;
  private final boolean nextScatters;

  ScatterOperator(StageSettings settings, int featureWidth, boolean nextScatters) {
    super(settings);
    this.featureWidth = featureWidth;
    this.nextScatters = nextScatters;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    Inlet next = openOutbox(featureWidth);
    openStage(
        new ScatterStage(openStore(new ScatterFormat()), next, featureWidth, nextScatters),
        featureWidth);
  }
}
