// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.snapshot.SavedGraph;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * A native savepoint of the running job, triggered for this and deleted when it is read. The job
 * goes on.
 *
 * @param job its id; null: the running one of the configured name
 * @param directory where savepoints go, seen by the cluster and from here
 */
public record SavepointSource(AnabranchConfig config, JobManager cluster, String job, URI directory)
    implements SnapshotSource {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @Override
  public GraphSnapshot take(int width) throws IOException {
    String id = job == null ? cluster.jobNamed(config.job().name()) : job;
    URI place = cluster.savepoint(id, directory, PATIENCE);
    try {
      return SavedGraph.read(config, place, width);
    } finally {
      FileSystem.get(place).delete(new Path(place), true);
    }
  }
}
