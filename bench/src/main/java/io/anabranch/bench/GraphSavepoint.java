// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench;

import io.anabranch.pipeline.bootstrap.GraphBootstrap;
import io.anabranch.pipeline.bootstrap.RowCounter;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.job.BootstrapSavepoint;
import io.anabranch.state.event.GraphEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A savepoint of the live job after a stream of edges, which needs no job: a bootstrap's. */
final class GraphSavepoint {

  private GraphSavepoint() {}

  static AnabranchConfig config() {
    return AnabranchConfig.of("state.backend=heap");
  }

  /** Writes it into a directory that is not there yet. */
  static void write(EdgeStream stream, Path directory) throws Exception {
    Path spill = Files.createTempDirectory("anabranch-bootstrap");
    GraphBootstrap bootstrap =
        new GraphBootstrap(
            Models.twoLayers(), false, config().edge().ttlMillis(), new RowCounter(), spill);
    for (GraphEvent event : stream.features(Models.WIDTH)) {
      bootstrap.apply(event, 0);
    }
    for (GraphEvent event : stream.edges()) {
      bootstrap.apply(event, 0);
    }
    List<Path> stages = bootstrap.finish();
    BootstrapSavepoint.write(
        config(), Models.twoLayers(), stages, BootstrapSavepoint.NOTHING_PUBLISHED, directory);
    for (Path stage : stages) {
      Files.delete(stage);
    }
    Files.delete(spill);
  }
}
