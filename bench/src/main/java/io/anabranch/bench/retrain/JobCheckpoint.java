// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.retrain;

import io.anabranch.bench.LiveJob;
import io.anabranch.connectors.broker.BrokerProcess;
import io.anabranch.connectors.kafka.ProbeStatus;
import io.anabranch.connectors.replay.ReplayOptions;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.model.snapshot.SnapshotFile;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.job.RetainedCheckpoints;
import io.anabranch.pipeline.retrain.CheckpointSource;
import io.anabranch.pipeline.verify.TopicGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The live job over a stream, and the graph in a checkpoint of it, which must be that of the
 * topics, edge by edge.
 *
 * @param directory for all that is kept
 */
record JobCheckpoint(BrokerProcess broker, Path directory, SageModel first) {

  /**
   * Runs the job until it is at rest, and reads its next checkpoint.
   *
   * @param name of its own, for its topics
   */
  GraphSnapshot take(String name, String backend, TimedStream stream) throws Exception {
    ProbeStatus probe;
    AnabranchConfig config;
    Path checkpoint;
    try (LiveJob job =
        new LiveJob(
            broker.bootstrapServers(),
            name,
            first,
            directory,
            List.of("state.backend=" + backend, "graph.direction=undirected"))) {
      config = job.config();
      job.send(stream.before(), ReplayOptions.FLAT_OUT);
      probe = job.settle();
      checkpoint = next(config.job().checkpointDirectory());
    }
    GraphSnapshot saved = new CheckpointSource(config, checkpoint.toUri()).take(first.inputWidth());
    requireSame(saved, ofTopics(config, probe, saved.origin().source()), name);
    System.out.printf(
        Locale.ROOT,
        "%s, %s: %s has the graph of the topics, edge by edge: %,d vertices, %,d in-edges%n",
        name,
        backend,
        checkpoint.getFileName(),
        saved.vertices().length,
        saved.edges().count());
    return saved;
  }

  /** The first checkpoint that is complete after now: the second new one was begun after it. */
  private static Path next(Path checkpoints) throws IOException, InterruptedException {
    Path newest = null;
    for (int fresh = 0; fresh < 3; ) { // the first may have been looked at while it was written
      Optional<Path> now = RetainedCheckpoints.newest(checkpoints);
      if (now.isPresent() && !now.get().equals(newest)) {
        newest = now.get();
        fresh++;
      } else {
        Thread.sleep(100);
      }
    }
    return newest;
  }

  private GraphSnapshot ofTopics(AnabranchConfig config, ProbeStatus probe, String source) {
    TopicGraph topics = new TopicGraph(config, first.inputWidth());
    topics.read(config.kafka().committed(), probe.offsets());
    return topics.graph().snapshot(first.inputWidth(), source);
  }

  private void requireSame(GraphSnapshot a, GraphSnapshot b, String name) throws IOException {
    Path one = directory.resolve(name + ".checkpoint");
    Path other = directory.resolve(name + ".topics");
    SnapshotFile.write(a, one);
    SnapshotFile.write(b, other);
    long at = Files.mismatch(one, other);
    if (at >= 0) {
      throw new IllegalStateException(
          "%s: the graph of the checkpoint is not that of the topics: %s and %s differ at byte %d"
              .formatted(name, one, other, at));
    }
  }
}
