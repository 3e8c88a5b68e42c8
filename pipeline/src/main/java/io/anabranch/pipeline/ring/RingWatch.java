// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.ring;

import io.anabranch.pipeline.alert.EdgeRef;
import io.anabranch.pipeline.alert.Metric;
import io.anabranch.pipeline.alert.Signal;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Looks for rings: when many of late's edges around a vertex are surprising, its ego graph is
 * scored.
 */
public final class RingWatch {

  private static final int NAMED = 10; // vertices that a reason names

  /**
   * When to look, and how far.
   *
   * @param windowMillis how far back the trigger and the ego graph look, from the edge that comes
   * @param edges that are kept
   * @param triggerSurprise what an edge must exceed to count
   * @param triggerEdges so many, and the ego graph is scored
   */
  public record Settings(long windowMillis, int edges, float triggerSurprise, int triggerEdges)
      implements Serializable {}

  private final Settings settings;
  private final RingModel model;
  private final RecentEdges recent;

  public RingWatch(Settings settings, RingModel model) {
    this.settings = settings;
    this.model = model;
    this.recent = new RecentEdges(settings.edges());
  }

  /** What is kept. */
  public RecentEdges recent() {
    return recent;
  }

  /**
   * Takes in an edge.
   *
   * @param surprise NaN where it was not scored
   * @param out takes the score of each end whose ego graph was looked at
   */
  public void edge(EdgeRef edge, float surprise, Consumer<Signal> out) {
    boolean surprising = surprise > settings.triggerSurprise();
    recent.add(edge.src(), edge.dst(), edge.timestamp(), surprising);
    if (surprising) {
      look(edge.src(), edge, out);
      if (!edge.dst().equals(edge.src())) {
        look(edge.dst(), edge, out);
      }
    }
  }

  private void look(String vertex, EdgeRef edge, Consumer<Signal> out) {
    long since = edge.timestamp() - settings.windowMillis();
    if (recent.triggers(vertex, since, settings.triggerEdges())) {
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
        "%d surprising edges around %s; ego graph of %d vertices and %d pairs, scored by %s"
            .formatted(
                settings.triggerEdges(),
                vertex,
                ego.vertices().size(),
                ego.edges().size(),
                model.text()));
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
