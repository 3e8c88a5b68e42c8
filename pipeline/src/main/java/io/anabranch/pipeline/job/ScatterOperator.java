// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.stage.ScatterFormat;
import io.anabranch.pipeline.stage.ScatterStage;
import io.anabranch.pipeline.stage.ScatterVertex;
import io.anabranch.pipeline.stage.Sending;
import io.anabranch.pipeline.stage.SendingStage;
import io.anabranch.state.exchange.Inlet;
import io.anabranch.state.store.CachedVertexStore;

/** Carries stage 0, keyed by the vertex that sends. */
final class ScatterOperator extends SendingOperator {

  private static final long serialVersionUID = 1L;

  ScatterOperator(StageSettings settings, ModelBytes modelBytes) {
    super(settings, modelBytes);
  }

  @Override
  int widthIn(SageModel model) {
    return model.inputWidth();
  }

  @Override
  int widthOut(SageModel model) {
    return model.layer(0).messageWidth();
  }

  @Override
  Opened openStage(SageModel model, KeyedBacking backing, Inlet next, Sending sending) {
    CachedVertexStore<ScatterVertex> store = openStore(backing, new ScatterFormat());
    return new Opened(
        new ScatterStage(store, next, model.layer(0), nextScatters(model), sending), store);
  }

  @Override
  boolean nextScatters(SageModel model) {
    return model.depth() > 1;
  }

  @Override
  long nonFinite(SendingStage stage) {
    return ((ScatterStage) stage).nonFinite();
  }
}
