// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.judge;

import io.anabranch.connectors.generator.PlantedTruth;
import io.anabranch.pipeline.alert.Alert;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Something planted in a stream.
 *
 * @param from event time of its beginning, milliseconds
 * @param to event time of its end; that of a takeover or a move never comes
 */
public record Incident(Kind kind, Set<String> accounts, long from, long to) {

  /** What it is. */
  public enum Kind {
    /** Accounts that pass money around. */
    RING,
    /** An account in other hands. */
    TAKEOVER,
    /** An account that has moved, honestly: an alert of it is a false one. */
    MOVE;

    boolean isFraud() {
      return this != MOVE;
    }
  }

  public Incident {
    accounts = Set.copyOf(accounts);
  }

  /** Everything that was planted. */
  public static List<Incident> of(PlantedTruth truth) {
    List<Incident> incidents = new ArrayList<>();
    for (PlantedTruth.Ring ring : truth.rings()) {
      Set<String> accounts = Set.copyOf(ring.accounts());
      incidents.add(new Incident(Kind.RING, accounts, ring.fromMillis(), ring.toMillis()));
    }
    for (PlantedTruth.Takeover takeover : truth.takeovers()) {
      incidents.add(forGood(Kind.TAKEOVER, takeover.account(), takeover.atMillis()));
    }
    for (PlantedTruth.Move move : truth.moves()) {
      incidents.add(forGood(Kind.MOVE, move.account(), move.atMillis()));
    }
    return incidents;
  }

  private static Incident forGood(Kind kind, String account, long from) {
    return new Incident(kind, Set.of(account), from, Long.MAX_VALUE);
  }

  /**
   * Whether it goes on at that time, or did not long before.
   *
   * @param memoryMillis how far back those look who speak of vertices
   */
  boolean isSeenAt(long time, long memoryMillis) {
    return time >= from && time - memoryMillis <= to;
  }

  /** Whether the edge is part of it: within the ring, or from the account. */
  boolean has(String src, String dst, long time) {
    return isSeenAt(time, 0)
        && accounts.contains(src)
        && (kind != Kind.RING || accounts.contains(dst));
  }

  /** Whether an alert speaks of it: of one of its edges, or of one of its vertices. */
  boolean has(Alert alert, long memoryMillis) {
    return alert.events().isEmpty()
        ? isSeenAt(alert.eventTime(), memoryMillis) && accounts.contains(alert.subject())
        : alert.events().stream().anyMatch(e -> has(e.src(), e.dst(), e.timestamp()));
  }
}
