// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import io.anabranch.model.layer.SageModel;
import io.anabranch.state.store.VertexFormat;
import io.anabranch.state.store.VertexStore;
import java.util.ArrayList;
import java.util.List;

/** Scatter and the layers of a model, each calling the next: for where there is one process. */
public final class StageChain {

  /** Makes the store of a stage. */
  public interface Stores {
    <T> VertexStore<T> open(VertexFormat<T> format);
  }

  private StageChain() {}

  /**
   * Scatter ---> layer 1 ---> ... ---> last layer, built from the end; stores are opened in that
   * order, too.
   *
   * @param lastLayer the store of the last layer
   * @param stores those of the others
   */
  public static List<Stage> of(
      SageModel model, VertexStore<LayerVertex> lastLayer, Stores stores, EmbeddingOutlet outlet) {
    int last = model.depth() - 1;
    List<Stage> stages = new ArrayList<>();
    Stage next = new LastLayerStage(lastLayer, model.layer(last), outlet);
    stages.add(next);
    for (int l = last - 1; l >= 0; l--) {
      next =
          new HiddenLayerStage(
              stores.open(new LayerFormat()),
              model.layer(l),
              model.layer(l + 1),
              next,
              l + 1 < last,
              Sending.plain());
      stages.add(0, next);
    }
    stages.add(
        0,
        new ScatterStage(
            stores.open(new ScatterFormat()), next, model.layer(0), last > 0, Sending.plain()));
    return stages;
  }
}
