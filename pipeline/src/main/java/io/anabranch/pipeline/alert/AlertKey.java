// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import java.util.Locale;

/** What a rule speaks of once a window. */
public enum AlertKey {
  /** The vertex that the score is of. */
  VERTEX,
  /** The vertex that the edge comes from. */
  SOURCE,
  /** The vertex that the edge goes to. */
  TARGET,
  /** The two ends of the edge, whatever its id. */
  EDGE;

  /** As configurations have it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a score of that metric has such a key. */
  public boolean fits(Metric metric) {
    return metric.isOfEdges() == (this != VERTEX);
  }

  /** What a rule on that metric has when it does not say. */
  public static AlertKey usual(Metric metric) {
    return metric.isOfEdges() ? TARGET : VERTEX;
  }

  /** What the alert speaks of, for eyes. */
  String subject(Signal signal) {
    return switch (this) {
      case VERTEX -> signal.vertex();
      case SOURCE -> signal.edge().src();
      case TARGET -> signal.edge().dst();
      case EDGE -> signal.edge().src() + " -> " + signal.edge().dst();
    };
  }

  /** The same so that no two subjects are one: an id may hold anything, an arrow too. */
  public String of(Signal signal) {
    String subject = subject(signal);
    return this == EDGE ? signal.edge().src().length() + ":" + subject : subject;
  }
}
