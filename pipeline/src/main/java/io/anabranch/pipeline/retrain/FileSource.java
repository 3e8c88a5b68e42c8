// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.model.snapshot.SnapshotCounts;
import io.anabranch.pipeline.config.Places;
import io.anabranch.pipeline.executor.MemoryEstimate;
import io.anabranch.pipeline.executor.SnapshotPlace;
import java.io.IOException;
import java.net.URI;

/**
 * A snapshot that was kept, so that other settings can be tried on one graph.
 *
 * @param file on any of Flink's file systems
 */
public record FileSource(URI file) implements SnapshotSource {

  /** How the name of such a file ends. */
  public static final String ENDING = ".safetensors";

  @Override
  public GraphSnapshot take(int width) throws IOException {
    SnapshotPlace place = new SnapshotPlace(file);
    SnapshotCounts counts = place.counts();
    if (counts.width() != width) {
      throw new RetrainException(
          "%s: expected features %d wide, as the model takes them; they are %d wide"
              .formatted(Places.shown(file), width, counts.width()));
    }
    try {
      MemoryEstimate.requireReadable(counts, Runtime.getRuntime().maxMemory());
    } catch (IllegalArgumentException e) {
      throw new RetrainException(e.getMessage(), e);
    }
    return place.read();
  }
}
