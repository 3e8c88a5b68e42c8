// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.stage.HiddenLayerStage;
import io.anabranch.pipeline.stage.LayerFormat;
import io.anabranch.state.exchange.Inlet;
import org.apache.flink.runtime.state.StateInitializationContext;

/** Carries a layer that is not the last. */
final class HiddenLayerOperator extends SendingOperator {

  private static final long serialVersionUID = 1L;

  // -- configuration
  private final ModelBytes modelBytes;
  private final int l; // from 0

  HiddenLayerOperator(StageSettings settings, ModelBytes modelBytes, int l) {
    super(settings);
    this.modelBytes = modelBytes;
    this.l = l;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    SageModel model = modelBytes.read();
    boolean nextScatters = l + 1 < model.depth() - 1;
    Inlet next = openOutbox(model.layer(l + 1).messageWidth());
    HiddenLayerStage stage =
        new HiddenLayerStage(
            openStore(new LayerFormat()),
            model.layer(l),
            model.layer(l + 1),
            next,
            nextScatters,
            openSending());
    openStage(stage, model.layer(l).messageWidth());
    getMetricGroup().gauge("nonFinite", stage::nonFinite);
  }
}
