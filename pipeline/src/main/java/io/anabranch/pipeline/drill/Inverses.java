// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.drill;

import io.anabranch.connectors.kafka.Isolation;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EdgeEvent.Op;
import io.anabranch.state.event.GraphEvent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * An edge comes after a checkpoint and works its way into the topic; everything is killed; the edge
 * is taken back. The replay sees both in one bundle, where they cancel, and has no row of its own
 * to put the topic right: what the last layer repeats from the topic's tail must do it.
 */
final class Inverses implements Drill {

  private static final int BUNDLE = 400; // milliseconds: so that the replay cancels

  private final String delivery;

  Inverses(String delivery) {
    this.delivery = delivery;
  }

  @Override
  public String name() {
    return "inverses-" + delivery;
  }

  @Override
  public int fullKills() {
    return 10;
  }

  @Override
  public int fullEvents() {
    return 2_000;
  }

  @Override
  public String[] options() {
    return new String[] {
      "job.parallelism=2",
      "job.checkpoint-interval=6s",
      "bundle.max-delay=" + BUNDLE + "ms",
      "embeddings.delivery=" + delivery
    };
  }

  @Override
  public String run(Ground ground, int kills) throws Exception {
    RunningJob job = RunningJob.start(ground, ground.config(), null, 2);
    ground.flow().finish();
    long time = ground.events().stream().mapToLong(GraphEvent::timestamp).max().orElseThrow();
    int hits = 0;
    for (int kill = 1; kill <= kills; kill++) {
      ground.awaitCheckpoint();
      Path before = ground.awaitCheckpoint(); // the job is at rest in between
      long rows = rows(ground.config());
      EdgeEvent edge = edge(ground, kill, time + 2L * kill);
      ground.send(edge);
      while (rows(ground.config()) == rows) {
        LockSupport.parkNanos(5_000_000);
      }
      if (before.equals(ground.newestCheckpoint())) {
        hits++;
      }
      job.killTaskManagers();
      ground.send(
          new EdgeEvent(Op.REMOVE, edge.src(), edge.dst(), edge.id(), time + 2L * kill + 1, 1f));
    }
    return "%d edges taken back behind a crash, %d of them written since the last checkpoint"
        .formatted(kills, hits);
  }

  /** An edge between two that are there, under an id of its own. */
  private static EdgeEvent edge(Ground ground, int kill, long time) {
    List<EdgeEvent> edges =
        ground.events().stream()
            .filter(event -> event instanceof EdgeEvent)
            .map(event -> (EdgeEvent) event)
            .toList();
    String src = edges.get(ground.random().nextInt(edges.size())).src();
    String dst = edges.get(ground.random().nextInt(edges.size())).dst();
    return new EdgeEvent(Op.ADD, src, dst, "inverse-" + kill, time, 1f);
  }

  /** How far the topic reaches, open transactions included. */
  private static long rows(AnabranchConfig config) {
    TopicReader reader =
        new TopicReader(
            config.kafka().bootstrapServers(),
            Isolation.READ_UNCOMMITTED,
            config.kafka().timeout());
    return Arrays.stream(reader.ends(config.topics().embeddings())).sum();
  }
}
