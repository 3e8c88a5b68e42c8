// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.simulation;

import io.anabranch.model.layer.SageModel;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EdgeEvent.Op;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.LabelEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What one seed makes happen: a model, and the logs of some partitions, with events of every kind
 * in an order that lateness allows, duplicated, and some of them late.
 *
 * @param lateness milliseconds
 * @param edgeLogs how many of the logs, the first ones, are of the edge topic; the others are of
 *     the features topic
 * @param hubSubscribers subscribers from which on a vertex is a hub
 * @param cleanUp when true the logs end in the removal or the erasure of everything
 * @param edgeTtl how long an edge lives; empty: for ever
 * @param erases whether vertices are erased
 * @param epsilon messages wait for as long as no element differs by more from what was sent
 */
record Scenario(
    SageModel model,
    boolean undirected,
    long lateness,
    int edgeLogs,
    List<List<GraphEvent>> logs,
    int hubSubscribers,
    boolean cleanUp,
    Optional<Duration> edgeTtl,
    boolean erases,
    float epsilon) {

  private static final int NO_HUBS = Integer.MAX_VALUE;
  private static final long HUBS = 0x68756273L; // a generator of its own
  private static final float[] WEIGHTS = {1f, 1f, 1f, 0.5f, -2.25f, 0f, 3e-8f, 40_000f};

  static Scenario of(long seed) {
    Scenario scenario = new Maker(new SplittableRandom(seed)).make(seed);
    return Holding.of(seed).applyTo(Ending.of(seed).applyTo(scenario));
  }

  private static final class Maker {

    private final SplittableRandom random;
    private final int vertices;
    private int width;
    private final List<GraphEvent> events = new ArrayList<>();

    Maker(SplittableRandom random) {
      this.random = random;
      // Mostly few, so that everything meets; sometimes more than the first arrays hold.
      this.vertices = random.nextInt(8) == 0 ? 300 : 1 + random.nextInt(12);
    }

    Scenario make(long seed) {
      SageModel model =
          DrawnSampling.on(DrawnModel.of(seed).make(widths(), seed, random.nextBoolean()), seed);
      width = model.inputWidth();
      long lateness = random.nextInt(200);
      boolean cleanUp = random.nextInt(3) == 0;
      int count = random.nextInt(vertices > 12 ? 1_000 : 150);
      for (int i = 0; i < count; i++) {
        events.add(event(i * 10L));
      }
      if (cleanUp) {
        removeAll(count * 10L);
      }
      int edgeLogs = 1 + random.nextInt(3);
      List<List<GraphEvent>> logs = logs(lateness, edgeLogs, 1 + random.nextInt(2));
      return new Scenario(
          model,
          random.nextBoolean(),
          lateness,
          edgeLogs,
          logs,
          hubSubscribers(seed),
          cleanUp,
          Optional.empty(),
          false,
          0f);
    }

    /** No hubs for half of the seeds. */
    private static int hubSubscribers(long seed) {
      SplittableRandom own = new SplittableRandom(seed ^ HUBS);
      return own.nextBoolean() ? NO_HUBS : 1 + own.nextInt(3);
    }

    private int[] widths() {
      int[] widths = new int[2 + random.nextInt(3)];
      for (int i = 0; i < widths.length; i++) {
        widths[i] = 1 + random.nextInt(9);
      }
      return widths;
    }

    private GraphEvent event(long base) {
      long timestamp = base + random.nextInt(10) / 5; // ties are likely
      int kind = random.nextInt(20);
      if (kind < 11) {
        float weight = WEIGHTS[random.nextInt(WEIGHTS.length)];
        return new EdgeEvent(Op.ADD, vertex(), vertex(), id(), timestamp, weight);
      } else if (kind < 15) {
        return new EdgeEvent(Op.REMOVE, vertex(), vertex(), id(), timestamp, 0f);
      } else if (kind < 18) {
        return new FeaturesEvent(vertex(), timestamp, random.nextInt(5) == 0 ? null : features());
      }
      return new LabelEvent(vertex(), timestamp, random.nextInt(4) == 0 ? null : "fraud");
    }

    private String vertex() {
      return "v" + random.nextInt(vertices);
    }

    private String id() {
      return random.nextInt(4) == 0 ? "id" + random.nextInt(2) : "";
    }

    private float[] features() {
      float[] features = new float[width];
      float scale = random.nextInt(6) == 0 ? 20_000f : 2f;
      for (int i = 0; i < width; i++) {
        features[i] = (float) (random.nextDouble() - 0.5) * scale;
      }
      return features;
    }

    private void removeAll(long timestamp) {
      for (GraphEvent event : List.copyOf(events)) {
        if (event instanceof EdgeEvent edge) {
          events.add(new EdgeEvent(Op.REMOVE, edge.src(), edge.dst(), edge.id(), timestamp, 0f));
        } else if (event instanceof FeaturesEvent write) {
          events.add(new FeaturesEvent(write.vertex(), timestamp, null));
        } else if (event instanceof LabelEvent write) {
          events.add(new LabelEvent(write.vertex(), timestamp, null));
        }
      }
    }

    /** Deals the events out, moves each by less than the lateness, repeats some, delays a few. */
    private List<List<GraphEvent>> logs(long lateness, int edgeLogs, int featureLogs) {
      List<List<GraphEvent>> logs = new ArrayList<>();
      for (int p = 0; p < edgeLogs + featureLogs; p++) {
        logs.add(new ArrayList<>());
      }
      record Placed(long at, GraphEvent event) {}
      List<Placed> placed = new ArrayList<>();
      for (GraphEvent event : events) {
        do {
          long delay = random.nextInt((int) lateness + 1);
          boolean late = random.nextInt(40) == 0 && event.timestamp() + 500 < events.size() * 10L;
          placed.add(new Placed(event.timestamp() + delay + (late ? 400 : 0), event));
        } while (random.nextInt(5) == 0);
      }
      placed.sort((a, b) -> Long.compare(a.at, b.at));
      for (Placed next : placed) {
        int log =
            next.event instanceof EdgeEvent
                ? random.nextInt(edgeLogs)
                : edgeLogs + random.nextInt(featureLogs);
        logs.get(log).add(next.event);
      }
      return logs;
    }
  }
}
