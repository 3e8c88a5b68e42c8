// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.simulation;

import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EraseEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.LabelEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** How things come to an end in a scenario, drawn apart: edges expire, vertices are erased. */
final class Ending {

  private static final long APART = 0x4558_5049_5245_5321L;

  private final SplittableRandom random;

  private Ending(long seed) {
    this.random = new SplittableRandom(seed ^ APART);
  }

  static Ending of(long seed) {
    return new Ending(seed);
  }

  /** In half of all seeds edges expire, or vertices are erased, or both. */
  Scenario applyTo(Scenario scenario) {
    if (random.nextBoolean()) {
      return scenario;
    }
    int kind = random.nextInt(3);
    long span = 1 + largest(scenario.logs());
    Optional<Duration> ttl =
        kind == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(1 + random.nextLong(span)));
    boolean erases = kind != 1;
    boolean eraseAll = erases && random.nextInt(4) == 0;
    return new Scenario(
        scenario.model(),
        scenario.undirected(),
        scenario.lateness(),
        scenario.edgeLogs(),
        erases ? logs(scenario, eraseAll ? span : -1) : scenario.logs(),
        scenario.hubSubscribers(),
        scenario.cleanUp() || eraseAll,
        ttl,
        erases,
        scenario.epsilon());
  }

  private static long largest(List<List<GraphEvent>> logs) {
    return logs.stream().flatMap(List::stream).mapToLong(GraphEvent::timestamp).max().orElse(0);
  }

  /**
   * The logs with erases put in, each of about the time of what stands around it but not younger,
   * so that it makes nothing late; a few twice.
   *
   * @param eraseAllAt when everything is erased in the end; negative: it is not
   */
  private List<List<GraphEvent>> logs(Scenario scenario, long eraseAllAt) {
    List<List<GraphEvent>> logs = new ArrayList<>();
    scenario.logs().forEach(log -> logs.add(new ArrayList<>(log)));
    List<String> vertices = vertices(scenario.logs());
    if (vertices.isEmpty()) {
      return logs;
    }
    int count = 1 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      List<GraphEvent> log = featureLog(scenario, logs);
      int at = random.nextInt(log.size() + 1);
      long around = log.isEmpty() ? 0 : log.get(Math.min(at, log.size() - 1)).timestamp();
      long time = Math.max(0, around - random.nextLong(scenario.lateness() + 20));
      EraseEvent erase = new EraseEvent(vertices.get(random.nextInt(vertices.size())), time);
      log.add(at, erase);
      if (random.nextInt(5) == 0) {
        featureLog(scenario, logs).add(erase);
      }
    }
    if (eraseAllAt >= 0) {
      for (String vertex : vertices) {
        featureLog(scenario, logs).add(new EraseEvent(vertex, eraseAllAt));
      }
    }
    return logs;
  }

  private List<GraphEvent> featureLog(Scenario scenario, List<List<GraphEvent>> logs) {
    int edgeLogs = scenario.edgeLogs();
    return logs.get(edgeLogs + random.nextInt(logs.size() - edgeLogs));
  }

  private static List<String> vertices(List<List<GraphEvent>> logs) {
    TreeSet<String> vertices = new TreeSet<>();
    for (List<GraphEvent> log : logs) {
      for (GraphEvent event : log) {
        if (event instanceof EdgeEvent edge) {
          vertices.add(edge.src());
          vertices.add(edge.dst());
        } else if (event instanceof FeaturesEvent write) {
          vertices.add(write.vertex());
        } else if (event instanceof LabelEvent write) {
          vertices.add(write.vertex());
        }
      }
    }
    return List.copyOf(vertices);
  }
}
