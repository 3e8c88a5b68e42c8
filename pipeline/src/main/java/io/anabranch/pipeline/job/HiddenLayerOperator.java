// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.stage.HiddenLayerStage;
import io.anabranch.pipeline.stage.LayerFormat;
import io.anabranch.pipeline.stage.LayerVertex;
import io.anabranch.pipeline.stage.Sending;
import io.anabranch.pipeline.stage.SendingStage;
import io.anabranch.state.exchange.Inlet;
import io.anabranch.state.store.CachedVertexStore;

/** Carries a layer that is not the last. */
final class HiddenLayerOperator extends SendingOperator {

  private static final long serialVersionUID = 1L;

  // -- configuration
  private final int l; // from 0

  HiddenLayerOperator(StageSettings settings, ModelBytes modelBytes, int l) {
    super(settings, modelBytes);
    this.l = l;
  }

  @Override
  int widthIn(SageModel model) {
    return model.layer(l).messageWidth();
  }

  @Override
  int widthOut(SageModel model) {
    return model.layer(l + 1).messageWidth();
  }

  @Override
  Opened openStage(SageModel model, KeyedBacking backing, Inlet next, Sending sending) {
    CachedVertexStore<LayerVertex> store = openStore(backing, new LayerFormat());
    HiddenLayerStage stage =
        new HiddenLayerStage(
            store, model.layer(l), model.layer(l + 1), next, nextScatters(model), sending);
    return new Opened(stage, store);
  }

  @Override
  boolean nextScatters(SageModel model) {
    return l + 1 < model.depth() - 1;
  }

  @Override
  long nonFinite(SendingStage stage) {
    return ((HiddenLayerStage) stage).nonFinite();
  }
}
