// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.drill;

import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.job.OperatorIds;
import io.anabranch.pipeline.job.StateNames;
import io.anabranch.pipeline.snapshot.SavedState;
import io.anabranch.pipeline.stage.LayerFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;

/** The embeddings as a checkpoint has them, in the keyed state of the last layer. */
final class StateAudit {

  private StateAudit() {}

  /** Reads them with Flink's own reader of states. */
  static Map<String, float[]> embeddings(AnabranchConfig config, SageModel model, Path checkpoint)
      throws IOException {
    Map<String, float[]> embeddings = new HashMap<>();
    SavedState.read(
        config,
        checkpoint.toAbsolutePath().toUri(),
        OperatorIds.layer(model.depth()),
        List.of(StateNames.VERTICES),
        saved -> {
          DataInputView vertex = saved.vertex(); // keys of key groups have none
          float[] value =
              vertex == null ? null : new LayerFormat().read(vertex, saved.pageStore()).value();
          if (value != null) {
            embeddings.put(saved.key(), value);
          }
        });
    return embeddings;
  }
}
