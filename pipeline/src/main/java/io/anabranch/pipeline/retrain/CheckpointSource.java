// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.config.Places;
import io.anabranch.pipeline.job.RetainedCheckpoints;
import io.anabranch.pipeline.snapshot.SavedGraph;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.apache.flink.core.fs.FileSystem;

/**
 * A checkpoint or savepoint that is there: the given one, or the newest that the live job has kept.
 * The job keeps a few and deletes the rest, so the newest may go while it is read.
 *
 * @param given on any of Flink's file systems; null: the newest, which is looked for where the job
 *     of this machine keeps them
 */
public record CheckpointSource(AnabranchConfig config, URI given) implements SnapshotSource {

  @Override
  public GraphSnapshot take(int width) throws IOException {
    return given == null ? newest(width) : SavedGraph.read(config, existing(), width);
  }

  private URI existing() throws IOException {
    if (!FileSystem.get(given).exists(new org.apache.flink.core.fs.Path(given))) {
      throw new RetrainException(
          "expected a checkpoint or savepoint; there is no " + Places.shown(given));
    }
    return given;
  }

  private GraphSnapshot newest(int width) throws IOException {
    Path directory = config.job().checkpointDirectory();
    Path newest =
        RetainedCheckpoints.newest(directory)
            .orElseThrow(() -> new NotYetException("there is no checkpoint in " + directory));
    try {
      return SavedGraph.read(config, newest, width);
    } catch (IOException e) {
      if (RetainedCheckpoints.newestFirst(directory).contains(newest)) {
        throw e;
      }
      throw new NotYetException(
          "the job has deleted checkpoint %s while it was read: a larger job.checkpoints-retained"
                  .formatted(newest)
              + " keeps it longer",
          e);
    }
  }
}
