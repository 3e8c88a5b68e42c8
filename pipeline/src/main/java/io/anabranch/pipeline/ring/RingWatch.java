// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.ring;

import io.anabranch.pipeline.alert.AdaptiveLimit;
import io.anabranch.pipeline.alert.EdgeRef;
import io.anabranch.pipeline.alert.Ego;
import io.anabranch.pipeline.alert.Limit;
import io.anabranch.pipeline.alert.Metric;
import io.anabranch.pipeline.alert.Signal;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Looks for surprising edges that come together: from one vertex, which is a burst; or around one,
 * whose ego graph is then scored as a ring. What is surprising is said by a threshold, or by what
 * is usual of late, which holds whatever the scale of a model's scores.
 */
public final class RingWatch {

  private static final int NAMED = 10; // vertices that a reason names

  /**
   * When to look, and how far.
   *
   * @param windowMillis how far back the trigger and the ego graph look, from the edge that comes
   * @param edges that are kept
   * @param triggerSurprise what an edge must exceed to count, where the quantile is 0
   * @param triggerQuantile above 0: it must exceed that share of the surprises of the window and
   *     the one before
   * @param triggerEdges so many, and the ego graph is scored
   */
  public record Settings(
      long windowMillis, int edges, float triggerSurprise, float triggerQuantile, int triggerEdges)
      implements Serializable {

    /** With a threshold. */
    public Settings(long windowMillis, int edges, float triggerSurprise, int triggerEdges) {
      this(windowMillis, edges, triggerSurprise, 0, triggerEdges);
    }
  }

  private static final int ALL = 0; // the limit's only key group

  private final Settings settings;
  private final RingModel model;
  private final boolean bursts;
  private final RecentEdges recent;
  private final AdaptiveLimit limit; // null: a threshold
  private byte[] limitBytes = {};

  /** For rings alone. */
  public RingWatch(Settings settings, RingModel model) {
    this(settings, model, false);
  }

  /**
   * @param model null where no ego graphs are scored
   * @param bursts whether they are wanted
   */
  public RingWatch(Settings settings, RingModel model, boolean bursts) {
    this.settings = settings;
    this.model = model;
    this.bursts = bursts;
    this.recent = new RecentEdges(settings.edges());
    this.limit = settings.triggerQuantile() > 0 ? limit(settings) : null;
  }

  private static AdaptiveLimit limit(Settings settings) {
    Duration memory = Duration.ofMillis(settings.windowMillis());
    return new AdaptiveLimit(new Limit.Quantile(settings.triggerQuantile(), memory), 1);
  }

  /** What is kept. */
  public RecentEdges recent() {
    return recent;
  }

  /** What is known of surprises of late; empty where a threshold says what is surprising. */
  public byte[] limitBytes() throws IOException {
    if (limit != null) {
      limit.writeBack((group, bytes) -> limitBytes = bytes);
    }
    return limitBytes;
  }

  /** Takes {@link #limitBytes()} back; another setting has no use for them. */
  public void restoreLimit(byte[] bytes) throws IOException {
    if (limit != null && bytes.length > 0) {
      limit.restore(ALL, bytes);
      limitBytes = bytes;
    }
  }

  /**
   * Takes in an edge.
   *
   * @param surprise NaN where it was not scored
   * @param out takes the burst that a surprising edge is a part of, and the score of each end whose
   *     ego graph was looked at
   */
  public void edge(EdgeRef edge, float surprise, Consumer<Signal> out) {
    boolean surprising = isSurprising(surprise, edge.timestamp());
    recent.add(edge.src(), edge.dst(), edge.timestamp(), surprising);
    if (surprising) {
      if (bursts) {
        out.accept(burst(edge));
      }
      look(edge.src(), edge, out);
      if (!edge.dst().equals(edge.src())) {
        look(edge.dst(), edge, out);
      }
    }
  }

  private boolean isSurprising(float surprise, long time) {
    if (limit == null) {
      return surprise > settings.triggerSurprise();
    }
    return !Float.isNaN(surprise) && !Float.isNaN(limit.exceeded(ALL, surprise, time));
  }

  private Signal burst(EdgeRef edge) {
    long since = edge.timestamp() - settings.windowMillis();
    List<RecentEdge> edges = recent.surprisingFrom(edge.src(), since);
    Map<String, Integer> to = new LinkedHashMap<>();
    edges.forEach(surprising -> to.merge(surprising.dst(), 1, Integer::sum));
    String reason =
        "%d surprising edges from %s within %d s, to %s"
            .formatted(
                edges.size(),
                edge.src(),
                settings.windowMillis() / 1_000,
                named(List.copyOf(to.keySet())));
    return Signal.of(
            Metric.BURST, edge.src(), edges.size(), edge.timestamp(), List.of(), List.of(reason))
        .withEgo(star(edge.src(), since, to));
  }

  /**
   * The edges of a burst, from its vertex to others.
   *
   * @param to how many to each
   */
  private static Ego star(String center, long since, Map<String, Integer> to) {
    List<String> vertices = new ArrayList<>(List.of(center));
    List<Integer> hops = new ArrayList<>(List.of(0));
    List<Ego.Pair> pairs = new ArrayList<>();
    to.forEach(
        (other, count) -> {
          pairs.add(new Ego.Pair(0, vertices.size(), count));
          vertices.add(other);
          hops.add(1);
        });
    return new Ego(since, vertices, hops, pairs);
  }

  private void look(String vertex, EdgeRef edge, Consumer<Signal> out) {
    long since = edge.timestamp() - settings.windowMillis();
    if (model != null && recent.triggers(vertex, since, settings.triggerEdges())) {
      EgoGraph ego = EgoGraph.of(recent, vertex, since);
      RingScore score = model.score(ego);
      out.accept(
          Signal.of(
                  Metric.RING,
                  vertex,
                  score.score(),
                  edge.timestamp(),
                  List.of(),
                  reasons(vertex, ego, score))
              .withEgo(ego.evidence(since)));
    }
  }

  private List<String> reasons(String vertex, EgoGraph ego, RingScore score) {
    List<String> reasons = new ArrayList<>();
    reasons.add(
        "%d surprising edges around %s; ego graph of %d vertices and %d pairs, %s"
            .formatted(
                settings.triggerEdges(),
                vertex,
                ego.vertices().size(),
                ego.edges().size(),
                model.scoredBy()));
    String like = "like " + vertex;
    for (List<String> role : score.roles()) {
      reasons.add(like + ": " + named(role));
      like = "another role";
    }
    return reasons;
  }

  private static String named(List<String> role) {
    return String.join(", ", role.subList(0, Math.min(NAMED, role.size())))
        + (role.size() > NAMED ? " and " + (role.size() - NAMED) + " more" : "");
  }
}
